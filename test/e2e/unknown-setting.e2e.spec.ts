import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fhrWith, ServiceProcess, serviceThatEnds } from '../support/processes.ts';

const SAID = 'FHR_ANCHR: is no setting; the nearest is FHR_ANCHOR.';
const misspelt = { FHR_ANCHR: '/mnt/anchor' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'family-help-unknown-setting-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a variable that is no setting', () => {
  it('is said in one line by a verb of the command line, which does what it was asked', async () => {
    const { status, answer, said } = await fhrWith(
      { FHR_DATA: folder, ...misspelt },
      ...['token', 'issue', '--as', 'auditor'],
    );
    expect({ status, said }).toEqual({ status: 0, said: `${SAID}\n` });
    expect(answer).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it('is said in one line of its log by a service of development', async () => {
    await using service = await ServiceProcess.start(folder, misspelt);
    const lines = service.printed.split('\n').filter((line) => line.includes('FHR_ANCHR'));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        msg: 'a setting is not known',
        setting: 'FHR_ANCHR',
        nearest: 'FHR_ANCHOR',
      }),
    ]);
  });

  it('keeps a service of production from starting', async () => {
    const { status, said } = await serviceThatEnds(folder, { ...misspelt, FHR_MODE: 'production' });
    expect(status).toBe(2);
    expect(said).toMatch(/^SETTINGS_REFUSED: /);
    expect(said).toContain(SAID);
  });
});
