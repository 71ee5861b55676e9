import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { decodeStoredEvent, type Json, type JsonObject } from '#libs/contracts';
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
});
afterAll(async () => {
  await (await running)[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

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
  await reads.importing;
  running = killed.kill().then(() => ServiceProcess.start(folder));
  await running;
}

async function killOn(): Promise<void> {
  for (const answers of KILLED_AFTER) {
    while (reads.answered < answers) await after(10);
    await kill();
  }
}

/** What is on record of every read. */
async function recorded(): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  const log = await openSqliteStore({ file: join(folder, 'access.db'), readOnly: true });
  for await (const { events } of log.readAll())
    found.push(...events.map(({ document }) => decodeStoredEvent(document).data));
  await log.close();
  return found;
}

describe('a service that is killed while its doors are read through', () => {
  it(`has as many reads on record as it gave answers, or more, after ${READS} answers and ${KILLED_AFTER.length} kills`, async () => {
    await Promise.all([killOn(), ...Array.from({ length: AT_ONCE }, readOn)]);
    await (await running)[Symbol.asyncDispose]();
    await reads.dryImport();
    const records = await recorded();
    const counts = new Map<Json | undefined, number>();
    for (const { documentHash } of records) counts.set(documentHash, (counts.get(documentHash) ?? 0) + 1);
    expect([...reads.answers].filter(([document, count]) => (counts.get(document) ?? 0) < count)).toEqual([]);
    expect(reads.answered).toBeGreaterThan(READS);
    expect(new Set(records.map(({ door }) => door))).toEqual(new Set(['GRAPHQL', 'OPERATOR', 'CLI']));
  }, 600_000);
});
