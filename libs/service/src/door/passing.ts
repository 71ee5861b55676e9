import { Rejected, type RefusalCode } from '#libs/contracts';

const PASSING: ReadonlySet<RefusalCode> = new Set([
  'STORE_UNAVAILABLE',
  'KEY_SERVICE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'STALE',
  'PENDING',
]);

/** Whether a refusal says nothing of the order itself: sent again, with the same ids, it is answered sooner or later. */
export function isPassing(error: unknown): error is Rejected {
  return error instanceof Rejected && PASSING.has(error.code);
}

const GONE: ReadonlySet<RefusalCode> = new Set(['NOT_FOUND', 'SUBJECT_ERASED']);

/** Whether a refusal says that what the order is about is not there, or not any more: of a note, that nothing is left to do. */
export function isGone(error: unknown): error is Rejected {
  return error instanceof Rejected && GONE.has(error.code);
}
