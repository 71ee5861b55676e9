import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { strangers } from '#libs/access';
import { smallRecord, eventsOf, unbarred, type SmallRecord } from '../testing/small-record.ts';
import { AccessLog } from './access-log.ts';
import type { Reading } from './read-door.ts';
import { ReadRecords } from './read-records.ts';
import { RecordedReads } from './recorded-reads.ts';

const FAMILY = '1'.repeat(26);
const PERSON = '2'.repeat(26);

let record: SmallRecord;
let log: AccessLog;
let reads: RecordedReads;
let beingErased: Set<string>;

beforeEach(async () => {
  record = await smallRecord();
  log = new AccessLog({ ...record, authority: '919', written: () => undefined });
  beingErased = new Set();
  reads = new RecordedReads({
    records: new ReadRecords({ log, vault: record.vault }),
    beingErased,
    relations: async () => strangers,
    ...unbarred,
    position: () => 41,
  });
});
afterEach(async () => {
  await log.close();
  await record.close();
});

const reading: Reading<string> = {
  principal: { user: 'u-7', role: 'AUDITOR', agency: 'organisation-county' },
  purpose: 'AUDIT',
  read: 'familyTimeline',
  resource: { kind: 'family', record: `family-${FAMILY}` },
  door: 'GRAPHQL',
  documentHash: 'hash',
  answer: async () => ({
    value: 'what was said',
    families: [`family-${FAMILY}`],
    persons: [PERSON],
    results: 1,
    classes: ['general'],
    position: 41,
  }),
};

it.each([
  ['a person', PERSON],
  ['a family', FAMILY],
])(
  'keeps back what the read models still hold of %s whose key is gone, and records that',
  async (_, going) => {
    beingErased.add(going);
    await expect(reads.open(reading)).rejects.toMatchObject({ code: 'STALE' });
    const [viewed, ...others] = await eventsOf(record.store);
    expect(viewed?.data).toMatchObject({ effect: 'REFUSED', results: 0 });
    expect(others).toEqual([]);
  },
);

it('answers again once they were purged, and of everyone else meanwhile', async () => {
  beingErased.add('3'.repeat(26));
  expect(await reads.open(reading)).toBe('what was said');
  beingErased.add(PERSON);
  beingErased.delete(PERSON);
  expect(await reads.open(reading)).toBe('what was said');
});
