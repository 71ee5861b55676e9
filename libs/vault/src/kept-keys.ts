import { closeSync, existsSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { KeptKey } from './kept-key.ts';
import { KEKS_TURNING, knownKeks, refused } from './key-encryption-keys.ts';
import { DURABLE, emptyLog, openKeyFile, openKeyFileToRead } from './key-file.ts';
import type { KeyPlace } from './open-key-store.ts';
import { keptPostgresKeys } from './postgres/kept-postgres-keys.ts';
import { transact } from './wrapping.ts';

/** Rows read at once, so that no erasure waits for who reads. */
const PAGE = 1_000;

/**
 * Everything in a key store, beside whoever has it open. What is made or destroyed meanwhile may be in it as it was before
 * or as it is after. Throws `Rejected` STORE_REFUSED where there is none, or its keys are being wrapped anew.
 */
export async function* keptKeys({
  keysFile,
  keyService,
}: KeyPlace): AsyncGenerator<KeptKey, void, undefined> {
  if (keyService === undefined) yield* keptKeysIn(keysFile);
  else yield* keptPostgresKeys(keyService);
}

function* keptKeysIn(file: string): Generator<KeptKey, void, undefined> {
  if (!existsSync(file)) throw refused('There is no key store here.');
  const database = openKeyFileToRead(file);
  try {
    yield* ownRows(database);
    const page = database.prepare(
      'SELECT subject, wrapped FROM subject_keys WHERE subject > ? ORDER BY subject LIMIT ?',
    );
    for (let after: string | undefined = ''; after !== undefined;) {
      const rows = page.all(after, PAGE) as { subject: string; wrapped: Uint8Array | null }[];
      yield* rows.map(({ subject, wrapped }) => ({ subject, wrapped }));
      after = rows.at(-1)?.subject;
    }
  } finally {
    database.close();
  }
}

function ownRows(database: DatabaseSync): KeptKey[] {
  const keks = knownKeks(database);
  if (keks.some(({ state }) => state === 'NEXT')) throw refused(KEKS_TURNING);
  const named = database.prepare('SELECT name, wrapped FROM named_keys ORDER BY name').all();
  return [
    ...keks.map(({ id, state, since }) => ({ kek: { id, state, since } })),
    ...named.map(({ name, wrapped }) => ({ name: String(name), wrapped: wrapped as Uint8Array })),
  ];
}

/** Makes a key store of what was kept of one, whole and durable. There must be no file of that name. */
export function makeKeyStore(file: string, kept: Iterable<KeptKey>): void {
  closeSync(openSync(file, 'wx', 0o600));
  const database = openKeyFile(file);
  try {
    const keks = database.prepare('INSERT INTO keks VALUES (?, ?, ?)');
    const named = database.prepare('INSERT INTO named_keys VALUES (?, ?)');
    const subjects = database.prepare('INSERT INTO subject_keys VALUES (?, ?)');
    transact(database, () => {
      for (const each of kept)
        if ('kek' in each) keks.run(each.kek.id, each.kek.state, each.kek.since);
        else if ('name' in each) named.run(each.name, each.wrapped);
        else subjects.run(each.subject, each.wrapped);
    });
    database.exec(DURABLE);
    emptyLog(database);
  } finally {
    database.close();
  }
}
