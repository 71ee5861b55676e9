import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { KEK, keyStoreContract } from '../key-store.contract.ts';
import type { KeyStore } from '../key-store.ts';
import type { NodeRegister } from '../node-register.ts';
import { describeWithPostgres, PostgresServer } from '../testing/postgres.ts';
import { openPostgresKeyStore } from './postgres-key-store.ts';
import { postgresKeks, rotatePostgresKeys, type PostgresKeyRotation } from './rotate-postgres-keys.ts';

const NEXT = new Uint8Array(32).fill(6);
const OTHER = new Uint8Array(32).fill(7);
const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((first) => `${first}h5k7m9p1r3t5v7x9z2b4d6f8a`);
const [ERASED = '', ...LIVING] = PEOPLE;

let server: PostgresServer;
const serve = async () => {
  server = await PostgresServer.start();
};
const end = async () => {
  await server[Symbol.asyncDispose]();
};

const nameOf = (connection: string) => new URL(connection).pathname.slice(1);
const ask = (connection: string, sql: string, values?: unknown[]) =>
  server.ask(nameOf(connection), sql, values);

function registerOf({ nodes }: KeyStore): NodeRegister {
  if (nodes === undefined) throw new TypeError('the keys are one node’s own');
  return nodes;
}

async function wrappedKey(connection: string, subject: string): Promise<Buffer> {
  const rows = await ask(connection, 'SELECT wrapped FROM subject_keys WHERE subject = $1', [subject]);
  return Buffer.from(rows[0]?.['wrapped'] as Uint8Array);
}

