import { createSecretKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Rejected } from '#libs/contracts';
import {
  isToRotate,
  kekId,
  knownKeks,
  refused,
  setKek,
  type Keks,
  type KnownKek,
} from './key-encryption-keys.ts';
import { emptyLog, openKeyFile, openKeyFileToRead } from './key-file.ts';
import { boundToName, transact, unwrap, unwrapped, wrap } from './wrapping.ts';

export interface KeyRotation {
  /** The key store's file, which nobody else has open. */
  readonly file: string;
  /** The key-encryption key it has, and the one it is to have: 32 bytes each. */
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Keys wrapped anew in one transaction; 1,000 unless said. */
  readonly atOnce?: number;
  /** Told after every transaction how many keys are wrapped under the new one. */
  readonly progress?: ((done: number) => void) | undefined;
}

export interface RotatedKeys {
  /** Subjects' keys and the store's own that this run wrapped anew: none where the rotation was finished before. */
  readonly rewrapped: number;
  readonly keks: readonly KnownKek[];
}

interface Table {
  readonly name: 'subject_keys' | 'named_keys';
  readonly id: 'subject' | 'name';
  readonly boundTo: (id: string) => string;
}

const AT_ONCE = 1_000;
const NO_LIMIT = -1;
const SUBJECTS: Table = { name: 'subject_keys', id: 'subject', boundTo: (subject) => subject };
const NAMED: Table = { name: 'named_keys', id: 'name', boundTo: boundToName };

/**
 * Wraps every key of a key store under another key-encryption key. Each key is under the one or the other at any time,
 * whenever this is cut short, and until it was done again whole nothing opens the store; only when none is left under
 * the old one is that retired. Throws `Rejected` STORE_REFUSED where these are not its keys, or another rotation is under
 * way, and STORE_LOCKED where somebody else has the store open.
 */
export function rotateKeys({ file, from, to, atOnce = AT_ONCE, progress }: KeyRotation): RotatedKeys {
  if (!existsSync(file)) throw refused('There is no key store here.');
  const database = openAlone(file);
  try {
    const keks = { from: createSecretKey(from), to: createSecretKey(to) };
    const rewrapped = begun(database, keks) ? rewrapAll(database, keks, { atOnce, progress }) : 0;
    emptyLog(database);
    return { rewrapped, keks: knownKeks(database) };
  } finally {
    database.close();
  }
}

/** The key-encryption keys that a key store has known, the current one first. */
export function keksOf(file: string): readonly KnownKek[] {
  if (!existsSync(file)) throw refused('There is no key store here.');
  const database = openKeyFileToRead(file);
  try {
    return knownKeks(database);
  } finally {
    database.close();
  }
}

function openAlone(file: string): DatabaseSync {
  const database = openKeyFile(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE; COMMIT');
    return database;
  } catch (cause) {
    database.close();
    const reason = 'Somebody has the key store open: stop the service first.';
    throw Object.assign(new Rejected('STORE_LOCKED', { reason }), { cause });
  }
}

/** Says in the store that keys are being wrapped anew; false where all of them were before. */
function begun(database: DatabaseSync, { from, to }: Keks): boolean {
  const known = knownKeks(database);
  if (!isToRotate(known, { from, to })) return false;
  checkItsOwn(database, from);
  transact(database, () => {
    setKek(database, kekId(from), 'CURRENT');
    if (!known.some(({ state }) => state === 'NEXT')) setKek(database, kekId(to), 'NEXT');
  });
  return true;
}

/** A store of before it knew its key-encryption keys tells by its own keys, which are wrapped anew last. */
function checkItsOwn(database: DatabaseSync, kek: KeyObject): void {
  for (const { name, wrapped } of database.prepare('SELECT name, wrapped FROM named_keys').all())
    unwrap(kek, wrapped as Uint8Array, boundToName(String(name)));
}

function rewrapAll(
  database: DatabaseSync,
  keks: Keks,
  { atOnce, progress }: { atOnce: number; progress: KeyRotation['progress'] },
): number {
  let rewrapped = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = transact(database, () =>
      rewrapPage(database, SUBJECTS, { keks, after: after ?? '', atOnce }),
    );
    rewrapped += page.rewrapped;
    after = page.last;
    progress?.(rewrapped);
  }
  return (
    rewrapped +
    transact(database, () => {
      const own = rewrapPage(database, NAMED, { keks, after: '', atOnce: NO_LIMIT });
      setKek(database, kekId(keks.from), 'RETIRED');
      setKek(database, kekId(keks.to), 'CURRENT');
      return own.rewrapped;
    })
  );
}

interface Page {
  readonly rewrapped: number;
  /** Undefined at the end. */
  readonly last: string | undefined;
}

function rewrapPage(
  database: DatabaseSync,
  { name, id, boundTo }: Table,
  { keks, after, atOnce }: { keks: Keks; after: string; atOnce: number },
): Page {
  const rows = database
    .prepare(
      `SELECT ${id} AS id, wrapped FROM ${name} WHERE ${id} > ? AND wrapped NOT NULL ORDER BY ${id} LIMIT ?`,
    )
    .all(after, atOnce) as { id: string; wrapped: Uint8Array }[];
  const update = database.prepare(`UPDATE ${name} SET wrapped = ? WHERE ${id} = ?`);
  let rewrapped = 0;
  for (const row of rows) {
    const bound = boundTo(row.id);
    if (unwrapped(keks.to, row.wrapped, bound) !== undefined) continue;
    update.run(wrap(keks.to, unwrap(keks.from, row.wrapped, bound), bound), row.id);
    rewrapped++;
  }
  return { rewrapped, last: rows.at(-1)?.id };
}
