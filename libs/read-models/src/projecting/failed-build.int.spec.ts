import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openJournal, type Journal } from '#libs/event-store';
import { openSqliteKeyStore, Vault, type KeyStore } from '#libs/vault';
import { families } from '../families/projection.ts';
import { Follower } from './follower.ts';
import type { Projection } from '../projection.ts';
import { hillFamily } from '../testing/hill.ts';
import { TestRecord } from '../testing/record.ts';

let record: TestRecord;
let keys: KeyStore;
let journal: Journal;
let follower: Follower;
let begun: number;
let told: boolean[];

beforeEach(async () => {
  record = await TestRecord.open();
  await record.write(hillFamily().events);
  const { keysFile, kek, origin, journalFile, folder } = record.settings;
  keys = openSqliteKeyStore({ file: keysFile, kek });
  journal = openJournal(journalFile);
  mkdirSync(folder);
  [begun, told] = [0, []];
  follower = new Follower({
    folder,
    source: { journal, vault: await Vault.open({ origin, keys }) },
    projections: [failing],
    moved: () => undefined,
    failing: (isFailing) => void told.push(isFailing),
  });
});
afterEach(async () => {
  await follower.close();
  journal.close();
  await keys.close();
  await record.close();
});

/** Every event of it is taken in, and what comes last of a build fails. */
const failing: Projection = {
  ...families,
  each: ({ position }) => {
    if (position === 0) begun++;
  },
  indexes: 'CREATE INDEX nothing ON nowhere (nothing)',
};

/** Resolves when it was begun so often. */
async function begunSoOften(times: number): Promise<void> {
  while (begun < times) {
    follower.wake();
    await pause(5);
  }
}

describe('a model that cannot be built', () => {
  it('is begun again and again, and it is told once that it fails', async () => {
    await begunSoOften(4);
    expect([follower.failing.isNow, told]).toEqual([true, [true]]);
  });

  it('tells whoever asked for it that it cannot be had now, and why', async () => {
    await begunSoOften(1);
    await expect(follower.rebuild()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      details: { reason: 'SQL logic error' },
    });
    const before = begun;
    await begunSoOften(before + 1);
  });
});