describeWithPostgres('keys in PostgreSQL', () => {
  beforeAll(serve);
  afterAll(end);

  keyStoreContract('in PostgreSQL', async () => {
    const connection = await server.database();
    const open = (kek = KEK) => openPostgresKeyStore({ connection, kek });
    return {
      open,
      wrapped: (subject) => wrappedKey(connection, subject),
      put: async (subject, wrapped) => {
        await ask(connection, 'UPDATE subject_keys SET wrapped = $2 WHERE subject = $1', [subject, wrapped]);
      },
      bytes: () => server.bytesOf(nameOf(connection), 'subject_keys'),
      afterPowerCut: async () => {
        await server.kill();
        await server.resume();
        return open();
      },
      misuse: async () => {
        await ask(connection, 'CREATE TABLE recipes (name text)');
      },
      clear: async () => undefined,
    };
  });

  describeWithPostgres('a key database', () => {
    let connection: string;
    let keys: KeyStore;

    beforeEach(async () => {
      connection = await server.database();
      keys = await openPostgresKeyStore({ connection, kek: KEK });
      await keys.getOrCreate(PEOPLE);
      await keys.destroy([ERASED]);
    });
    afterEach(() => keys.close());

    it('that is gone for a while is out of reach, and nobody is erased; then it is there again', async () => {
      await server.kill();
      for (const asked of [keys.find(LIVING), keys.getOrCreate(LIVING), keys.destroy(LIVING)])
        await expect(asked).rejects.toMatchObject({ code: 'KEY_SERVICE_UNAVAILABLE' });
      await expect(openPostgresKeyStore({ connection, kek: KEK })).rejects.toMatchObject({
        code: 'KEY_SERVICE_UNAVAILABLE',
      });
      await server.resume();
      expect([...(await keys.find(PEOPLE)).keys()].sort()).toEqual(LIVING);
    });

    it('is waited for while it is down, and opened once it answers', async () => {
      await server.kill();
      const waited = Promise.withResolvers<void>();
      const opening = openPostgresKeyStore({
        ...{ connection, kek: KEK },
        ...{ openingMs: 60_000, waiting: waited.resolve },
      });
      await waited.promise;
      await server.resume();
      const other = await opening;
      expect([...(await other.find(PEOPLE)).keys()].sort()).toEqual(LIVING);
      await other.close();
    });

    it('is not waited for for ever, and says what was wrong', async () => {
      await server.kill();
      const told: string[] = [];
      const opening = { connection, kek: KEK, openingMs: 1_000, waiting: () => void told.push('waiting') };
      const refused: unknown = await openPostgresKeyStore(opening).catch((error: unknown) => error);
      await server.resume();
      expect(refused).toMatchObject({
        code: 'KEY_SERVICE_UNAVAILABLE',
        details: { reason: expect.stringMatching(/^The key database: connect ENOENT /) },
      });
      expect(told).toEqual(['waiting']);
    });

    it('is not waited for where it answers that it will not', async () => {
      const told: string[] = [];
      const opening = { kek: KEK, openingMs: 60_000, waiting: () => void told.push('waiting') };
      const none = server.connection('nowhere');
      await expect(openPostgresKeyStore({ ...opening, connection: none })).rejects.toMatchObject({
        code: 'KEY_SERVICE_UNAVAILABLE',
        details: { reason: 'The key database: database "nowhere" does not exist.' },
      });
      expect(told).toEqual([]);
    });

    it('knows the log as far as any node did, also where another is behind', async () => {
      await keys.setKnownUpTo(9);
      await keys.setKnownUpTo(4);
      expect(await keys.knownUpTo()).toBe(9);
    });

    it('is not made anew where its keys are gone', async () => {
      const empty = await server.database();
      await expect(
        openPostgresKeyStore({ connection: empty, kek: KEK, mayMake: false }),
      ).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      expect(await ask(empty, `SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)).toEqual([]);
    });

    it('knows who has its keys, since when, and how far they have purged what these opened', async () => {
      const other = await openPostgresKeyStore({ connection, kek: KEK });
      const register = { here: registerOf(keys), there: registerOf(other) };
      await register.here.register('node-b');
      await register.there.register('node-a');
      await register.here.seen('node-b', 12);
      await register.here.register('node-b');
      await register.there.seen('node-b');
      await other.close();
      const known = await register.here.all();
      expect(known.map(({ id, purged }) => [id, purged])).toEqual([
        ['node-a', -1],
        ['node-b', 12],
      ]);
      for (const { started, seen } of known) expect(started <= seen).toBe(true);
    });

    it('sweeps what a node that was killed had destroyed and not swept', async () => {
      const [anna = ''] = LIVING;
      const wrapped = await wrappedKey(connection, anna);
      await ask(connection, 'UPDATE subject_keys SET wrapped = NULL WHERE subject = $1', [anna]);
      await ask(connection, 'UPDATE key_store SET destructions = destructions + 1');
      const bytes = () => server.bytesOf(nameOf(connection), 'subject_keys');
      expect((await bytes()).includes(wrapped)).toBe(true);
      await keys.destroy([ERASED]);
      expect((await bytes()).includes(wrapped)).toBe(false);
    });
  });

  describeWithPostgres('keys of a database that are wrapped anew', () => {
    let connection: string;
    let before: ReadonlyMap<string, string>;

    beforeEach(async () => {
      connection = await server.database();
      const keys = await openPostgresKeyStore({ connection, kek: KEK });
      await keys.getOrCreate(PEOPLE);
      await keys.destroy([ERASED]);
      await keys.close();
      before = await keysUnder(KEK);
    });

    const rotate = (over: Partial<PostgresKeyRotation> = {}) =>
      rotatePostgresKeys({ connection, from: KEK, to: NEXT, atOnce: 2, ...over });

    async function keysUnder(kek: Uint8Array): Promise<ReadonlyMap<string, string>> {
      const keys = await openPostgresKeyStore({ connection, kek });
      try {
        const all = [...(await keys.find(PEOPLE)), ['ids', await keys.named('ids')] as const];
        return new Map(all.map(([subject, key]) => [subject, Buffer.from(key).toString('hex')]));
      } finally {
        await keys.close();
      }
    }

    it('are the same keys, and open with nothing but the new one', async () => {
      const [anna = ''] = LIVING;
      const wrapped = await wrappedKey(connection, anna);
      const { rewrapped, keks } = await rotate();
      expect(rewrapped).toBe(LIVING.length + 3);
      expect(keks.map(({ state }) => state)).toEqual(['CURRENT', 'RETIRED']);
      expect(keks[1]?.since).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(await keysUnder(NEXT)).toEqual(before);
      await expect(keysUnder(KEK)).rejects.toMatchObject({
        details: { reason: expect.stringMatching(/retired/) },
      });
      await expect(keysUnder(OTHER)).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      expect((await server.bytesOf(nameOf(connection), 'subject_keys')).includes(wrapped)).toBe(false);
      expect(await rotate()).toMatchObject({ rewrapped: 0 });
    });

    it('open with neither while that was cut short, and are finished by the next', async () => {
      const cut = () => {
        throw new Error('cut short');
      };
      await expect(rotate({ progress: cut })).rejects.toThrow();
      for (const kek of [KEK, NEXT])
        await expect(keysUnder(kek)).rejects.toMatchObject({
          details: { reason: expect.stringMatching(/fhr keys rotate/) },
        });
      await expect(rotate({ to: OTHER })).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      expect(await rotate()).toMatchObject({ rewrapped: LIVING.length - 2 + 3 });
      expect(await keysUnder(NEXT)).toEqual(before);
    });

    it('are not while a node has them open, nor under a key that is not theirs', async () => {
      const keys = await openPostgresKeyStore({ connection, kek: KEK });
      await expect(rotate()).rejects.toMatchObject({ code: 'STORE_LOCKED' });
      await keys.close();
      await expect(rotate({ from: OTHER })).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      await expect(rotate({ to: KEK })).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      const empty = await server.database();
      await expect(rotate({ connection: empty })).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      expect((await postgresKeks({ connection })).map(({ state }) => state)).toEqual(['CURRENT']);
    });
  });
});
