import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { developmentKek } from './development-kek.ts';
import { KEK, keyStoreContract } from './key-store.contract.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';

const ANNA = '3h5k7m9p1r3t5v7x9z2b4d6f8a';

keyStoreContract('in a SQLite file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const file = join(folder, 'keys.db');
  const inDatabase = <T>(work: (database: DatabaseSync) => T): T => {
    const database = new DatabaseSync(file);
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  return {
    open: async (kek = KEK) => openSqliteKeyStore({ file, kek }),
    wrapped: async (subject) =>
      inDatabase((database) => {
        const row = database.prepare('SELECT wrapped FROM subject_keys WHERE subject = ?').get(subject);
        return Buffer.from(row?.['wrapped'] as Uint8Array);
      }),
    put: async (subject, wrapped) =>
      inDatabase((database) => {
        database.prepare('UPDATE subject_keys SET wrapped = ? WHERE subject = ?').run(wrapped, subject);
      }),
    bytes: async () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
    afterPowerCut: async () => {
      const copy = join(folder, 'copy.db');
      writeFileSync(copy, readFileSync(file));
      writeFileSync(`${copy}-wal`, readFileSync(`${file}-wal`));
      return openSqliteKeyStore({ file: copy, kek: KEK });
    },
    misuse: async () => inDatabase((database) => database.exec('CREATE TABLE recipes (name TEXT)')),
    clear: async () => rmSync(folder, { recursive: true }),
  };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the files of a key store', () => {
  (process.platform === 'win32' ? it.skip : it)('are read by nobody else', async () => {
    const keys = openSqliteKeyStore({ file: join(folder, 'keys.db'), kek: developmentKek(folder) });
    await keys.getOrCreate([ANNA]);
    for (const file of ['keys.db', 'keys.db-wal', 'development.kek'])
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    await keys.close();
  });
});

describe('a file of keys that is damaged', () => {
  it.each([
    ['other words', 'not a database at all, but words'.repeat(200)],
    ['its first page alone', undefined],
  ])('is refused where it holds %s', async (_, words) => {
    const file = join(folder, 'keys.db');
    const keys = openSqliteKeyStore({ file, kek: KEK });
    await keys.getOrCreate([ANNA]);
    await keys.close();
    writeFileSync(file, words ?? readFileSync(file).subarray(0, 4096));
    expect(() => openSqliteKeyStore({ file, kek: KEK })).toThrow(
      expect.objectContaining({ code: 'STORE_REFUSED' }),
    );
  });
});

describe('the key of a development folder', () => {
  it('is made at first use and kept', () => {
    const made = developmentKek(join(folder, 'new'));
    expect(made).toHaveLength(32);
    expect(developmentKek(join(folder, 'new'))).toEqual(made);
  });

  it('is refused where its file is damaged', () => {
    writeFileSync(join(folder, 'development.kek'), 'short');
    expect(() => developmentKek(folder)).toThrow(expect.objectContaining({ code: 'STORE_REFUSED' }));
  });
});
