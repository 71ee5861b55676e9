import { Rejected } from '#libs/contracts';

/** SETTINGS_REFUSED with one line for each setting that cannot be used. */
export function refuseSettings(...reasons: readonly string[]): Rejected {
  return new Rejected('SETTINGS_REFUSED', { reason: reasons.join('\n') });
}

/** STORE_REFUSED with the sentence that says why, one line a reason. */
export function refuseToOpen(...reasons: readonly string[]): Rejected {
  return new Rejected('STORE_REFUSED', { reason: reasons.join('\n') });
}
