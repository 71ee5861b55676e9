import { createSecretKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import { kekId, type KnownKek } from '#libs/vault';
import { filesIn } from '../files.ts';
import { asFolderRefusal } from '../folder-refusal.ts';
import { keyEncryptionKey } from './key-encryption-key.ts';
import { recordKeks } from './rotate-record-keys.ts';
import type { Settings } from '../settings/settings.ts';

/** What can be wrong with what opens a record: the key-encryption key is not to be had, or the keys under it are not, or are another's. */
export type KeyFault = 'NO_KEY' | 'OUT_OF_REACH' | 'ROTATION_UNFINISHED' | 'ANOTHERS';

export interface KeyFinding {
  readonly fault: KeyFault;
  readonly because: string;
}

/**
 * Looks whether the key-encryption key is the one that this record's keys are wrapped with; opens none of them. STORE_REFUSED where
 * a file of the folder may not be read.
 */
export async function examineKeys(settings: Settings): Promise<KeyFinding[]> {
  const { folder } = settings;
  const kek = await tried('NO_KEY', folder, () => kekIn(settings));
  if ('fault' in kek) return [kek];
  const known = await tried('OUT_OF_REACH', folder, () => keksIn(settings));
  if ('fault' in known) return [known];
  return kek.got === undefined || known.got.length === 0 ? [] : compared(known.got, kek.got);
}

async function tried<T>(
  fault: KeyFault,
  folder: string,
  get: () => T | Promise<T>,
): Promise<{ readonly got: T } | KeyFinding> {
  try {
    return { got: await get() };
  } catch (error) {
    const refusal = asFolderRefusal(error, folder);
    if (refusal !== error) throw refusal;
    return { fault, because: sentenceOf(error) };
  }
}

/** In development a file, which is not made here. */
function kekIn(settings: Settings): Promise<Uint8Array> | undefined {
  const isThere = settings.kekCommand !== undefined || existsSync(join(settings.folder, 'development.kek'));
  return isThere ? keyEncryptionKey(settings) : undefined;
}

function keksIn(settings: Settings): Promise<readonly KnownKek[]> | readonly KnownKek[] {
  const isThere = settings.keys !== undefined || existsSync(filesIn(settings.folder).keysFile);
  return isThere ? recordKeks(settings) : [];
}

function compared(known: readonly KnownKek[], kek: Uint8Array): KeyFinding[] {
  if (known.some(({ state }) => state === 'NEXT'))
    return [{ fault: 'ROTATION_UNFINISHED', because: 'keys stand under two key-encryption keys' }];
  const id = kekId(createSecretKey(kek));
  const isIts = known.some((each) => each.id === id && each.state === 'CURRENT');
  return isIts ? [] : [{ fault: 'ANOTHERS', because: 'the keys are not wrapped with the key that is given' }];
}

function sentenceOf(reason: unknown): string {
  if (reason instanceof Rejected) return Object.values(reason.details).join(' ');
  return reason instanceof Error ? reason.message : String(reason);
}
