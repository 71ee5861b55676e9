import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFullDisk } from '../testing/full-disk.ts';
import { SearchJournal, type SealedSearch } from './search-journal.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'search-journal-'));
  file = join(folder, 'searches');
});
afterEach(() => rmSync(folder, { recursive: true }));

function searchOf(id: string): SealedSearch {
  const actor = { user: 'u-1', role: 'COORDINATOR', agency: 'a' };
  return { id, at: '2026-03-10T09:00:00.000Z', actor, persons: [] };
}

function left(): SealedSearch[] {
  const journal = new SearchJournal(file);
  journal.close();
  return journal.left();
}

describe('searches on their way to be noted', () => {
  it('are not answered where a full disk cuts one short, and those before are there', () => {
    const short = searchOf('1');
    const writing = `const short = ${JSON.stringify(short)};
      const journal = new it.SearchJournal(${JSON.stringify(file)});
      await journal.write(short);
      await journal.write({ ...short, id: '2', persons: Array(300_000).fill('person-x') })`;
    expect(onFullDisk('reads/search-journal.ts', writing)).toBe('EFBIG');
    expect(left()).toEqual([short]);
  });

  it('are there where they follow one that was cut short', async () => {
    const journal = new SearchJournal(file);
    appendFileSync(file, '{"id":"1","at":"2026-0');
    await journal.write(searchOf('2'));
    await journal.write(searchOf('3'));
    journal.noted('3');
    journal.close();
    expect(left()).toEqual([searchOf('2')]);
  });
});
