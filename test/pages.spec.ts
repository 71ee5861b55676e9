import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';

const root = resolve(import.meta.dirname, '..');
const pages = ['README.md', ...globSync('{docs,test}/**/*.md', { cwd: root })];
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The anchors of a page's headings, as they are made of their words. */
function anchorsOf(page: string): string[] {
  const headings = [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, words = '']) => words);
  return headings.map((words) =>
    words
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isThere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const page = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(root, page))) return false;
  return anchor === undefined || anchorsOf(page).includes(anchor);
}

describe('the pages', () => {
  it('lead by each link to what is there', () => {
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => ({ page, link })),
    );
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(({ page, link }) => !isThere(page, link))).toEqual([]);
  });

  it('ask what the schema has', () => {
    const schema = buildSchema(read('apps/record/schema.graphql'));
    const asked = pages.flatMap((page) => {
      const text = read(page);
      const sent = [...text.matchAll(/"query": ?("(?:[^"\\]|\\.)*")/g)].map(([, query = '']) => query);
      const shown = [...text.matchAll(/^```graphql\n(.*?)^```/gms)].map(([, document = '']) => document);
      return [...sent.map((query) => JSON.parse(query) as string), ...shown];
    });
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.flatMap((document) => validate(schema, parse(document)))).toEqual([]);
  });
});
