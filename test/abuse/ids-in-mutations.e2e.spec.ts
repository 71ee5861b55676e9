import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mayCommand, roles, strangers as strangeTo, type Role } from '#libs/access';
import type { CommandType, Json, JsonObject } from '#libs/contracts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { Attempts, isRefused } from '../support/abuse/attempts.ts';
import { absentId, KnownIds } from '../support/abuse/known-ids.ts';
import { idPlacesOfMutations, type IdPlace } from '../support/abuse/places.ts';
import { markedInput } from '../support/marked-input.ts';
import { WholeStory } from '../support/whole-story.ts';

let served: Served;
let attempts: Attempts;
let story: WholeStory;
let ids: KnownIds;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  story = new WholeStory(served);
  const { family, child, request, episode } = await story.tell();
  ids = await KnownIds.of(served.record.store, {
    family,
    person: child,
    request,
    episode,
    user: 'practitioner',
  });
  attempts = new Attempts(served);
});
afterAll(() => served[Symbol.asyncDispose]());

type Place = IdPlace & { readonly type: CommandType };

/** Of those who may not give it about anybody, one who may about some, where there is one, and one who never may. */
function refusedRoles(type: CommandType): Role[] {
  const codes = new Map<string, Role>();
  for (const role of roles) {
    const decision = mayCommand({ user: 'somebody', role, agency: 'elsewhere' }, type, strangeTo);
    if (decision.effect === 'FORBID' && !codes.has(decision.code)) codes.set(decision.code, role);
  }
  return [...codes.values()];
}

/** A correction replaces a list whole: no id in it is given by itself. */
const places = idPlacesOfMutations().filter(
  ({ path }) => path[0] !== 'replaced' || !path.slice(0, -1).includes('*'),
);

const cases = places.flatMap((place) =>
  refusedRoles(place.type).map((role): [string, Place, Role] => [
    `${place.field}(${place.path.join('.')}) by ${role}`,
    place,
    role,
  ]),
);

/** What was sent in the story, with another id in one place. */
function inputWith(type: CommandType, path: readonly string[], id: string): JsonObject {
  const input = { ...story.told.get(type)?.input, commandId: randomUUID() };
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

async function give({ field, type, path }: Place, role: Role, id: string) {
  const query = `mutation ($input: ${type}Input!) { ${field}(input: $input) { position token revision id reference } }`;
  return attempts.of(role, { query, variables: { input: inputWith(type, path, id) } });
}

describe(`an order about what its giver does not stand to, in ${cases.length} ways`, () => {
  it.each(cases)('%s is refused as one about what is not there', async (_, place, role) => {
    const known = ids.id(place.kind);
    for (const id of [known, absentId(place.kind, known)]) await give(place, role, id);
    const there = await give(place, role, known);
    const absent = await give(place, role, absentId(place.kind, known));
    expect({ ...there, refused: isRefused(there) }).toEqual({
      ...absent,
      refused: true,
      events: 0,
    });
  });
});
