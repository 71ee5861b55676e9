import { expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { strangers } from '#libs/access';
import { openSqliteStore, StoreError, type EventStore } from '#libs/event-store';
import { openSqliteKeyStore, Vault } from '#libs/vault';
import { simulatedClock } from '../clock.ts';
import { ORIGIN, unbarred } from '../testing/small-record.ts';
import { AccessLog } from './access-log.ts';
import { ReadRecords } from './read-records.ts';
import { RecordedReads } from './recorded-reads.ts';

it('a read is answered and on record, however often another node was first to write to its stream', async () => {
  const store = await openSqliteStore({ file: ':memory:' });
  const keys = openSqliteKeyStore({ file: ':memory:', kek: randomBytes(32) });
  const vault = await Vault.open({ origin: ORIGIN, keys });
  let clashes = 12;
  const append: EventStore['append'] = async (...order) => {
    if (clashes-- > 0) throw new StoreError('CONFLICT', 'as the test says', { actual: 1 });
    return store.append(...order);
  };
  const log = new AccessLog({
    store: { append, revision: (stream) => store.revision(stream) },
    vault,
    clock: simulatedClock('2026-03-10T12:00:00.000Z'),
    authority: '919',
    written: () => undefined,
  });
  const reads = new RecordedReads({
    records: new ReadRecords({ log, vault }),
    relations: async () => strangers,
    ...unbarred,
    position: () => 0,
  });
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
  expect(await store.revision('access-202603')).toBe(0);
  await store.close();
});
