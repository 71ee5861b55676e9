import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ImportReport } from './report.ts';
import { eventsOf, fileNamed, recordIn } from './testing/imported.ts';

const KILLS = Number(process.env['FHR_KILLS'] ?? 4);
const LONGEST_MS = 1_500;
const root = join(import.meta.dirname, '../../../..');

jest.setTimeout(120_000 + KILLS * 15_000);

let folder: string;
let csv: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'killed-import-'));
  csv = join(folder, 'requests.csv');
  writeFileSync(csv, twoMonths());
  await (await recordIn(join(folder, 'uncut'), clock(0))).close();
  cpSync(join(folder, 'uncut'), join(folder, 'cut'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Requests of October, then those of November, many about the same children. */
function twoMonths(): string {
  const october = fileNamed('requests-2026-10.csv').toString('utf8').split('\r\n');
  const november = fileNamed('requests-2026-11-again.csv').toString('utf8').split('\r\n');
  return [...october.slice(0, 170), ...november.slice(1)].join('\r\n');
}

function clock(run: number): string {
  return new Date(Date.parse('2026-11-22T09:00:00Z') + run * 600_000).toISOString();
}

function start(name: string, run: number): ChildProcess {
  const hook = pathToFileURL(join(root, 'test/support/transformed.mjs')).href;
  const program = join(import.meta.dirname, 'testing/importer.ts');
  return spawn(
    process.execPath,
    ['--conditions=source', `--import=${hook}`, program, join(folder, name), csv, clock(run)],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
}

/** Imports in a process of its own, killed at a random moment after the record is open where asked; what it said last. */
async function run(name: string, number: number, isKilled = false): Promise<string> {
  const child = start(name, number);
  const ended = once(child, 'exit');
  let last = '';
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    last = line;
    if (isKilled && line === 'open') void after(Math.random() * LONGEST_MS).then(() => child.kill('SIGKILL'));
  }
  await ended;
  return last;
}

async function whole(name: string, number: number): Promise<ImportReport> {
  return JSON.parse(await run(name, number)) as ImportReport;
}

/** What the log says, stream by stream, but for when it was recorded. */
async function contentOf(name: string): Promise<Map<string, string[]>> {
  const record = await recordIn(join(folder, name), clock(99));
  const events = await eventsOf(record);
  await record.close();
  const streams = new Map<string, string[]>();
  for (const { stream, type, data, sealed, occurredAt, lateReason, families, commandId } of events) {
    const fields = sealed.map(({ subject, class: kind, fields }) => [subject, kind, Object.keys(fields)]);
    const said = JSON.stringify({ type, data, fields, occurredAt, lateReason, families, commandId });
    streams.set(stream, [...(streams.get(stream) ?? []), said]);
  }
  return new Map([...streams].sort());
}

describe('an import that is cut short', () => {
  it(`comes to the same record as one that is not, after ${KILLS} kills at random moments`, async () => {
    const uncut = await whole('uncut', 1);
    expect(uncut.imported).toBe(uncut.requests);
    for (let kills = 1; kills <= KILLS; kills++) await run('cut', kills, true);
    const cut = await whole('cut', KILLS + 1);
    expect(cut.refused).toEqual([]);
    expect(cut.imported + cut.unchanged).toBe(uncut.requests);
    expect(await contentOf('cut')).toEqual(await contentOf('uncut'));
  });
});
