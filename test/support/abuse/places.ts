import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isListType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { commandTable, type CommandField, type CommandType } from '#libs/contracts';
import type { IdKind } from './known-ids.ts';

export const schema = buildSchema(
  readFileSync(new URL('../../../apps/record/schema.graphql', import.meta.url), 'utf8'),
);

export type RootField = GraphQLField<unknown, unknown>;

export const queries: readonly RootField[] = Object.values(schema.getQueryType()?.getFields() ?? {});
/** Those that open a record: each is told for which purpose. */
export const openingQueries: readonly RootField[] = queries.filter(({ args }) =>
  args.some(({ name }) => name === 'purpose'),
);
export const mutations: readonly RootField[] = Object.values(schema.getMutationType()?.getFields() ?? {});

/** One place of the schema that takes the id of a record; `*` stands for an element of a list. */
export interface IdPlace {
  readonly field: string;
  readonly path: readonly string[];
  readonly kind: IdKind;
}

/** Every argument of a query that takes an id. */
export function idPlacesOfQueries(): IdPlace[] {
  return queries.flatMap((field) =>
    field.args.flatMap((argument) =>
      idPaths(argument.type, [argument.name]).map((path) => ({
        field: field.name,
        path,
        kind: kindNamed(field.name, path),
      })),
    ),
  );
}

/** Every field of a mutation's input that takes an id. */
export function idPlacesOfMutations(): (IdPlace & { readonly type: CommandType })[] {
  return mutations.flatMap(({ name }) => {
    const type = commandOf(name);
    if (type === undefined) return [];
    return idFields(commandTable[type].fields, []).map((place) => ({ field: name, type, ...place }));
  });
}

export function commandOf(mutation: string): CommandType | undefined {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  return type in commandTable ? (type as CommandType) : undefined;
}

/** Where in a type ids stand. */
function idPaths(type: GraphQLInputType, path: readonly string[]): (readonly string[])[] {
  const named = getNamedType(type);
  const here = isListType(getNullableType(type)) ? [...path, '*'] : path;
  if (named.name === 'ID') return [here];
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) => idPaths(field.type, [...here, field.name]));
}

/** Shapes of what is said; every other is of an id. */
const SAYINGS: ReadonlySet<string> = new Set([
  'boolean',
  'code',
  'date',
  'document',
  'gss',
  'hash',
  'integer',
  'name',
  'partial-date',
  'pointer',
  'precision',
  'resolution',
  'seed',
  'sha256',
  'text',
]);

/** Shapes that take records of one kind or another, and of which it is tried. */
const OF_EITHER: Readonly<Record<string, IdKind>> = { record: 'family' };

function idFields(fields: readonly CommandField[], path: readonly string[]): Omit<IdPlace, 'field'>[] {
  return fields.flatMap((field) => {
    const here = [...path, field.name, ...(field.list ? ['*'] : [])];
    if (field.fields !== undefined) return idFields(field.fields, here);
    return SAYINGS.has(field.shape) ? [] : [{ path: here, kind: OF_EITHER[field.shape] ?? field.shape }];
  });
}

/** Words for records that are not what their ids begin with. */
const NAMED: Readonly<Record<string, IdKind>> = {
  agencies: 'organisation',
  agency: 'organisation',
  child: 'person',
  keyworker: 'worker',
  owner: 'worker',
};

/** Of which records an argument takes the id: what it is called says so. */
export function kindNamed(field: string, path: readonly string[]): IdKind {
  const name = path.filter((step) => step !== '*').at(-1) ?? '';
  if (name === 'reference') return field;
  if (name === 'id') return field === 'event' ? 'uuid' : field;
  return NAMED[name] ?? name;
}

export function queryNamed(name: string): RootField {
  const field = queries.find((each) => each.name === name);
  if (field === undefined) throw new Error(`there is no query ${name}`);
  return field;
}
