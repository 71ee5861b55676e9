// Reads records, eight at once, until it is killed or has enough answers; each answer that left stands in a file.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { strangers } from '#libs/access';
import { openSqliteStore } from '#libs/event-store';
import { openSqliteKeyStore, Vault } from '#libs/vault';
import { machineClock } from '../clock.ts';
import { AccessLog } from '../reads/access-log.ts';
import type { Reading } from '../reads/read-door.ts';
import { ReadRecords } from '../reads/read-records.ts';
import { RecordedReads } from '../reads/recorded-reads.ts';

const [folder = '', wanted = '0'] = process.argv.slice(2);
const AT_ONCE = 8;
const DOORS = ['GRAPHQL', 'CLI', 'OPERATOR', 'FEED'] as const;

const store = await openSqliteStore({ file: join(folder, 'access.db'), worker: true });
const keys = openSqliteKeyStore({ file: join(folder, 'keys.db'), kek: new Uint8Array(32) });
const vault = await Vault.open({ origin: 'example.org/family-help', keys });
const log = new AccessLog({
  store,
  vault,
  clock: machineClock(),
  authority: '919',
  written: () => undefined,
});
const reads = new RecordedReads({
  records: new ReadRecords({ log, vault }),
  relations: async () => strangers,
  authority: '919',
  isLockedOut: async () => false,
  isRestricted: async () => false,
  position: () => 0,
});
const answers = openSync(join(folder, 'answers'), 'a');

function any<T>(of: readonly [T, ...T[]]): T {
  return of[Math.floor(Math.random() * of.length)] ?? of[0];
}

function reading(correlationId: string): Reading<string> {
  const family = `family-${String(Math.floor(Math.random() * 500)).padStart(26, '0')}`;
  return {
    principal: { user: 'u-1', role: 'AUDITOR', agency: 'organisation-county' },
    purpose: 'AUDIT',
    read: any(['family', 'familyTimeline', 'levelHistory']),
    resource: { kind: 'family', record: family },
    door: any(DOORS),
    documentHash: 'hash',
    correlationId,
    answer: async () => ({
      value: correlationId,
      families: [family],
      persons: [],
      results: 1,
      classes: [],
      position: 0,
    }),
  };
}

let left = Number(wanted);
async function readOn(): Promise<void> {
  while (left-- > 0) writeSync(answers, `${await reads.open(reading(randomUUID()))}\n`);
}

process.stdout.write('ready\n');
await Promise.all(Array.from({ length: AT_ONCE }, readOn));
await log.close();
await store.close();
closeSync(answers);
await keys.close();
