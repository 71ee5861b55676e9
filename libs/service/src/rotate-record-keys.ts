import {
  keksOf,
  nextDevelopmentKek,
  replaceDevelopmentKek,
  rotateKeys,
  type KnownKek,
  type RotatedKeys,
} from '#libs/vault';
import { filesIn } from './files.ts';
import { keyEncryptionKey, keyPrintedBy } from './key-encryption-key.ts';
import { refuseSettings } from './refuse.ts';
import type { Settings } from './settings.ts';

export interface RecordKeyRotation {
  /** Prints the new key-encryption key; none in a development folder, which makes one for itself. */
  readonly nextKekCommand?: string | undefined;
  /** Told how many keys are wrapped under the new one. */
  readonly progress?: ((done: number) => void) | undefined;
}

type KeySettings = Pick<Settings, 'folder' | 'kekCommand'>;

/**
 * Wraps all keys of a record that no service has open under a new key-encryption key (`rotateKeys`). Cut short, it is to
 * be done again; FHR_KEK_COMMAND prints the new one from then on. Throws `Rejected` SETTINGS_REFUSED, STORE_REFUSED, STORE_LOCKED.
 */
export function rotateRecordKeys(settings: KeySettings, rotation: RecordKeyRotation = {}): RotatedKeys {
  const file = filesIn(settings.folder).keysFile;
  keksOf(file);
  const isLocal = settings.kekCommand === undefined;
  const to = nextKek(settings, rotation);
  const rotated = rotateKeys({
    file,
    from: keyEncryptionKey(settings),
    to,
    progress: rotation.progress,
  });
  if (isLocal) replaceDevelopmentKek(settings.folder);
  return rotated;
}

/** The key-encryption keys that the record's keys were under, the current one first; none of them stands there itself. */
export function recordKeks({ folder }: KeySettings): readonly KnownKek[] {
  return keksOf(filesIn(folder).keysFile);
}

function nextKek({ folder, kekCommand }: KeySettings, { nextKekCommand }: RecordKeyRotation): Uint8Array {
  const option = '--next-kek-command';
  if (kekCommand === undefined && nextKekCommand === undefined) return nextDevelopmentKek(folder);
  if (kekCommand === undefined)
    throw refuseSettings(`${option}: the key is a local file here, since FHR_KEK_COMMAND names no command.`);
  if (nextKekCommand === undefined)
    throw refuseSettings(`${option}: name a command that prints the new key-encryption key.`);
  return keyPrintedBy(nextKekCommand, option);
}
