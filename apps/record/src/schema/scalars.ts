import { registerEnumType } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDate, GraphQLDateTime, GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import type { Purpose } from '#libs/access';

export { GraphQLDate as DateScalar, GraphQLJSON as AnyJsonScalar, GraphQLJSONObject as JsonScalar };

/** An instant as JSON writes it, on a day that every month has. */
const WRITTEN_OUT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** The scalar DateTime. An instant that stands as it will be answered is not taken apart and put together again. */
export const DateTimeScalar = new GraphQLScalarType<Date, Date | string>({
  ...GraphQLDateTime.toConfig(),
  serialize: (value) =>
    typeof value === 'string' && WRITTEN_OUT.test(value) ? value : GraphQLDateTime.serialize(value),
});

function positionFrom(value: unknown): number {
  const position = typeof value === 'string' && /^(0|[1-9]\d{0,15})$/.test(value) ? Number(value) : value;
  if (typeof position === 'number' && Number.isSafeInteger(position) && position >= 0) return position;
  throw new GraphQLError('A position is a whole number in a string.');
}

/** An event's index in the log, which is also its leaf in the ledger; answered as -1 of the empty log. */
export const Position = new GraphQLScalarType<number, string>({
  name: 'Position',
  description:
    'An event’s place in its log, from 0 and without gaps, or a number of events: a whole number as a decimal string. Of an empty log -1 is answered; it is never taken.',
  serialize: (value) => String(value),
  parseValue: positionFrom,
  parseLiteral: (node) =>
    positionFrom(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined),
});

function tokenFrom(value: unknown): string {
  if (typeof value === 'string' && /^[\w-]{1,300}$/.test(value)) return value;
  throw new GraphQLError('A token is what this record gave.');
}

export const Token = new GraphQLScalarType<string, string>({
  name: 'Token',
  description: 'Opaque: a position in this log, as a mutation or a page gave it.',
  serialize: (value) => String(value),
  parseValue: tokenFrom,
  parseLiteral: (node) => tokenFrom(node.kind === Kind.STRING ? node.value : undefined),
});

/** A GraphQL enum of words, each standing for itself, with what each of them says. */
export function enumOf<W extends string>(
  name: string,
  words: Readonly<Record<W, string>>,
  description: string,
): { readonly [w in W]: w } {
  const said = Object.entries<string>(words);
  const values = Object.fromEntries(said.map(([word]) => [word, word])) as { [w in W]: w };
  const valuesMap = Object.fromEntries(said.map(([word, says]) => [word, { description: says }]));
  registerEnumType(values, { name, description, valuesMap: valuesMap as Record<W, { description: string }> });
  return values;
}

export const PurposeEnum: { readonly [p in Purpose]: p } = enumOf(
  'Purpose',
  {
    FAMILY_HELP: 'To help the family: triage, a panel, the keyworker’s work.',
    SAFEGUARDING: 'To protect a child.',
    AUDIT: 'To audit a case: what was known on a day, by whom, and who looked.',
    QUALITY: 'To assure the quality of help.',
    SUBJECT_ACCESS: 'To answer a person who asks for what is held of them.',
    COMMISSIONING: 'To plan services, by figures that name nobody.',
    OPERATIONS: 'To run the service.',
  } satisfies Record<Purpose, string>,
  'What a record is opened for. It is recorded with the read.',
);
