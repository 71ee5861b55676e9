import {
  keksKnownIn,
  nextDevelopmentKek,
  replaceDevelopmentKek,
  rotateKeyStore,
  type KnownKek,
  type RotatedKeys,
} from '#libs/vault';
import { keyEncryptionKey, keyPlace, keyPrintedBy } from './key-encryption-key.ts';
import { refuseSettings } from '../refuse.ts';
import type { Settings } from '../settings/settings.ts';

export interface RecordKeyRotation {
  /** Prints the new key-encryption key; none in a development folder, which makes one for itself. */
  readonly nextKekCommand?: string | undefined;
  /** Told how many keys are wrapped under the new one. */
  readonly progress?: ((done: number) => void) | undefined;
}

type KeySettings = Pick<Settings, 'folder' | 'kekCommand' | 'keys' | 'keysUser'>;

/**
 * Wraps all keys of a record that no service has open under a new key-encryption key (`rotateKeys`). Cut short, it is to
 * be done again; FHR_KEK_COMMAND prints the new one from then on. Throws `Rejected` SETTINGS_REFUSED, STORE_REFUSED, STORE_LOCKED.
 */
export async function rotateRecordKeys(
  settings: KeySettings,
  rotation: RecordKeyRotation = {},
): Promise<RotatedKeys> {
  const place = keyPlace(settings);
  await keksKnownIn(place);
  const isLocal = settings.kekCommand === undefined;
  const to = await nextKek(settings, rotation);
  const rotated = await rotateKeyStore(place, {
    from: await keyEncryptionKey(settings),
    to,
    progress: rotation.progress,
  });
  if (isLocal) replaceDevelopmentKek(settings.folder);
  return rotated;
}

/** The key-encryption keys that the record's keys were under, the current one first; none of them stands there itself. */
export function recordKeks(settings: KeySettings): Promise<readonly KnownKek[]> {
  return keksKnownIn(keyPlace(settings));
}

async function nextKek(
  { folder, kekCommand }: KeySettings,
  { nextKekCommand }: RecordKeyRotation,
): Promise<Uint8Array> {
  const option = '--next-kek-command';
  if (kekCommand === undefined && nextKekCommand === undefined) return nextDevelopmentKek(folder);
  if (kekCommand === undefined)
    throw refuseSettings(`${option}: the key is a local file here, since FHR_KEK_COMMAND names no command.`);
  if (nextKekCommand === undefined)
    throw refuseSettings(`${option}: name a command that prints the new key-encryption key.`);
  return keyPrintedBy(nextKekCommand, option);
}
