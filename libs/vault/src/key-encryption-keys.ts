import { hash, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { Rejected } from '#libs/contracts';

/**
 * CURRENT: every key is wrapped under it. NEXT: keys are being wrapped under it, in the place of the current one. RETIRED:
 * none is any more.
 */
export type KekState = 'CURRENT' | 'NEXT' | 'RETIRED';

/** A key-encryption key that the store has known; the key itself stands nowhere in it. */
export interface KnownKek {
  readonly id: string;
  readonly state: KekState;
  /** Since when it is so: ISO 8601, UTC, by the machine's clock. */
  readonly since: string;
}

export const KEKS = `CREATE TABLE IF NOT EXISTS keks (
  id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('CURRENT', 'NEXT', 'RETIRED')), since TEXT NOT NULL
) STRICT, WITHOUT ROWID;`;

const NOW = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;

/** What a key-encryption key is called by, in words that do not give it away: 32 hexadecimal digits of its SHA-256. */
export function kekId(kek: KeyObject): string {
  return hash('sha256', Buffer.concat([Buffer.from('familyhelp/v1/kek'), kek.export()]), 'hex').slice(0, 32);
}

/** Every key-encryption key that the store has known, the current one first. */
export function knownKeks(database: DatabaseSync): KnownKek[] {
  const rows = database.prepare('SELECT id, state, since FROM keks ORDER BY state, since DESC').all();
  return rows.map((row) => row as KnownKek & typeof row);
}

export function setKek(database: DatabaseSync, id: string, state: KekState): void {
  database
    .prepare(
      `INSERT INTO keks VALUES (?, ?, ${NOW}) ON CONFLICT DO UPDATE SET state = excluded.state, since = excluded.since`,
    )
    .run(id, state);
}

/** STORE_REFUSED, with the sentence why, where not all keys of a store that has known these are wrapped under this one. */
export function checkKek(known: readonly KnownKek[], kek: KeyObject): void {
  const own = known.find(({ id }) => id === kekId(kek));
  if (known.some(({ state }) => state === 'NEXT'))
    throw refused(
      'A rotation of the key-encryption key is not finished: run "fhr keys rotate" again, with the same two keys.',
    );
  if (own?.state === 'RETIRED')
    throw refused(
      `The key-encryption key is one that was retired on ${own.since}: give the one that took its place.`,
    );
  if (own === undefined && known.length > 0) throw notItsOwn();
}

/** Why keys cannot be kept elsewhere while some are under one key-encryption key and some under the next. */
export const KEKS_TURNING =
  'A rotation of the key-encryption key is not finished: run "fhr keys rotate" again first.';

/** A key store's key-encryption key, and the one it is to have. */
export interface Keks {
  readonly from: KeyObject;
  readonly to: KeyObject;
}

/** Whether a rotation has keys to wrap anew; STORE_REFUSED, with the sentence why, where these are not its keys. */
export function isToRotate(known: readonly KnownKek[], { from, to }: Keks): boolean {
  const states = new Map(known.map(({ id, state }) => [id, state]));
  const [old, next] = [kekId(from), kekId(to)];
  if (old === next) throw refused('The new key-encryption key is the same as the one it has.');
  if (states.get(next) === 'CURRENT') return false;
  if (states.get(next) === 'RETIRED') throw refused('The new key-encryption key was retired before.');
  if (states.size > 0 && states.get(old) !== 'CURRENT')
    throw refused('The key-encryption key is not the one these keys are wrapped with.');
  const other = known.find(({ id, state }) => state === 'NEXT' && id !== next);
  if (other !== undefined)
    throw refused(
      `A rotation to another key (${other.id}) is not finished: give that one as the new one first.`,
    );
  return true;
}

/** The refusal of a key-encryption key that this store has never known. */
export function notItsOwn(): Rejected {
  return refused('The key-encryption key is not the one these keys were wrapped with.');
}

/** STORE_REFUSED with the sentence why. */
export function refused(reason: string): Rejected {
  return new Rejected('STORE_REFUSED', { reason });
}
