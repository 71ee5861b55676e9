import { Rejected, type RefusalCode } from '#libs/contracts';

const PASSING: ReadonlySet<RefusalCode> = new Set([
  'STORE_UNAVAILABLE',
  'KEY_SERVICE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'STALE',
  'PENDING',
]);

/** Whether a refusal is not of the order but of the moment: sent again with the same ids, the order is answered some time. */
export function isPassing(error: unknown): error is Rejected {
  return error instanceof Rejected && PASSING.has(error.code);
}

const GONE: ReadonlySet<RefusalCode> = new Set(['NOT_FOUND', 'SUBJECT_ERASED']);

/** Whether an order was refused because what it is about is not there, or was erased: a note then has nothing left to do. */
export function isGone(error: unknown): error is Rejected {
  return error instanceof Rejected && GONE.has(error.code);
}
