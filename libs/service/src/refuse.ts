import type { ZodError } from 'zod';
import { Rejected } from '#libs/contracts';
import { StoreError } from '#libs/event-store';

/** SETTINGS_REFUSED with one line for each setting that cannot be used. */
export function refuseSettings(...reasons: readonly string[]): Rejected {
  return new Rejected('SETTINGS_REFUSED', { reason: reasons.join('\n') });
}

/** STORE_REFUSED with the sentence that says why, one line a reason. */
export function refuseToOpen(...reasons: readonly string[]): Rejected {
  return new Rejected('STORE_REFUSED', { reason: reasons.join('\n') });
}

/** A failure of a store that is being opened: STORE_LOCKED or STORE_REFUSED with its sentence; anything else as it is. */
export function asOpeningRefusal(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  const code = error.kind === 'LOCKED' ? 'STORE_LOCKED' : 'STORE_REFUSED';
  const rejected = new Rejected(code, { reason: error.message });
  rejected.cause = error;
  return rejected;
}

/** A database that did not answer while it was opened: STORE_UNAVAILABLE with its sentence; anything else as it is. */
export function asOutOfReach(error: unknown): unknown {
  if (!(error instanceof StoreError) || error.kind !== 'UNAVAILABLE') return error;
  return Object.assign(new Rejected('STORE_UNAVAILABLE', { reason: error.message }), { cause: error });
}

/** One line for each part of a setting that has not the shape it should have. */
export function linesOf(error: ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`);
}
