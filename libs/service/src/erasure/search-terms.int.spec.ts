import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSimulated } from '../clock.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { BORN } from '../testing/to-be-erased.ts';

let folder: string;
let record: FamilyRecord;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'search-terms-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  record = await openRecord(settings, { inline: true, bornAt: BORN });
});

afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

function standAt(instant: string): void {
  const { clock } = record;
  if (!isSimulated(clock)) throw new TypeError('the record lives by the machine\u2019s clock');
  clock.standAt(instant);
}

it('what was searched for is forgotten while the service runs, once its month is past its time', async () => {
  await record.reads.open({
    principal: { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-1' },
    purpose: 'FAMILY_HELP',
    read: 'matchPerson',
    resource: { kind: 'matching' },
    door: 'GRAPHQL',
    documentHash: 'h',
    terms: ['Okafor'],
    answer: async () => ({ value: 0, families: [], persons: [], results: 0, classes: [], position: 0 }),
  });
  await record.erasures.look();
  expect(await record.keys.destroyed(['search-202603'])).toEqual([]);
  standAt('2028-06-01T12:00:00.000Z');
  await record.erasures.look();
  expect(await record.keys.destroyed(['search-202603'])).toEqual(['search-202603']);
  expect(record.vault.holds('search-202603')).toBe(false);
});
