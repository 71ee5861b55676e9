import { DatabaseError } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { Rejected } from '#libs/contracts';

const AGAIN_MS = 500;
/** https://www.postgresql.org/docs/15/errcodes-appendix.html: connections, resources, and what an operator does. */
const PASSING = /^(08|53|57)/;

export interface Patience {
  /** For how long a database is waited for that does not answer; not at all unless said. */
  readonly openingMs?: number | undefined;
  /** Told once, where it does not answer yet and is waited for. */
  readonly waiting?: (() => void) | undefined;
}

/**
 * What a database answers when it is opened, asked again for as long as it may only be away. Throws `Rejected`
 * KEY_SERVICE_UNAVAILABLE with what was wrong where that was in vain, or it answered that it will not.
 */
export async function waitedFor<T>(open: () => Promise<T>, { openingMs = 0, waiting }: Patience): Promise<T> {
  const until = performance.now() + openingMs;
  for (let tries = 0; ; tries++)
    try {
      return await open();
    } catch (error) {
      if (!isAway(error) || performance.now() >= until) throw withReason(error);
      if (tries === 0) waiting?.();
      await wait(AGAIN_MS);
    }
}

function isAway(error: unknown): boolean {
  if (!isOutOfReach(error)) return false;
  const { cause } = error;
  return !(cause instanceof DatabaseError) || PASSING.test(cause.code ?? '');
}

function withReason(error: unknown): unknown {
  if (!isOutOfReach(error)) return error;
  const { cause } = error;
  const reason = `The key database: ${sentenceOf(cause)}.`;
  return Object.assign(new Rejected('KEY_SERVICE_UNAVAILABLE', { reason }), { cause });
}

function isOutOfReach(error: unknown): error is Rejected {
  return error instanceof Rejected && error.code === 'KEY_SERVICE_UNAVAILABLE';
}

/** A host of several addresses fails with one error for each, and no sentence of its own. */
function sentenceOf(cause: unknown): string {
  if (!isNativeError(cause)) return String(cause);
  return 'errors' in cause && Array.isArray(cause.errors)
    ? cause.errors.map(sentenceOf).join(', ')
    : cause.message;
}
