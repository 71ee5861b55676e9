import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const hook = pathToFileURL(join(import.meta.dirname, '../../../../test/support/transformed.mjs')).href;
const source = (file: string): string => pathToFileURL(join(import.meta.dirname, '..', file)).href;

/**
 * What a call of what a source of this lib exports (`it`) came to where no file can grow beyond 2 MiB, as on a disk
 * that is full: `kept`, or the code of its failure.
 */
export function onFullDisk(file: string, call: string): string {
  const script = `const it = await import(${JSON.stringify(source(file))});
    try { ${call}; console.log('kept'); } catch ({ code }) { console.log(code); }`;
  const program = [process.execPath, '--conditions=source', `--import=${hook}`, '--input-type=module', '-e'];
  return execFileSync('/bin/sh', ['-c', 'ulimit -f 4096; exec "$@"', 'sh', ...program, script], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  }).trim();
}
