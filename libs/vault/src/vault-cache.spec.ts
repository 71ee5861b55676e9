import { expect, it } from '@jest/globals';
import type { KeyStore } from './key-store.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';
import { Vault } from './vault.ts';

const CHILD = '3h5k7m9p1r3t5v7x9z2b4d6f8a';
const SIBLING = '5h5k7m9p1r3t5v7x9z2b4d6f8a';
const OTHERS = ['6h5k7m9p1r3t5v7x9z2b4d6f8a', '7h5k7m9p1r3t5v7x9z2b4d6f8a'];

it('takes nobody for erased whose key others pushed out of memory while it waited', async () => {
  const keys = openSqliteKeyStore({ file: ':memory:', kek: new Uint8Array(32).fill(7) });
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  const slow: KeyStore = {
    getOrCreate: async (subjects) => {
      if (subjects.includes(SIBLING)) await asked;
      return keys.getOrCreate(subjects);
    },
    find: (subjects) => keys.find(subjects),
    named: (name) => keys.named(name),
    destroy: (subject) => keys.destroy(subject),
    close: () => keys.close(),
  };
  const vault = await Vault.open({ origin: 'example.org/family-help', keys: slow, cached: 2 });
  await vault.prepare([CHILD], { create: true });
  const both = vault.prepare([CHILD, SIBLING], { create: true });
  await vault.prepare(OTHERS, { create: true });
  answer();
  await both;
  expect([vault.holds(CHILD), vault.holds(SIBLING)]).toEqual([true, true]);
  await keys.close();
});
