import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  getNullableType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import type { KnownIds } from './known-ids.ts';
import { kindNamed, type RootField } from './places.ts';

/** A request's body: its arguments are all variables. */
export interface Body {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A query of a root field with these arguments, asking for what its answer says of itself and of what is in it. */
export function queryOf(field: RootField, given: Readonly<Record<string, unknown>>): Body {
  const asked = field.args.filter(({ name }) => name in given);
  const declared = asked.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = asked.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = selectionOf(field.type, 2);
  return {
    query: `query (${declared}) { ${field.name}(${passed}) ${selection} }`,
    variables: given,
  };
}

/** The fields of an answer without arguments, so many levels deep. */
export function selectionOf(type: GraphQLOutputType, levels: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    if (isLeafType(getNamedType(field.type))) return [field.name];
    return levels > 0 ? [`${field.name} ${selectionOf(field.type, levels - 1)}`] : [];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** Of these a query needs one, and takes no two: the first is given where none is chosen. */
export const oneOf: Readonly<Record<string, readonly string[]>> = {
  caseload: ['worker', 'agency'],
  disclosures: ['family', 'person'],
  matchPerson: ['nhsNumber', 'upn', 'given', 'family', 'dateOfBirth'],
  openEpisodeFor: ['person', 'nhsNumber', 'upn'],
  panelAgenda: ['panel', 'district', 'date'],
  requestProgress: ['request', 'senderReference'],
  whoSaw: ['family', 'person', 'request'],
};

/** What a root field must be given, and the purpose; of what it needs one of, the first. */
export function neededBy(
  field: RootField,
  purpose: string,
  ids: Pick<KnownIds, 'id'>,
): Record<string, unknown> {
  const [chosen] = oneOf[field.name] ?? [];
  const needed = field.args.filter(
    (argument) => (isRequiredArgument(argument) || argument.name === chosen) && argument.name !== 'purpose',
  );
  return {
    purpose,
    ...Object.fromEntries(needed.map((argument) => [argument.name, fitting(field, argument, ids)])),
  };
}

/** A value that an argument takes. */
export function fitting(
  field: RootField,
  { name, type }: GraphQLArgument,
  ids: Pick<KnownIds, 'id'>,
): unknown {
  const value = fittingOne(name, type, () => ids.id(kindNamed(field.name, [name])));
  return isListType(getNullableType(type)) ? [value] : value;
}

function fittingOne(name: string, type: GraphQLInputType, id: () => string): unknown {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named)) return named.name === 'AsOf' ? { position: '20' } : { on: '2026-03-01' };
  switch (named.name) {
    case 'ID':
      return id();
    case 'Date':
      return '2026-03-01';
    case 'DateTime':
      return '2026-03-01T09:00:00Z';
    case 'Boolean':
      return true;
    case 'Int':
      return 3;
    case 'Token':
      return undefined;
    default:
      return TEXTS[name] ?? 'Marker';
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  path: '/reference',
  district: 'herts.ff.stevenage',
  level: 'L2',
  dateOfBirth: '2016-07-19',
  nhsNumber: '9434765919',
  upn: 'Q207000016049',
  urgency: 'ROUTINE',
  outcome: 'IFST',
};
