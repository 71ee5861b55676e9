import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
} from 'graphql';
import { commandTable, isObject, type CommandType, type Json, type JsonObject } from '#libs/contracts';
import { readCodeSets } from '#libs/reference';

/** Stands in every text of a person that is sent, and in nothing else. */
export const MARKER = 'Quillfeather';

/** What a text must look like by its name; with these, whatever a person may write. */
const SHAPED: readonly [name: RegExp, value: string][] = [
  [/^(from|to)$|On$|^active/, '2026-02-03'],
  [/^dateOfBirth$/, '2016-07-19'],
  [/^expectedDeliveryDate$/, '2026-06-19'],
  [/^nhsNumber$/, '9997783530'],
  [/^upn$/, 'E919576519948'],
  [/^uprn$/, '130879568291'],
  [/^postcode$/, 'AL10 2LE'],
];
/** The values of persons that are sent without the marker in them. */
export const SHAPED_VALUES = [
  '2016-07-19',
  '2026-06-19',
  '9997783530',
  'E919576519948',
  '130879568291',
  'AL10 2LE',
];

const schema = buildSchema(
  readFileSync(new URL('../../apps/record/schema.graphql', import.meta.url), 'utf8'),
);
const codeSets = new Map(readCodeSets().map(({ name, codes }) => [name, codes]));
/** A correction replaces fields of one event. */
const ONE_OF_MANY = 'ReplacementInput';
const OF_EVERY_COMMAND = ['commandId', 'expectedRevision', 'occurredAt', 'lateReason'];

/**
 * A command's input with every field that it has: what is given, the marker in every text beside, and current codes. Ids
 * that may be left out are; so is whatever is given as null.
 */
export function markedInput(command: CommandType, given: JsonObject = {}): JsonObject {
  const type = schema.getType(`${command}Input`);
  if (!isInputObjectType(type)) throw new Error(`no input of ${command}`);
  return filled(type, given, { command, path: [] });
}

interface At {
  readonly command: CommandType;
  readonly path: readonly string[];
}

function filled(type: GraphQLInputObjectType, given: JsonObject, { command, path }: At): JsonObject {
  const fields = Object.values(type.getFields()).filter(({ name }) =>
    type.name === ONE_OF_MANY
      ? given[name] !== undefined
      : path.length > 0 || !OF_EVERY_COMMAND.includes(name),
  );
  const members = fields.map((field): [string, Json | undefined] => [
    field.name,
    valueOf(field, given[field.name], { command, path: [...path, field.name] }),
  ]);
  return { ...given, ...Object.fromEntries(members.filter(isThere)) };
}

function isThere(member: [string, Json | undefined]): member is [string, Json] {
  return member[1] !== undefined;
}

function valueOf(field: GraphQLInputField, given: Json | undefined, at: At): Json | undefined {
  const isList = isListType(getNullableType(field.type));
  if (isList && isElements(given)) return given.map((each) => oneOf(field, each, inList(at)) ?? null);
  if (!isList || given !== undefined) return oneOf(field, given, at);
  const one = oneOf(field, undefined, inList(at));
  return one === undefined ? undefined : [one];
}

function isElements(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function inList({ command, path }: At): At {
  return { command, path: [...path, '*'] };
}

function oneOf(field: GraphQLInputField, given: Json | undefined, at: At): Json | undefined {
  const type = getNamedType(field.type);
  if (isInputObjectType(type) && given !== null) return filled(type, isObject(given) ? given : {}, at);
  if (given !== undefined) return given;
  switch (type.name) {
    case 'Boolean':
      return true;
    case 'Int':
      return 700;
    case 'ID':
      if (isRequiredInputField(field)) throw new Error(`${at.command} needs ${field.name}`);
      return undefined;
    default:
      return textOf(field.name, at);
  }
}

function textOf(name: string, { command, path }: At): string {
  const words = path.filter((each) => each !== '*').join('.');
  const set = commandTable[command].codes.find(
    (code) => code.path.filter((each) => each !== '*').join('.') === words,
  );
  const code = codeSets.get(set?.code ?? '')?.find(({ validTo }) => validTo === undefined)?.code;
  return code ?? SHAPED.find(([shape]) => shape.test(name))?.[1] ?? `${MARKER} ${name}`;
}
