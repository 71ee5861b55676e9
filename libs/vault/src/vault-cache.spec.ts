import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { KeyStore } from './key-store.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';
import { Vault } from './vault.ts';

const ORIGIN = 'example.org/family-help';
const CHILD = '3h5k7m9p1r3t5v7x9z2b4d6f8a';
const SIBLING = '5h5k7m9p1r3t5v7x9z2b4d6f8a';
const OTHERS = ['6h5k7m9p1r3t5v7x9z2b4d6f8a', '7h5k7m9p1r3t5v7x9z2b4d6f8a'];

let keys: KeyStore;

beforeEach(() => {
  keys = openSqliteKeyStore({ file: ':memory:', kek: new Uint8Array(32).fill(7) });
});

afterEach(() => keys.close());

/** The same keys, but an answer with the sibling's is on its way until it is let through. */
function slowly(): { slow: KeyStore; answer: () => void } {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const late =
    (ask: KeyStore['find']): KeyStore['find'] =>
    async (subjects) => {
      const found = await ask(subjects);
      if (subjects.includes(SIBLING)) await answered;
      return found;
    };
  const slow: KeyStore = {
    getOrCreate: late((subjects) => keys.getOrCreate(subjects)),
    find: late((subjects) => keys.find(subjects)),
    destroyed: (subjects) => keys.destroyed(subjects),
    unknown: (subjects) => keys.unknown(subjects),
    knownUpTo: () => keys.knownUpTo(),
    setKnownUpTo: (position) => keys.setKnownUpTo(position),
    named: (name) => keys.named(name),
    destroy: (subjects) => keys.destroy(subjects),
    close: () => keys.close(),
  };
  return { slow, answer };
}

it('takes nobody for erased whose key others pushed out of memory while it waited', async () => {
  const { slow, answer } = slowly();
  const vault = await Vault.open({ origin: ORIGIN, keys: slow, cached: 1 });
  await vault.prepare([CHILD], { create: true });
  const both = vault.prepare([CHILD, SIBLING], { create: true });
  await vault.prepare(OTHERS, { create: true });
  answer();
  await both;
  expect([vault.holds(CHILD), vault.holds(SIBLING)]).toEqual([true, true]);
});

it.each([
  ['forgotten', (vault: Vault) => vault.forget([SIBLING])],
  ['asked for anew', (vault: Vault) => vault.renew()],
])('keeps no key that was on its way when it was destroyed and %s', async (_, renounce) => {
  await keys.getOrCreate([SIBLING]);
  const { slow, answer } = slowly();
  const vault = await Vault.open({ origin: ORIGIN, keys: slow });
  const prepared = vault.prepare([SIBLING]);
  await keys.destroy([SIBLING]);
  renounce(vault);
  answer();
  await prepared;
  expect(vault.holds(SIBLING)).toBe(false);
});

it('asks for everyone again once it is told to, and opens meanwhile what waits for who was there', async () => {
  const vault = await Vault.open({ origin: ORIGIN, keys });
  await vault.prepare([CHILD, SIBLING], { create: true });
  await keys.destroy([SIBLING]);
  vault.renew();
  expect([vault.holds(CHILD), vault.holds(SIBLING)]).toEqual([true, true]);
  await vault.prepare([CHILD, SIBLING]);
  expect([vault.holds(CHILD), vault.holds(SIBLING)]).toEqual([true, false]);
});

it('seals nothing under a key in memory that another node destroyed, and opens nothing with it from then on', async () => {
  const nobody = async () => undefined;
  const shared: KeyStore = {
    ...slowly().slow,
    nodes: { register: nobody, seen: nobody, all: async () => [] },
  };
  const vault = await Vault.open({ origin: ORIGIN, keys: shared });
  await vault.prepare([CHILD, OTHERS[0] ?? ''], { create: true });
  await keys.destroy([CHILD]);
  await expect(vault.prepare([CHILD], { create: true })).rejects.toMatchObject({
    code: 'SUBJECT_ERASED',
    details: { subject: CHILD },
  });
  expect([vault.holds(CHILD), vault.holds(OTHERS[0] ?? '')]).toEqual([false, true]);
});

it('uses no key any more that it was told to forget, for whoever had prepared it too', async () => {
  const vault = await Vault.open({ origin: ORIGIN, keys });
  await vault.prepare([CHILD], { create: true });
  vault.forget([CHILD]);
  expect(vault.holds(CHILD)).toBe(false);
  expect(() => vault.digest(CHILD, {})).toThrow(expect.objectContaining({ code: 'SUBJECT_ERASED' }));
});
