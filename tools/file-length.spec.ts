import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LONGEST = 250;
/** In a comment, or beside the lint rule that is set otherwise. */
const SAYS_WHY = /over 250 lines: \w|max-lines: .* -- \w/;
const root = fileURLToPath(new URL('..', import.meta.url));
const written = globSync('{apps,libs,proto,test,tools,docker}/**/*.{ts,mts,mjs,proto,py,sh,yaml}', {
  cwd: root,
  exclude: (name) => name === 'generated' || name === 'node_modules',
});

it(`no file has more than ${LONGEST} lines, or it says why`, () => {
  expect(written.length).toBeGreaterThan(500);
  const texts = written.map((file) => ({ file, text: readFileSync(`${root}${file}`, 'utf8') }));
  const long = texts.filter(({ text }) => text.trimEnd().split('\n').length > LONGEST);
  expect(long.filter(({ text }) => !SAYS_WHY.test(text)).map(({ file }) => file)).toEqual([]);
});
