import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, settingNames, unknownSettings } from './settings.ts';
import { WITNESS_SETTINGS } from './unknown-settings.ts';

const LINE = /^FHR_ANCHR: is no setting; the nearest is FHR_ANCHOR\.$/m;

describe('a name that is no setting', () => {
  it.each([
    ['FHR_ANCHR', 'FHR_ANCHOR'],
    ['FHR_COSTLIMIT', 'FHR_COST_LIMIT'],
    ['FHR_WITNESS', 'FHR_WITNESSES'],
    ['fhr_data', 'FHR_DATA'],
  ])('%s is told from the nearest, %s', (name, nearest) => {
    expect(unknownSettings({ [name]: 'x', FHR_DATA: '/var/fhr' })).toEqual([{ name, nearest }]);
  });

  it('is refused by production, in a line of its own, and not by development', () => {
    const said = { FHR_ANCHR: '/mnt/anchor' };
    const refused = { code: 'SETTINGS_REFUSED', details: { reason: expect.stringMatching(LINE) } };
    expect(() => readSettings({ ...said, FHR_MODE: 'production' })).toThrow(expect.objectContaining(refused));
    expect(readSettings(said)).toEqual(readSettings({}));
  });

  it('is none of another\u2019s, of the witness\u2019s, or without a value', () => {
    expect(unknownSettings({ PATH: '/bin', FHR_WITNESS_PORT: '4001', FHR_ANCHR: '' })).toEqual([]);
  });
});

describe('the settings\u2019 pages', () => {
  const root = join(import.meta.dirname, '../../../..');
  const read = (page: string): string => readFileSync(join(root, page), 'utf8');
  const namesIn = (text: string): string[] => text.match(/FHR_[A-Z_]+/g) ?? [];

  it('are of every setting, and each name on them is one', () => {
    const table = read('docs/settings.md').matchAll(/^\| *(`FHR_[^|]*)\|/gm);
    expect([...table].flatMap(([, named = '']) => namesIn(named)).sort()).toEqual([...settingNames].sort());
  });

  it('name nothing that would be refused, but what the tests go by', () => {
    const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
    const tests = /(FHR_[A-Z_]+=\S+ )+npm (run -s jest|test).*|`FHR_SERVER_OPERATIONS`/g;
    const named = pages.flatMap((page) => namesIn(read(page).replaceAll(tests, '')));
    const known = new Set([...settingNames, ...WITNESS_SETTINGS]);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(WITNESS_SETTINGS.filter((name) => !named.includes(name))).toEqual([]);
  });
});
