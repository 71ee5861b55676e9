import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyStore } from './key-store.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';
import { Vault } from './vault.ts';

const ORIGIN = 'example.org/family-help';
const CHILD = '3h5k7m9p1r3t5v7x9z2b4d6f8a';
const SIBLING = '5h5k7m9p1r3t5v7x9z2b4d6f8a';

let keys: KeyStore;
let vault: Vault;

beforeEach(async () => {
  keys = openSqliteKeyStore({ file: ':memory:', kek: new Uint8Array(32).fill(7) });
  vault = await Vault.open({ origin: ORIGIN, keys });
});

afterEach(() => keys.close());

describe('digests, ids and references', () => {
  const command = { type: 'CloseEpisode', reason: 'NEEDS_MET' };

  it('digests a command under its subject’s key, and the same command always alike', async () => {
    await vault.prepare([CHILD, SIBLING], { create: true });
    const again = await Vault.open({ origin: ORIGIN, keys });
    await again.prepare([CHILD]);
    expect(again.digest(CHILD, command)).toBe(vault.digest(CHILD, command));
    expect(vault.digest(SIBLING, command)).not.toBe(vault.digest(CHILD, command));
    expect(vault.digest(undefined, command)).not.toBe(vault.digest(CHILD, command));
    expect(vault.digest(undefined, command)).toMatch(/^[\w-]{43}$/);
  });

  it('cannot digest under a key that is gone', async () => {
    await vault.prepare([CHILD]);
    expect(() => vault.digest(CHILD, command)).toThrow(expect.objectContaining({ code: 'SUBJECT_ERASED' }));
  });

  it('makes the same ids for the same command at every node, and others for every other', async () => {
    const node = await Vault.open({ origin: ORIGIN, keys });
    expect(node.mint('a-command', 0)).toBe(vault.mint('a-command', 0));
    const made = new Set(Array.from({ length: 500 }, (_, n) => vault.mint(`command ${n % 50}`, n)));
    expect(made.size).toBe(500);
    for (const id of made) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it('draws a reference anew for every attempt, each with a character as its check', () => {
    const drawn = new Set(
      Array.from({ length: 500 }, (_, attempt) => vault.mintReference('P', 'a', attempt)),
    );
    expect(drawn.size).toBe(500);
    for (const reference of drawn) expect(reference).toMatch(/^P-[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(vault.mintReference('P', 'a', 3)).toBe([...drawn][3]);
  });
});
