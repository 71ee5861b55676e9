import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeptKey } from './kept-key.ts';
import { keptKeys, makeKeyStore } from './kept-keys.ts';
import type { KeyStore } from './key-store.ts';
import { openKeyStore, type KeyPlace } from './open-key-store.ts';
import { fillKeyDatabase } from './postgres/kept-postgres-keys.ts';
import { rotateKeys } from './rotate-keys.ts';
import { describeWithPostgres, PostgresServer } from './testing/postgres.ts';

const KEK = new Uint8Array(32).fill(5);
const PEOPLE = Array.from({ length: 1_500 }, (_, n) => `p${String(n).padStart(25, '0')}`);
const [ERASED = ''] = PEOPLE;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function keptOf(place: KeyPlace): Promise<KeptKey[]> {
  const kept: KeptKey[] = [];
  for await (const key of keptKeys(place)) kept.push(key);
  return kept;
}

async function whatOpens(store: KeyStore) {
  const keys = await store.find(PEOPLE);
  return {
    keys: [...keys].map(([subject, key]) => [subject, Buffer.from(key).toString('hex')]),
    destroyed: await store.destroyed(PEOPLE),
    ids: Buffer.from(await store.named('ids')).toString('hex'),
  };
}

async function filled(place: KeyPlace): Promise<Awaited<ReturnType<typeof whatOpens>>> {
  const store = await openKeyStore({ ...place, kek: KEK });
  await store.getOrCreate(PEOPLE);
  await store.destroy([ERASED]);
  const opens = await whatOpens(store);
  await store.close();
  return opens;
}

async function opensIn(place: KeyPlace): Promise<Awaited<ReturnType<typeof whatOpens>>> {
  const store = await openKeyStore({ ...place, kek: KEK, mayMake: false });
  try {
    return await whatOpens(store);
  } finally {
    await store.close();
  }
}

const file = (name: string): KeyPlace => ({ keysFile: join(folder, name) });

describe('what is kept of a key store', () => {
  it('makes another that opens the same, of the same people, and of nobody who was erased', async () => {
    const before = await filled(file('keys.db'));
    expect(before.destroyed).toEqual([ERASED]);
    makeKeyStore(file('again.db').keysFile, await keptOf(file('keys.db')));
    expect(await opensIn(file('again.db'))).toEqual(before);
  });

  it('is wrapped: no key stands in it as it is', async () => {
    const before = await filled(file('wrapped.db'));
    const kept = await keptOf(file('wrapped.db'));
    const bytes = Buffer.concat(
      kept.flatMap((each) => ('wrapped' in each && each.wrapped ? [each.wrapped] : [])),
    );
    for (const [, key = ''] of before.keys) expect(bytes.includes(Buffer.from(key, 'hex'))).toBe(false);
  });

  it('is nothing while keys are wrapped under two key-encryption keys, or where there are none', async () => {
    await filled(file('turning.db'));
    const stop = new Error('stopped');
    const rotation = { from: KEK, to: new Uint8Array(32).fill(6), atOnce: 500 };
    const progress = () => {
      throw stop;
    };
    expect(() => rotateKeys({ ...rotation, file: file('turning.db').keysFile, progress })).toThrow(stop);
    await expect(keptOf(file('turning.db'))).rejects.toMatchObject({
      details: { reason: /rotation of the key-encryption key is not finished/ },
    });
    await expect(keptOf(file('nowhere.db'))).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });

  it('replaces no file', async () => {
    const kept = await keptOf(file('keys.db'));
    const before = readFileSync(file('keys.db').keysFile);
    expect(() => makeKeyStore(file('keys.db').keysFile, kept)).toThrow('EEXIST');
    expect(readFileSync(file('keys.db').keysFile)).toEqual(before);
  });
});

describeWithPostgres('what is kept of keys that nodes share', () => {
  let server: PostgresServer;
  let place: KeyPlace;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  beforeEach(async () => {
    place = { keysFile: '', keyService: { connection: await server.database() } };
  });

  it('makes a file that opens the same, and that another database', async () => {
    const before = await filled(place);
    const name = file(`from-${before.ids.slice(0, 8)}.db`);
    makeKeyStore(name.keysFile, await keptOf(place));
    expect(await opensIn(name)).toEqual(before);
    const connection = await server.database();
    await fillKeyDatabase({ connection }, await keptOf(name));
    expect(await opensIn({ keysFile: '', keyService: { connection } })).toEqual(before);
  });

  it('comes into an empty database only, and there is nothing in one without keys', async () => {
    await expect(keptOf(place)).rejects.toMatchObject({
      details: { reason: 'The key database holds no keys.' },
    });
    await filled(place);
    const { keyService = { connection: '' } } = place;
    await expect(fillKeyDatabase(keyService, await keptOf(place))).rejects.toMatchObject({
      code: 'STORE_REFUSED',
    });
  });
});
