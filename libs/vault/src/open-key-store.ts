import { existsSync } from 'node:fs';
import type { KnownKek } from './key-encryption-keys.ts';
import { refused } from './key-encryption-keys.ts';
import type { KeyName, KeyStore } from './key-store.ts';
import type { KeyService } from './postgres/key-service.ts';
import { openPostgresKeyStore } from './postgres/postgres-key-store.ts';
import type { Patience } from './postgres/waiting.ts';
import { postgresKeks, rotatePostgresKeys } from './postgres/rotate-postgres-keys.ts';
import { keksOf, rotateKeys, type KeyRotation, type RotatedKeys } from './rotate-keys.ts';
import { namedKeyIn, openSqliteKeyStore } from './sqlite-key-store.ts';

/** Where keys are kept: in a file of the record's folder, or in a database that several nodes share. */
export interface KeyPlace {
  /** The file; not looked at where there is a database. */
  readonly keysFile: string;
  readonly keyService?: KeyService | undefined;
}

export interface OpeningKeys extends KeyPlace, Patience {
  /** The authority's key-encryption key, 32 bytes. */
  readonly kek: Uint8Array;
  /** Whether one is made where there is none; else that is STORE_REFUSED. Yes unless said. */
  readonly mayMake?: boolean | undefined;
  /** Said false, a file is not durable before it is closed: for a record that is thrown away unless it is made whole. */
  readonly durable?: boolean | undefined;
}

/** Opens the keys where they are kept (`openSqliteKeyStore`, `openPostgresKeyStore`). */
export async function openKeyStore(opening: OpeningKeys): Promise<KeyStore> {
  const { keysFile, keyService, kek, mayMake = true, durable, openingMs, waiting } = opening;
  if (keyService !== undefined)
    return openPostgresKeyStore({ ...keyService, kek, mayMake, openingMs, waiting });
  if (!mayMake && !existsSync(keysFile))
    throw refused('The key store of this log is gone: restore keys.db from its backup.');
  return openSqliteKeyStore({ file: keysFile, kek, durable });
}

/** One of the store's own keys, where it is there: of a file that need not be written. STORE_REFUSED as where it is opened. */
export async function namedKey(
  opening: KeyPlace & { readonly kek: Uint8Array },
  name: KeyName,
): Promise<Uint8Array> {
  const { keysFile, keyService, kek } = opening;
  const isFile = keyService === undefined && existsSync(keysFile);
  const known = isFile ? namedKeyIn(keysFile, kek, name) : undefined;
  if (known !== undefined) return known;
  const keys = await openKeyStore({ ...opening, mayMake: false });
  try {
    return await keys.named(name);
  } finally {
    await keys.close();
  }
}

/** Wraps the keys that are kept there under another key-encryption key (`rotateKeys`, `rotatePostgresKeys`). */
export async function rotateKeyStore(
  { keysFile, keyService }: KeyPlace,
  rotation: Omit<KeyRotation, 'file'>,
): Promise<RotatedKeys> {
  if (keyService !== undefined) return rotatePostgresKeys({ ...keyService, ...rotation });
  return rotateKeys({ file: keysFile, ...rotation });
}

/** The key-encryption keys that the keys which are kept there were under, the current one first. */
export async function keksKnownIn({ keysFile, keyService }: KeyPlace): Promise<readonly KnownKek[]> {
  return keyService === undefined ? keksOf(keysFile) : postgresKeks(keyService);
}
