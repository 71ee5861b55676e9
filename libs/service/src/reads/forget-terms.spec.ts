import { expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { strangers } from '#libs/access';
import { openSqliteStore } from '#libs/event-store';
import { readCodeSets, referenceOf, type CodeSet } from '#libs/reference';
import { openSqliteKeyStore, Vault } from '#libs/vault';
import { simulatedClock } from '../clock.ts';
import { eventsOf, ORIGIN } from '../testing/small-record.ts';
import { AccessLog } from './access-log.ts';
import { forgetTerms } from './forget-terms.ts';
import { ReadRecords } from './read-records.ts';
import { RecordedReads } from './recorded-reads.ts';
import { unbarred } from '../testing/small-record.ts';

async function searched(...instants: string[]) {
  const accessStore = await openSqliteStore({ file: ':memory:' });
  const keys = openSqliteKeyStore({ file: ':memory:', kek: randomBytes(32) });
  const vault = await Vault.open({ origin: ORIGIN, keys });
  const clock = simulatedClock('2026-01-01T00:00:00.000Z');
  const log = new AccessLog({ store: accessStore, vault, clock, authority: '919', written: () => undefined });
  const reads = new RecordedReads({
    records: new ReadRecords({ log, vault }),
    relations: async () => strangers,
    ...unbarred,
    position: () => 0,
  });
  for (const instant of instants) {
    clock.standAt(instant);
    await reads.open({
      principal: { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-1' },
      purpose: 'FAMILY_HELP',
      read: 'matchPerson',
      resource: { kind: 'matching' },
      door: 'GRAPHQL',
      documentHash: 'h',
      terms: ['Okafor'],
      answer: async () => ({ value: 0, families: [], persons: [], results: 0, classes: [], position: 0 }),
    });
  }
  return { accessStore, keys, vault, reference: () => referenceOf(readCodeSets()) };
}
const holders = ['search-202603', 'search-202604', 'search-202605'];

it('forgets what was searched for once its month is past its time, and leaves the reads', async () => {
  const parts = await searched('2026-03-31T12:00:00.000Z', '2026-05-02T12:00:00.000Z');
  const before = await eventsOf(parts.accessStore);
  expect(await forgetTerms('2028-04-30T12:00:00.000Z', parts)).toEqual(['2026-03']);
  expect(await parts.keys.destroyed(holders)).toEqual(['search-202603']);
  expect(parts.vault.holds('search-202603')).toBe(false);
  expect(await forgetTerms('2028-06-01T12:00:00.000Z', parts)).toEqual(['2026-03', '2026-04', '2026-05']);
  expect((await parts.keys.destroyed(holders)).toSorted()).toEqual(holders);
  expect(await eventsOf(parts.accessStore)).toEqual(before);
});

it('forgets nothing before its time, nor where there is no rule', async () => {
  const parts = await searched('2026-03-31T12:00:00.000Z');
  expect(await forgetTerms('2028-03-31T12:00:00.000Z', parts)).toEqual([]);
  const rule: CodeSet = {
    name: 'access-log-rule',
    version: '1',
    title: 'None yet',
    source: 'A test.',
    codes: [{ code: 'SEARCH_TERMS', title: 'Later', validFrom: '2040-01-01', limit: '1 month' }],
  };
  expect(
    await forgetTerms('2030-01-01T12:00:00.000Z', { ...parts, reference: () => referenceOf([rule]) }),
  ).toEqual([]);
  expect(await parts.keys.destroyed(holders)).toEqual([]);
});

it('has nothing to forget in an empty log', async () => {
  expect(await forgetTerms('2030-01-01T12:00:00.000Z', await searched())).toEqual([]);
});
