import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { decodeStoredEvent, type Json } from '#libs/contracts';
import { openSqliteStore } from '#libs/event-store';
import { ServiceProcess } from '../support/processes.ts';
import { Reads } from '../support/reads.ts';

const READS = 10_000;
const AT_ONCE = 8;
const KILLED_AFTER = [3_000, 6_000];

const folder = mkdtempSync(join(tmpdir(), 'family-help-reads-'));
const reads = new Reads(folder);
let running: Promise<ServiceProcess>;

beforeAll(async () => {
  running = ServiceProcess.start(folder);
  await reads.fill(await running);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Asks until there are enough answers; who asks while the service is down waits for the next. */
async function readOn(): Promise<void> {
  while (reads.answered < READS) {
    const service = await running;
    await reads.any(service).catch(async (reason: unknown) => {
      if (service === (await running)) throw reason;
    });
  }
}

async function kill(): Promise<void> {
  const killed = await running;
  await after(Math.random() * 100);
  running = killed.kill().then(() => ServiceProcess.start(folder));
  await running;
}

async function killOn(): Promise<void> {
  for (const answers of KILLED_AFTER) {
    while (reads.answered < answers) await after(10);
    await kill();
  }
}

/** How many reads are on record of each document that was asked. */
async function recorded(): Promise<Map<Json | undefined, number>> {
  const counts = new Map<Json | undefined, number>();
  const log = await openSqliteStore({ file: join(folder, 'access.db'), readOnly: true });
  for await (const { events } of log.readAll()) {
    for (const { document } of events) {
      const { documentHash } = decodeStoredEvent(document).data;
      counts.set(documentHash, (counts.get(documentHash) ?? 0) + 1);
    }
  }
  await log.close();
  return counts;
}

describe('a service that is killed while its doors are read through', () => {
  it(`has as many reads on record as it gave answers, or more, after ${READS} answers and ${KILLED_AFTER.length} kills`, async () => {
    await Promise.all([killOn(), ...Array.from({ length: AT_ONCE }, readOn)]);
    await (await running)[Symbol.asyncDispose]();
    const records = await recorded();
    const missing = [...reads.answers].filter(([document, count]) => (records.get(document) ?? 0) < count);
    expect(missing).toEqual([]);
    expect(reads.answered).toBeGreaterThanOrEqual(READS);
    expect([...reads.doors].sort()).toEqual(['graphql', 'import', 'query', 'replay']);
  }, 600_000);
});
