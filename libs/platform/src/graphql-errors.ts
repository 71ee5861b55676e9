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
  /**
   * Whether to say what in a document does not fit the schema. Production does not: it would tell the schema; which
   * variable does not fit is told always.
   */
  readonly explains: boolean;
}

/** Apollo's formatError: every error with a code of the closed list, a correlation id, a mend, and nothing else. */
export function graphqlErrors({ log, explains }: ErrorOptions) {
  const unfit = (message: string): GraphQLFormattedError => {
    const variable = unfitVariable(message);
    const shown = shownError(new Rejected('INVALID_INPUT', variable && { field: variable.field }), log);
    return explains ? { ...shown, message: variable?.told ?? message } : shown;
  };
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const place = {
      ...(formatted.locations !== undefined && { locations: formatted.locations }),
      ...(formatted.path !== undefined && { path: formatted.path }),
    };
    if (UNFIT.has(formatted.extensions?.['code'])) return { ...unfit(formatted.message), ...place };
    return { ...shownError(causeOf(thrown), log), ...place };
  };
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof GraphQLError && thrown.originalError ? causeOf(thrown.originalError) : thrown;
}

const INVALID = /^Variable "\$(\w+)" got invalid value /;
const LACKING = /^Variable "\$(\w+)" of (?:required|non-null) type /;
const FIELD = /; (Field "(\w+)" (of required type|is not defined) .*)$/s;

interface UnfitVariable {
  /** Where: the variable, and the way to what is wrong in it. */
  readonly field: string;
  /** The sentence of GraphQL without the value, which it quotes. */
  readonly told: string;
}

/** Which variable does not fit, where in it, and which field is missing or unknown there; never its value. */
function unfitVariable(message: string): UnfitVariable | undefined {
  const lacking = LACKING.exec(message)?.[1];
  if (lacking !== undefined) return { field: lacking, told: message };
  const variable = INVALID.exec(message)?.[1];
  return variable === undefined ? undefined : invalidVariable(variable, message);
}

function invalidVariable(variable: string, message: string): UnfitVariable {
  const [, place] = new RegExp(` at "(${variable}[\\w.[\\]]*)"; `).exec(message) ?? [];
  const [, field, name, why] = FIELD.exec(message) ?? [];
  const told = [
    `Variable "$${variable}" got an invalid value`,
    place && ` at "${place}"`,
    field && `: ${field}`,
  ].join('');
  // A name that the schema has not is the caller's own text.
  const missing = why === 'of required type' && name !== undefined ? [name] : [];
  return { field: [place ?? variable, ...missing].join('.'), told };
}
