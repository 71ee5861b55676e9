import { Rejected } from '#libs/contracts';
import { Vault, type KeyStore } from '#libs/vault';
import { birthFrom, checkKeys } from '../opening/store-birth.ts';
import { BadPlace } from './bad-place.ts';
import type { LogRestoring } from './restore-log.ts';

/** Keys that were put back, and the file in which they came. */
export interface KeysPutBack {
  readonly keys: KeyStore;
  readonly file: string;
}

/** `BadPlace` where they are another record's: with them everyone would read as erased, and get a second key. */
export async function checkOwn({ first }: LogRestoring, { keys, file }: KeysPutBack): Promise<void> {
  if (first === undefined) return;
  const birth = birthFrom(first);
  try {
    checkKeys(birth, await Vault.open({ origin: birth.said.origin, keys }));
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    throw new BadPlace('its keys are not those of this record', { file });
  }
}

/** `BadPlace`, with the first event, where something is sealed under a key that is neither there nor was destroyed. */
export async function checkEverySubject(
  { sealedFor }: LogRestoring,
  { keys, file }: KeysPutBack,
): Promise<void> {
  const unknown = await keys.unknown([...sealedFor.keys()]);
  const positions = unknown.map((subject) => sealedFor.get(subject) ?? 0);
  if (positions.length === 0) return;
  throw new BadPlace(
    'the key under which the event there is sealed is neither in it nor known to be destroyed: later keys are needed',
    { file, position: Math.min(...positions) },
  );
}
