import type { KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { decrypt, encrypt } from './gcm.ts';
import { notItsOwn } from './key-encryption-keys.ts';
import { systemRandomness } from './randomness.ts';

const NONCE = 12;
const random = systemRandomness();

/** A key wrapped under the authority's, bound to whose it is. */
export function wrap(kek: KeyObject, key: Uint8Array, bound: string): Uint8Array {
  return encrypt(kek, random(NONCE), key, bound);
}

/** The key that was wrapped. Throws `Rejected` STORE_REFUSED where it was wrapped under another, or for somebody else. */
export function unwrap(kek: KeyObject, wrapped: Uint8Array, bound: string): Uint8Array {
  const key = unwrapped(kek, wrapped, bound);
  if (key === undefined) throw notItsOwn();
  return key;
}

/** The same, undefined where it was not wrapped so. */
export function unwrapped(kek: KeyObject, wrapped: Uint8Array, bound: string): Uint8Array | undefined {
  try {
    return decrypt(kek, wrapped, bound);
  } catch {
    return undefined;
  }
}

/** What a key of the store's own is bound to; a subject's is to the subject. */
export function boundToName(name: string): string {
  return `named:${name}`;
}

/** Does all of it in one transaction, or nothing. */
export function transact<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
