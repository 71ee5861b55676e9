import {
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import type { Json } from '#libs/contracts';

type Type = GraphQLObjectType;
type Field = GraphQLField<unknown, unknown>;

/** One value that an answer shows. */
export interface ShownField {
  /** RFC 6901, but what stands in a list is named by its id: `/episodes/<episode>/children/<child>/level`. */
  readonly path: string;
  readonly field: Field;
  readonly value: Json;
}

/** What an answer says of itself, and not of what was asked for. */
const OF_THE_ANSWER: ReadonlySet<string> = new Set(['asOf', 'lag', 'erasedSince', 'redactions', 'revision']);

/** The fields of a type that tell of what was asked for. */
export function fieldsOf(type: Type): Field[] {
  return Object.values<Field>(type.getFields()).filter(({ name }) => !OF_THE_ANSWER.has(name));
}

/** Every value of something that is shown as the type; a thing with an id that stands outside a list is only named. */
export function* shownFields(type: Type, source: unknown, at = ''): Generator<ShownField> {
  for (const field of fieldsOf(type)) {
    const path = `${at}/${field.name}`;
    const value = memberOf(source, field.name);
    const of = getNamedType(field.type);
    if (!isObjectType(of) || isNamed(field)) yield { path, field, value: valueOf(field, value) };
    else
      for (const [name, each] of partsOf(of, value))
        yield* shownFields(of, each, name === undefined ? path : `${path}/${name}`);
  }
}

/** The field that a path leads to; undefined where it leads to none that shows a value. */
export function fieldAt(type: Type, path: string): Field | undefined {
  return path.startsWith('/') ? fieldIn(type, path.slice(1).split('/')) : undefined;
}

function fieldIn(type: Type, [name, ...rest]: readonly string[]): Field | undefined {
  const field = fieldsOf(type).find((each) => each.name === name);
  const of = field && getNamedType(field.type);
  if (field === undefined || !isObjectType(of)) return rest.length === 0 ? field : undefined;
  if (rest.length === 0) return isNamed(field) ? field : undefined;
  return fieldIn(of, isListed(field) ? rest.slice(1) : rest);
}

/** The value that a path leads to in what is shown as the type; null where there is nothing. */
export function valueAt(type: Type, source: unknown, path: string): Json {
  return valueIn(type, source, path.slice(1).split('/'));
}

function valueIn(type: Type, source: unknown, [name = '', ...rest]: readonly string[]): Json {
  const field = type.getFields()[name] as Field | undefined;
  if (field === undefined) return null;
  const value = memberOf(source, name);
  const of = getNamedType(field.type);
  if (!isObjectType(of) || rest.length === 0) return valueOf(field, value);
  if (!isListed(field)) return valueIn(of, value, rest);
  const [id, ...deeper] = rest;
  const [, part] = partsOf(of, value).find(([named]) => named === id) ?? [];
  return valueIn(of, part, deeper);
}

/** What stands under a field, each with its id in a list. */
function partsOf(of: Type, value: unknown): (readonly [name: string | undefined, part: unknown])[] {
  if (!Array.isArray(value)) return isThere(value) ? [[undefined, value]] : [];
  return value.map((each: unknown, index) => [idOf(of, each) ?? String(index), each] as const);
}

/** By its id where it has one. */
function valueOf(field: Field, value: unknown): Json {
  if (!isThere(value)) return null;
  if (Array.isArray(value)) return value.map((each: unknown) => valueOf(field, each));
  const of = getNamedType(field.type);
  if (isLeafType(of)) return of.serialize(value) as Json;
  return isObjectType(of) ? (idOf(of, value) ?? null) : null;
}

/** Whether a field leads to one thing that has an id. */
function isNamed(field: Field): boolean {
  const of = getNamedType(field.type);
  return !isListed(field) && isObjectType(of) && idField(of) !== undefined;
}

function isListed({ type }: Field): boolean {
  return isListType(getNullableType(type));
}

/** The first field of an id by which every thing of the type is named. */
function idField(of: Type): Field | undefined {
  return fieldsOf(of).find(({ type }) => String(type) === 'ID!');
}

function idOf(of: Type, value: unknown): string | undefined {
  const field = idField(of);
  return field && String(memberOf(value, field.name));
}

function memberOf(source: unknown, name: string): unknown {
  return typeof source === 'object' && source !== null
    ? (source as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
