import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { BackedUpRecord } from '../testing/backed-up.ts';
import { filesOf, readManifest } from './manifest.ts';

const hook = pathToFileURL(join(import.meta.dirname, '../../../../test/support/transformed.mjs')).href;
const program = join(import.meta.dirname, '../testing/back-up-once.ts');

let record: BackedUpRecord;

beforeAll(async () => {
  record = new BackedUpRecord();
  await record.register(2);
  await record.backUp();
  await record.register(80);
});
afterAll(() => record.clear());

/** How it ended where no file can grow beyond so many blocks of 512 bytes, as on a disk that is full. */
async function within(blocks: number, ...args: readonly string[]): Promise<string> {
  const command = [
    process.execPath,
    '--conditions=source',
    `--import=${hook}`,
    program,
    record.at('data'),
    ...args,
  ];
  const child = spawn('/bin/sh', ['-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return text(child.stdout);
}

describe('on a disk that is full', () => {
  it('a backup is the one of before, and goes on where there is room', async () => {
    const before = readManifest(record.at('backup'));
    const full = /^STORE_REFUSED The disk of the backup is full/;
    expect(await within(100, record.at('backup'))).toMatch(full);
    expect(await within(0, record.at('backup'))).toMatch(full);
    expect(readManifest(record.at('backup'))).toEqual(before);
    expect(readdirSync(record.at('backup')).sort()).toEqual([...filesOf(before), 'backup-lock'].sort());
    expect((await record.restore({ verify: true })).events).toBe(before.record.events);
    const { added } = await record.backUp();
    expect(added).toBeGreaterThan(0);
    expect(await record.restore({ to: record.at('later'), verify: true })).toMatchObject({ ok: true });
  });

  it.each([
    ['at once', 20],
    ['where a log is opened', 80],
    ['in the middle of it', 300],
  ])('nothing is put back, and that is said in one sentence: full %s', async (_, blocks) => {
    const to = record.at('to');
    expect(await within(blocks, record.at('backup'), to)).toBe(
      `STORE_REFUSED The disk of ${to} is full, or takes no more: nothing was put back.`,
    );
    expect(existsSync(to)).toBe(false);
  });
});
