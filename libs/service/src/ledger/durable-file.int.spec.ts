import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFullDisk } from '../testing/full-disk.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'durable-file-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is put in another\u2019s place on a full disk', () => {
  it.each([
    [
      'checkpoint',
      'ledger/durable-file.ts',
      (file: string) => `it.replaceFile(${file}, 'x'.repeat(3_000_000))`,
    ],
    [
      'what process managers keep',
      'process-managers/checkpoint.ts',
      (file: string) => `it.writeCheckpoint(${file}, { position: 1, parked: ['x'.repeat(3_000_000)] })`,
    ],
  ])('leaves the one of before as it was: %s', (name, source, call) => {
    const file = join(folder, name);
    writeFileSync(file, 'as it was');
    expect(onFullDisk(source, call(JSON.stringify(file)))).toBe('EFBIG');
    expect(readFileSync(file, 'utf8')).toBe('as it was');
  });
});
