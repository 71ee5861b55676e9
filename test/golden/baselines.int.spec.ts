import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const baselines = globSync('proto/baselines/*.binpb', { cwd: root });
const REQUESTS = 'familyhelp/request/v1/events.proto';

let folder: string;
let today: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proto-'));
  today = join(folder, 'today.binpb');
  expect(buf('build', 'proto', '-o', today)).toEqual({ status: 0, said: '' });
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the contracts', () => {
  it('break none that was released', () => {
    for (const image of baselines)
      expect({ image, ...buf('breaking', 'proto', '--against', image) }).toEqual({
        image,
        status: 0,
        said: '',
      });
  });

  const changes: [string, RegExp, string][] = [
    ['removed', / {2}string how = 1 .*\n/, ''],
    ['renamed', /string how = 1/, 'string by_which_way = 1'],
    ['retyped', /string how = 1/, 'int32 how = 1'],
    ['numbered anew', /string how = 1/, 'string how = 2'],
  ];

  it.each(changes)('would not pass with a field %s', (_, before, after) => {
    expect(buf('breaking', changed(before, after), '--against', today).status).not.toBe(0);
  });

  it('would not pass with a fact removed', () => {
    const copy = changed(/message RequestAcknowledged \{[^}]*\}[^}]*\}\n/, '');
    expect(buf('breaking', copy, '--against', today).status).not.toBe(0);
  });

  it('would pass with an optional field added', () => {
    const added =
      'string how = 1 [(options.v1.is) = {code: "channel"}];\n  string note = 2 [(options.v1.is) = {process: true, optional: true}];';
    const copy = changed(/string how = 1 .*;/, added);
    expect(buf('breaking', copy, '--against', today)).toEqual({ status: 0, said: '' });
  });
});

/** A copy of proto/ in which the requests' facts read otherwise. */
function changed(before: RegExp, after: string): string {
  const copy = mkdtempSync(join(folder, 'changed-'));
  cpSync(join(root, 'proto'), copy, { recursive: true });
  const text = readFileSync(join(copy, REQUESTS), 'utf8');
  expect(text).toMatch(before);
  writeFileSync(join(copy, REQUESTS), text.replace(before, after));
  return copy;
}

function buf(...given: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/buf'), given, {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}
