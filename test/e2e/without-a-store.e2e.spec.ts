import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fhrWith } from '../support/processes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fhr-empty-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (families: string, ...args: string[]) =>
  fhrWith({ FHR_DATA: folder, FHR_FAMILIES: families }, ...args);

it.each([
  ['FHR_PORT', '4000a'],
  ['FHR_CLOCK', 'tomorrow'],
  ['FHR_FAMILIES', '-1'],
  ['FHR_MODE', 'test'],
])('a wrong value of %s is wrong use, and is named', async (name, value) => {
  const { status, answer, said } = await fhrWith({ FHR_DATA: folder, [name]: value }, 'serve');
  expect([status, answer]).toEqual([2, '']);
  expect(said).toMatch(/^SETTINGS_REFUSED: /);
  expect(said).toContain(`${name}: `);
});

describe('a folder without a store', () => {
  const verbs = {
    replay: ['replay', 'F-7532CE3A5X', '--as', 'auditor'],
    query: ['query', '{ __typename }', '--as', 'auditor'],
    'projection list': ['projection', 'list'],
    import: ['import', 'requests', join(import.meta.dirname, '../import-files/requests-2026-10.csv')],
  };
  it.each(Object.entries(verbs))('gets no county by %s, and nothing else', async (_, args) => {
    const { status, answer, said } = await run('3', ...args);
    expect([status, answer]).toEqual([5, '']);
    expect(said).toMatch(/^STORE_REFUSED: .* fhr serve makes one/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is named where it cannot be one', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const asking = [
      verbs.import,
      ['token', 'issue', '--as', 'auditor'],
      ['seed', '--families', '1'],
      ['serve'],
    ];
    for (const args of asking) {
      const { status, said } = await fhrWith({ FHR_DATA: join(file, 'data') }, ...args);
      expect([status, said]).toEqual([5, expect.stringContaining(join(file, 'data'))]);
    }
  });
});
