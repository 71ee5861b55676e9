import { Rejected } from '#libs/contracts';

/** STORE_REFUSED with the sentence that says why, one line a reason. */
export function refuseToOpen(...reasons: readonly string[]): Rejected {
  return new Rejected('STORE_REFUSED', { reason: reasons.join('\n') });
}
