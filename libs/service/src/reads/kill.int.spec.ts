import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { openSqliteStore } from '#libs/event-store';
import { eventsOf } from '../testing/small-record.ts';

const READS = 10_000;
const KILLS = 2;
const program = join(import.meta.dirname, '../testing/reader.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reads-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function answers(): string[] {
  const file = join(folder, 'answers');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

/** Reads until there are so many answers; killed once there are some more than at the start, where asked to be. */
async function read(wanted: number, isKilled: boolean): Promise<void> {
  const before = answers().length;
  const child = spawn(process.execPath, ['--conditions=source', program, folder, String(wanted - before)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = once(child, 'exit');
  child.stdout.resume();
  while (isKilled && child.exitCode === null && answers().length < before + 50) await after(1);
  if (isKilled) {
    await after(Math.random() * 50);
    child.kill('SIGKILL');
  }
  await ended;
}

describe('a reader that is killed', () => {
  it(`leaves a record for every one of ${READS} answers, after ${KILLS} kills`, async () => {
    for (let kills = 0; kills < KILLS; kills++) await read(READS, true);
    expect(answers().length).toBeLessThan(READS);
    await read(READS, false);
    const store = await openSqliteStore({ file: join(folder, 'access.db'), readOnly: true });
    const recorded = new Set((await eventsOf(store)).map(({ correlationId }) => correlationId));
    await store.close();
    expect(answers()).toHaveLength(READS);
    expect(recorded.size).toBeGreaterThanOrEqual(READS);
    expect(answers().filter((answer) => !recorded.has(answer))).toEqual([]);
  }, 120_000);
});
