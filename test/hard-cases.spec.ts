import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** Item, case, what the record does, and the test that shows it: file and title. */
const rows = read('docs/hard-cases.md')
  .split('\n')
  .filter((line) => /^\| +\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, item = '', , , shown = '']) => ({ item: Number(item), ...testIn(shown) }));

function testIn(shown: string): { readonly file: string; readonly title: string } {
  const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(shown) ?? [];
  return { file, title };
}

/** As it is written in a source, whichever way the apostrophes are. */
function plain(source: string): string {
  return source.replaceAll('\\u2019', '’').replaceAll(/\s+/g, ' ');
}

describe('the page of hard cases', () => {
  it.each(rows)('names for item $item a test that is there: $title', ({ file, title }) => {
    expect(title).not.toBe('');
    expect(existsSync(new URL(file, root))).toBe(true);
    expect(plain(read(file))).toContain(title);
  });

  it('passes over none of the items', () => {
    const items = new Set(rows.map(({ item }) => item));
    expect([...items]).toEqual([6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 24, 28, 31, 32, 33, 34]);
  });
});
