import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { decodeStoredEvent, type Json, type StoredEvent } from '#libs/contracts';
import { openSqliteStore } from '#libs/event-store';
import { isDropped, ServiceProcess } from '../support/processes.ts';
import { Reads } from '../support/reads.ts';

const READS = Number(process.env['FHR_READS'] ?? 2_000);
const SEED = Number(process.env['FHR_SEED'] ?? 1);
const AT_ONCE = 8;
const KILLED_AFTER = [0.3, 0.6].map((share) => Math.round(share * READS));
/** A hundred a second at the least, and the time to begin. */
const LONGEST_MS = 300_000 + READS * 60;

const folder = mkdtempSync(join(tmpdir(), 'family-help-reads-'));
const reads = new Reads(folder, SEED);
let running: Promise<ServiceProcess>;

beforeAll(async () => {
  running = ServiceProcess.start(folder);
  await reads.fill(await running);
}, LONGEST_MS);
afterAll(async () => {
  await (await running)[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}, LONGEST_MS);

/** Asks until there are enough answers; who asks while the service is down waits for the next. */
async function readOn(): Promise<void> {
  while (reads.answered < READS) {
    const service = await running;
    await reads.any(service).catch(async (reason: unknown) => {
      if (service !== (await running)) return;
      if (service.exitCode !== null) throw new Error(`the service ended: ${service.printed}`);
      if (!isDropped(reason)) throw reason;
    });
  }
}

async function kill(): Promise<void> {
  const killed = await running;
  await after(Math.random() * 100);
  await reads.settled();
  running = killed.kill().then(() => ServiceProcess.start(folder));
  await running;
}

async function killOn(): Promise<void> {
  for (const answers of KILLED_AFTER) {
    while (reads.answered < answers) await after(10);
    await kill();
  }
}

/** What is on record of every read and every refused order. */
async function recorded(): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  const log = await openSqliteStore({ file: join(folder, 'access.db'), readOnly: true });
  for await (const { events } of log.readAll())
    found.push(...events.map(({ document }) => decodeStoredEvent(document)));
  await log.close();
  return found;
}

describe('a service that is killed while its doors are read through', () => {
  it(
    `has every answer on record, of ${READS} and more through all doors, after ${KILLED_AFTER.length} kills (seed ${SEED})`,
    async () => {
      await Promise.all([killOn(), ...Array.from({ length: AT_ONCE }, readOn)]);
      await (await running)[Symbol.asyncDispose]();
      await reads.dryImport();
      const records = await recorded();
      const counts = new Map<Json | undefined, number>();
      for (const { type, data } of records) {
        const what = data['documentHash'] ?? type;
        counts.set(what, (counts.get(what) ?? 0) + 1);
      }
      expect([...reads.answers].filter(([document, count]) => (counts.get(document) ?? 0) < count)).toEqual(
        [],
      );
      expect(reads.answered).toBeGreaterThan(READS);
      expect(new Set(records.map(({ data }) => data['door']))).toEqual(
        new Set(['GRAPHQL', 'OPERATOR', 'CLI']),
      );
    },
    LONGEST_MS,
  );
});
