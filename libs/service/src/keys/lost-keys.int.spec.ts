import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Answer } from '../door/door.ts';
import { lostKeys } from './lost-keys.ts';
import { openRecord } from '../record.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { ava, order } from '../testing/small-record.ts';

let folder: string;
let settings: Settings;
/** Registered one after the other. */
const people: Answer[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lost-keys-'));
  settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  const record = await openRecord(settings, { inline: true });
  for (const given of ['Ava', 'Ben', 'Cai'])
    people.push(
      await record.door.send(
        order('RegisterPerson', {
          ...ava,
          names: [{ use: 'LEGAL', given, family: 'Hill' }],
          identifiers: [],
        }),
      ),
    );
  await record.close();
  cpSync(join(folder, 'keys.db'), join(folder, 'kept.db'));
});

const idOf = (n: number): string => people[n]?.id ?? '';

afterAll(() => rmSync(folder, { recursive: true }));

function inKeys(statement: string, ...subjects: string[]): void {
  const database = new DatabaseSync(join(folder, 'keys.db'));
  database.prepare(statement).run(...subjects);
  database.close();
}

describe('keys that are lost', () => {
  it('are none while every key is there, or was destroyed', async () => {
    expect(await lostKeys(settings)).toEqual([]);
    inKeys('UPDATE subject_keys SET wrapped = NULL WHERE subject = ?', idOf(0));
    expect(await lostKeys(settings)).toEqual([]);
  });

  it('are those of which nothing is there, each with the first event sealed under it', async () => {
    inKeys('DELETE FROM subject_keys WHERE subject = ?', idOf(2));
    inKeys('DELETE FROM subject_keys WHERE subject = ?', idOf(1));
    const lost = people.slice(1).map(({ id: subject, position, events }) => ({
      subject,
      position: position - events + 1,
    }));
    expect(await lostKeys(settings)).toEqual(lost);
  });

  it('are there again once their rows are copied from a key store that has them, and the erased stay so', async () => {
    const database = new DatabaseSync(join(folder, 'keys.db'));
    database.prepare('ATTACH ? AS kept').run(join(folder, 'kept.db'));
    database.exec('INSERT OR IGNORE INTO subject_keys SELECT * FROM kept.subject_keys');
    database.close();
    expect(await lostKeys(settings)).toEqual([]);
    const record = await openRecord(settings, { inline: true });
    const found = await record.keys.find(people.map(({ id }) => id));
    await record.close();
    expect([...found.keys()].sort()).toEqual([idOf(1), idOf(2)].sort());
  });

  it('are looked for only where there is a record', async () => {
    expect(await lostKeys({ folder: join(folder, 'nowhere') })).toEqual([]);
  });
});
