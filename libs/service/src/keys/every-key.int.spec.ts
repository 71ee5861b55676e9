import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '#libs/event-store';
import { developmentKek, openSqliteKeyStore } from '#libs/vault';
import { checkEveryKey } from './every-key.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { ava, order } from '../testing/small-record.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'every-key-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' }), { inline: true });

async function opened<T>(work: (record: FamilyRecord) => Promise<T>): Promise<T> {
  const record = await open();
  try {
    return await work(record);
  } finally {
    await record.close();
  }
}

const register = (record: FamilyRecord) => record.door.send(order('RegisterPerson', ava));
const keysFile = () => join(folder, 'keys.db');

describe('a key store put back from a backup', () => {
  it('is refused where somebody was recorded since, whose key it never had', async () => {
    await opened(register);
    cpSync(keysFile(), join(folder, 'backup'));
    await opened(register);
    cpSync(join(folder, 'backup'), keysFile());
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      details: { reason: expect.stringMatching(/older than the log/) },
    });
  });

  it('is taken where all that was recorded since is of people whose keys it has', async () => {
    const { id } = await opened(register);
    cpSync(keysFile(), join(folder, 'backup'));
    const named = { person: id, use: 'KNOWN_AS', given: 'Avie', family: 'Hill' };
    await opened((record) => record.door.send(order('RecordPersonName', named)));
    cpSync(join(folder, 'backup'), keysFile());
    const given = await opened(async ({ keys }) => (await keys.find([id])).size);
    expect(given).toBe(1);
  });
});

it('looks at what was written since it looked last, and not again at what came before', async () => {
  await opened(register);
  const store = await openSqliteStore({ file: join(folder, 'events.db'), readOnly: true });
  const keys = openSqliteKeyStore({ file: keysFile(), kek: developmentKek(folder) });
  const asked: number[] = [];
  const watched = {
    ...{ knownUpTo: () => keys.knownUpTo(), setKnownUpTo: (position: number) => keys.setKnownUpTo(position) },
    unknown: (subjects: readonly string[]) => {
      asked.push(subjects.length);
      return keys.unknown(subjects);
    },
  };
  await checkEveryKey(store, watched);
  expect(asked).toEqual([]);
  await keys.setKnownUpTo(-1);
  await checkEveryKey(store, watched);
  expect(asked).toEqual([1]);
  expect(await keys.knownUpTo()).toBe(await store.head());
  await keys.close();
  await store.close();
});
