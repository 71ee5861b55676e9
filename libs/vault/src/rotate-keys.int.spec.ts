import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { keksOf, rotateKeys, type KeyRotation } from './rotate-keys.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';

const OLD = new Uint8Array(32).fill(1);
const NEW = new Uint8Array(32).fill(2);
const OTHER = new Uint8Array(32).fill(3);
const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((first) => `${first}h5k7m9p1r3t5v7x9z2b4d6f8a`);
const [ERASED = '', ...LIVING] = PEOPLE;

let folder: string;
let file: string;
let before: ReadonlyMap<string, Uint8Array>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rotation-'));
  file = join(folder, 'keys.db');
  const keys = openSqliteKeyStore({ file, kek: OLD });
  await keys.getOrCreate(PEOPLE);
  await keys.destroy([ERASED]);
  before = new Map([...(await keys.find(PEOPLE)), ['ids', await keys.named('ids')]]);
  await keys.close();
});

afterEach(() => rmSync(folder, { recursive: true }));

const rotate = (over: Partial<KeyRotation> = {}) => rotateKeys({ file, from: OLD, to: NEW, ...over });

async function keysUnder(kek: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const keys = openSqliteKeyStore({ file, kek });
  try {
    return new Map([...(await keys.find(PEOPLE)), ['ids', await keys.named('ids')]]);
  } finally {
    await keys.close();
  }
}

const refusedWith = (reason: RegExp) =>
  expect.objectContaining({
    code: 'STORE_REFUSED',
    details: expect.objectContaining({ reason: expect.stringMatching(reason) }),
  });

const wrappedBytes = (): Buffer[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare('SELECT wrapped FROM subject_keys WHERE wrapped NOT NULL').all();
  database.close();
  return rows.map(({ wrapped }) => Buffer.from(wrapped as Uint8Array));
};

/** A rotation that is cut short after the first of its transactions. */
function cutShort(): void {
  const cut = () => {
    throw new Error('cut short');
  };
  expect(() => rotate({ atOnce: 2, progress: cut })).toThrow('cut short');
}

describe('keys wrapped under a new key-encryption key', () => {
  it('are the same keys, and open with nothing but the new one', async () => {
    const { rewrapped, keks } = rotate({ atOnce: 2 });
    expect(rewrapped).toBe(LIVING.length + 3);
    expect(keks.map(({ state }) => state)).toEqual(['CURRENT', 'RETIRED']);
    expect(await keysUnder(NEW)).toEqual(before);
    await expect(keysUnder(OLD)).rejects.toEqual(refusedWith(/retired on \d{4}-/));
    await expect(keysUnder(OTHER)).rejects.toEqual(refusedWith(/not the one/));
  });

  it('leave no byte of what they were wrapped as before in any file', () => {
    const old = wrappedBytes();
    rotate();
    const left = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    expect(old).toHaveLength(LIVING.length);
    for (const bytes of old) expect(left.some((each) => each.includes(bytes))).toBe(false);
  });

  it('do not bring back who was erased', async () => {
    rotate();
    const keys = openSqliteKeyStore({ file, kek: NEW });
    await expect(keys.getOrCreate([ERASED])).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    await keys.close();
  });

  it('can be wrapped again and again, but never under a retired one', () => {
    rotate();
    rotate({ from: NEW, to: OTHER });
    expect(() => rotate({ from: OTHER, to: OLD })).toThrow(refusedWith(/retired before/));
    expect(keksOf(file).map(({ state }) => state)).toEqual(['CURRENT', 'RETIRED', 'RETIRED']);
  });
});

describe('a rotation that was cut short', () => {
  it('is finished by the next, which does not do again what was done', async () => {
    cutShort();
    const { rewrapped } = rotate({ atOnce: 2 });
    expect(rewrapped).toBe(LIVING.length - 2 + 3);
    expect(await keysUnder(NEW)).toEqual(before);
  });

  it('leaves a store that neither key opens, and that says what to do', async () => {
    cutShort();
    for (const kek of [OLD, NEW])
      await expect(keysUnder(kek)).rejects.toEqual(refusedWith(/fhr keys rotate/));
    expect(keksOf(file).map(({ state }) => state)).toEqual(['CURRENT', 'NEXT']);
  });

  it('is finished with the same new key only', () => {
    cutShort();
    expect(() => rotate({ to: OTHER })).toThrow(refusedWith(/is not finished/));
  });

  it('was finished where only the answer was lost', () => {
    rotate();
    expect(rotate().rewrapped).toBe(0);
  });
});

describe('a rotation that cannot be', () => {
  it('is refused while somebody has the keys open', async () => {
    const keys = openSqliteKeyStore({ file, kek: OLD });
    expect(() => rotate()).toThrow(expect.objectContaining({ code: 'STORE_LOCKED' }));
    await keys.close();
    expect(rotate().rewrapped).toBeGreaterThan(0);
  });

  it('is refused from a key that is not the store\u2019s, to the one it has, and where there is no store', () => {
    expect(() => rotate({ from: OTHER })).toThrow(refusedWith(/not the one/));
    expect(() => rotate({ to: OLD })).toThrow(refusedWith(/the same/));
    expect(() => rotate({ file: join(folder, 'none.db') })).toThrow(refusedWith(/no key store/));
    expect(keksOf(file).map(({ state }) => state)).toEqual(['CURRENT']);
  });

  it('takes a store of before key-encryption keys were known in it', async () => {
    const database = new DatabaseSync(file);
    database.exec('DROP TABLE keks; PRAGMA user_version = 1');
    database.close();
    expect(() => rotate({ from: OTHER })).toThrow(refusedWith(/not the one/));
    rotate();
    expect(await keysUnder(NEW)).toEqual(before);
  });
});
