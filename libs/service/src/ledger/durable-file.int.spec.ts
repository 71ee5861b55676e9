import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const hook = pathToFileURL(join(import.meta.dirname, '../../../../test/support/transformed.mjs')).href;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'durable-file-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a call of a file's function came to where no file can grow beyond 1,024 bytes, as on a disk that is full. */
function onFullDisk(file: string, call: string): string {
  const script = `const it = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, file)).href)});
    try { ${call}; console.log('kept'); } catch ({ code }) { console.log(code); }`;
  const program = [process.execPath, '--conditions=source', `--import=${hook}`, '--input-type=module', '-e'];
  return execFileSync('/bin/sh', ['-c', 'ulimit -f 2; exec "$@"', 'sh', ...program, script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  }).trim();
}

describe('a file that is put in another\u2019s place on a full disk', () => {
  it.each([
    ['checkpoint', './durable-file.ts', (file: string) => `it.replaceFile(${file}, 'x'.repeat(3000))`],
    [
      'what process managers keep',
      '../process-managers/checkpoint.ts',
      (file: string) => `it.writeCheckpoint(${file}, { position: 1, parked: ['x'.repeat(3000)] })`,
    ],
  ])('leaves the one of before as it was: %s', (name, source, call) => {
    const file = join(folder, name);
    writeFileSync(file, 'as it was');
    expect(onFullDisk(source, call(JSON.stringify(file)))).toBe('EFBIG');
    expect(readFileSync(file, 'utf8')).toBe('as it was');
  });
});
