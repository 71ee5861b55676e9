import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LogLines } from './log-lines.ts';
import { openMetrics } from './watching/metrics.ts';

/** 1,024 of them are as much as is kept. */
const LINE = `${'x'.repeat(1_023)}\n`;
const KEPT = 1_024;
/** After so long what could not be written is tried again. */
const AGAIN_MS = 100;

let folder: string;
let pipe: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-log-lines-'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  pipe = openSync(join(folder, 'pipe'), constants.O_RDWR | constants.O_NONBLOCK);
});
afterEach(() => {
  closeSync(pipe);
  rmSync(folder, { recursive: true, force: true });
});

/** Reads the pipe until that has come through it. */
async function readUntil(end: string): Promise<string> {
  const some = Buffer.alloc(65_536);
  let found = '';
  while (!found.endsWith(end))
    try {
      found += some.toString('utf8', 0, readSync(pipe, some));
    } catch {
      await wait(20);
    }
  return found;
}

describe('lines of the log that nobody reads', () => {
  it('are kept up to a megabyte, and told of once they are read: whole, in order, and how many were lost', async () => {
    const lines = new LogLines(pipe, (lost) => lines.write(`${lost} were lost\n`));
    const taken = 65_536 / LINE.length;
    for (let each = 0; each < taken + KEPT + 3; each += 1) lines.write(LINE);
    expect(await readUntil('were lost\n')).toBe(`${LINE.repeat(taken + KEPT)}3 were lost\n`);
    lines.write('and on\n');
    expect(await readUntil('\n')).toBe('and on\n');
    lines.close();
  });
});

describe('lines of the log for which the disk has no room', () => {
  it('break nothing off, and are counted where more are lost than are kept', async () => {
    const full = openSync('/dev/full', 'w');
    const metrics = openMetrics();
    const lines = new LogLines(full, () => undefined);
    try {
      for (let each = 0; each < KEPT + 5; each += 1) lines.write(LINE);
      const standing = { isReady: true, projections: [], partners: [], logs: [], diskFree: 0 };
      expect(await metrics.text(standing)).toMatch(/^fhr_log_lines_lost_total 5$/m);
    } finally {
      metrics.close();
      lines.close();
      closeSync(full);
    }
  });

  it('are written nowhere once their file is closed, though its number is another file’s', async () => {
    const full = openSync('/dev/full', 'w');
    const lines = new LogLines(full, () => undefined);
    lines.write(LINE);
    lines.close();
    closeSync(full);
    const other = join(folder, 'another');
    const reused = openSync(other, 'w');
    await wait(3 * AGAIN_MS);
    closeSync(reused);
    expect([reused, readFileSync(other, 'utf8')]).toEqual([full, '']);
  });
});
