import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandTable, type CommandType } from '#libs/contracts';
import { openRecord, type FamilyRecord } from './record.ts';
import { readSettings } from './settings/settings.ts';
import { MARKED, tellWholeStory } from './testing/whole-story.ts';

let folder: string;
let record: FamilyRecord;
let told: Set<CommandType>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-'));
  const clock = '2026-03-10T12:00:00Z';
  record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: clock }));
  told = await tellWholeStory(record);
});
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

function bytesOf(name: string): Buffer {
  const files = readdirSync(folder).filter((file) => file.startsWith(name));
  return Buffer.concat(files.map((file) => readFileSync(join(folder, file))));
}

describe('everything people may say to the record', () => {
  it('is said in the story', () => {
    const sent = Object.entries(commandTable).filter(([, { internal }]) => !internal);
    expect([...told].sort()).toEqual(sent.map(([type]) => type).sort());
  });

  it('leaves its events in the bytes of the log', () => {
    expect(bytesOf('events.db').includes('SteppedUp')).toBe(true);
  });

  it.each(MARKED)('leaves "%s" nowhere in the bytes of the logs or of the keys', async (marked) => {
    await record.managers.reached(await record.store.head());
    for (const name of ['events.db', 'access.db', 'keys.db', 'process-managers'])
      expect(bytesOf(name).includes(marked)).toBe(false);
  });
});
