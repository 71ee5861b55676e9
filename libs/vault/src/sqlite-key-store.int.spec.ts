import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { developmentKek } from './development-kek.ts';
import type { KeyStore } from './key-store.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';

const ANNA = '3h5k7m9p1r3t5v7x9z2b4d6f8a';
const BEN = '5h5k7m9p1r3t5v7x9z2b4d6f8a';

let folder: string;
let opened: KeyStore[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
  opened = [];
});

afterEach(async () => {
  for (const keys of opened) await keys.close();
  rmSync(folder, { recursive: true });
});

function open(kek = developmentKek(folder)): KeyStore {
  const keys = openSqliteKeyStore({ file: join(folder, 'keys.db'), kek });
  opened.push(keys);
  return keys;
}

describe('the key store', () => {
  it('makes a key once, and finds the same one after it was closed and opened again', async () => {
    const first = open();
    const made = (await first.getOrCreate([ANNA])).get(ANNA);
    expect(made).toHaveLength(32);
    await first.close();
    const again = open();
    expect((await again.getOrCreate([ANNA])).get(ANNA)).toEqual(made);
    expect((await again.find([ANNA, BEN])).has(BEN)).toBe(false);
  });

  it('gives everyone who asks at the same time the same key', async () => {
    const [one, other] = [open(), open()];
    const answers = await Promise.all([
      one.getOrCreate([ANNA, BEN]),
      other.getOrCreate([BEN, ANNA]),
      one.getOrCreate([ANNA]),
    ]);
    expect(new Set(answers.map((keys) => Buffer.from(keys.get(ANNA) ?? []).toString('hex'))).size).toBe(1);
    expect(answers[1].get(BEN)).toEqual(answers[0].get(BEN));
  });

  it('has made a key durable by the time it gives it', async () => {
    const made = await open().getOrCreate([ANNA]);
    const copy = join(folder, 'copy.db');
    writeFileSync(copy, readFileSync(join(folder, 'keys.db')));
    writeFileSync(`${copy}-wal`, readFileSync(join(folder, 'keys.db-wal')));
    const keys = openSqliteKeyStore({ file: copy, kek: developmentKek(folder) });
    opened.push(keys);
    expect((await keys.find([ANNA])).get(ANNA)).toEqual(made.get(ANNA));
  });

  it('makes its own keys once', async () => {
    const names = ['ids', 'digest'] as const;
    const [one, other] = [open(), open()];
    const found = await Promise.all(names.map((name) => one.named(name)));
    expect(await Promise.all(names.map((name) => other.named(name)))).toEqual(found);
    expect(new Set(found.map((key) => Buffer.from(key).toString('hex'))).size).toBe(2);
  });

  it('never gives an erased person a key again, and refuses only those who ask for it', async () => {
    const keys = open();
    await keys.getOrCreate([ANNA, BEN]);
    await keys.destroy([ANNA]);
    await keys.destroy([ANNA]);
    expect((await keys.find([ANNA, BEN])).has(ANNA)).toBe(false);
    expect(await keys.destroyed([BEN, ANNA, 'nobody'])).toEqual([ANNA]);
    const [refused, given] = await Promise.allSettled([
      keys.getOrCreate([BEN, ANNA]),
      keys.getOrCreate([BEN]),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'SUBJECT_ERASED' } });
    expect(given.status).toBe('fulfilled');
    await keys.close();
    await expect(open().getOrCreate([ANNA])).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
  });

  it('gives no key to a person erased before the first one was made', async () => {
    const keys = open();
    await keys.destroy([ANNA]);
    await expect(keys.getOrCreate([ANNA])).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
  });

  it('leaves no byte of a destroyed key, wrapped or not, in its files', async () => {
    const keys = open();
    const plain = Buffer.from((await keys.getOrCreate([ANNA, BEN])).get(ANNA) ?? []);
    const wrapped = wrappedKey(ANNA);
    expect(bytesOnDisk().includes(wrapped)).toBe(true);
    expect(bytesOnDisk().includes(plain)).toBe(false);
    await keys.destroy([ANNA]);
    expect(bytesOnDisk().includes(wrapped)).toBe(false);
    expect(bytesOnDisk().includes(wrappedKey(BEN))).toBe(true);
  });

  it('refuses another key-encryption key before anything is read', () => {
    open();
    expect(() => open(new Uint8Array(32))).toThrow(expect.objectContaining({ code: 'STORE_REFUSED' }));
    expect(() => open(new Uint8Array(16))).toThrow(expect.objectContaining({ code: 'STORE_REFUSED' }));
  });

  it('refuses a key that was moved to another person', async () => {
    const keys = open();
    await keys.getOrCreate([ANNA, BEN]);
    const database = new DatabaseSync(join(folder, 'keys.db'));
    database.prepare('UPDATE subject_keys SET wrapped = ? WHERE subject = ?').run(wrappedKey(ANNA), BEN);
    database.close();
    await expect(keys.find([BEN])).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });

  it('refuses a file that is something else', () => {
    const file = join(folder, 'keys.db');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE recipes (name TEXT)');
    database.close();
    expect(() => open()).toThrow(expect.objectContaining({ code: 'STORE_REFUSED' }));
  });

  it('says that the keys are out of reach once it is closed', async () => {
    const keys = open();
    await keys.close();
    await expect(keys.find([ANNA])).rejects.toMatchObject({ code: 'KEY_SERVICE_UNAVAILABLE' });
    await expect(keys.getOrCreate([ANNA])).rejects.toMatchObject({ code: 'KEY_SERVICE_UNAVAILABLE' });
  });

  (process.platform === 'win32' ? it.skip : it)('lets nobody else read its files', async () => {
    await open().getOrCreate([ANNA]);
    for (const file of ['keys.db', 'keys.db-wal', 'development.kek'])
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
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

function wrappedKey(subject: string): Buffer {
  const database = new DatabaseSync(join(folder, 'keys.db'), { readOnly: true });
  const row = database.prepare('SELECT wrapped FROM subject_keys WHERE subject = ?').get(subject);
  database.close();
  return Buffer.from(row?.['wrapped'] as Uint8Array);
}

function bytesOnDisk(): Buffer {
  return Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));
}
