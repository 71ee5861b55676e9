import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Rejected } from '#libs/contracts';
import type { Log } from './log.ts';
import { shownError } from './shown-error.ts';

/** Codes that GraphQL itself gives to a document or variables that do not fit the schema. */
const UNFIT: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

export interface ErrorOptions {
  readonly log: Log;
  /** Whether to say what in a document does not fit the schema. Production does not: it would tell the schema. */
  readonly explains: boolean;
}

/** Apollo's formatError: every error with a code of the closed list, a correlation id, a mend, and nothing else. */
export function graphqlErrors({ log, explains }: ErrorOptions) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const place = {
      ...(formatted.locations !== undefined && { locations: formatted.locations }),
      ...(formatted.path !== undefined && { path: formatted.path }),
    };
    if (UNFIT.has(formatted.extensions?.['code'])) {
      const shown = shownError(new Rejected('INVALID_INPUT'), log);
      return { ...shown, ...place, ...(explains && { message: withoutValues(formatted.message) }) };
    }
    return { ...shownError(causeOf(thrown), log), ...place };
  };
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof GraphQLError && thrown.originalError ? causeOf(thrown.originalError) : thrown;
}

const VARIABLE = /^Variable "\$(\w+)" got invalid value /;

/** GraphQL quotes a variable's value when it does not fit: only which it is, where, and which field is missing or unknown, is kept. */
function withoutValues(message: string): string {
  const [, variable] = VARIABLE.exec(message) ?? [];
  if (variable === undefined) return message;
  const [, place] = new RegExp(` at "(${variable}[\\w.[\\]]*)"; `).exec(message) ?? [];
  const [, field] = /; (Field "\w+" (?:of required type|is not defined) .*)$/s.exec(message) ?? [];
  return [
    `Variable "$${variable}" got an invalid value`,
    place && ` at "${place}"`,
    field && `: ${field}`,
  ].join('');
}
