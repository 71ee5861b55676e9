import { randomUUID } from 'node:crypto';
import type { CommandType, Json, JsonObject } from '#libs/contracts';
import { markedInput } from '../marked-input.ts';
import type { WholeStory } from '../whole-story.ts';
import type { Body } from './documents.ts';
import { idPlacesOfMutations, type IdPlace } from './places.ts';

/** One place of an order that takes the id of a record. */
export type OrderPlace = IdPlace & { readonly type: CommandType };

/** Every one. A correction replaces a list whole: no id in it is given by itself. */
export const orderPlaces: readonly OrderPlace[] = idPlacesOfMutations().filter(
  ({ path }) => path[0] !== 'replaced' || !path.slice(0, -1).includes('*'),
);

/** The order as it was given in the story, with another id in one place. */
export function orderWith(
  { told }: Pick<WholeStory, 'told'>,
  { field, type, path }: OrderPlace,
  id: string,
): Body {
  const input = { ...told.get(type)?.input, commandId: randomUUID() };
  const query = `mutation ($input: ${type}Input!) { ${field}(input: $input) { position token revision id reference } }`;
  return { query, variables: { input: inputWith(type, input, { path, id }) } };
}

function inputWith(
  type: CommandType,
  input: JsonObject,
  { path, id }: { readonly path: readonly string[]; readonly id: string },
): JsonObject {
  if (path[0] === 'replaced') return { ...input, replaced: putIn({}, path.slice(1), id) };
  return markedInput(type, putIn(input, path, id) as JsonObject);
}

function putIn(value: Json | undefined, [step, ...rest]: readonly string[], id: string): Json {
  if (step === undefined) return id;
  if (step === '*') {
    const [first, ...others] = Array.isArray(value) ? (value as readonly Json[]) : [];
    return [putIn(first, rest, id), ...others];
  }
  const members = (value ?? {}) as JsonObject;
  return { ...members, [step]: putIn(members[step], rest, id) };
}
