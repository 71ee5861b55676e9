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

/** One line for each part of a setting that has not the shape it should have. */
export function linesOf(error: ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`);
}
