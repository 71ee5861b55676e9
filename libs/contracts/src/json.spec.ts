import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { canonical, canonicalBytes, storedText, type Json } from './json.ts';

const folder = new URL('../../../test/vectors/jcs/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => /^(.*)\.input\.json$/.exec(file)?.[1] ?? []);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

describe('canonical JSON', () => {
  it('has six public documents to hold to', () => {
    expect(names).toHaveLength(6);
  });

  it.each(names)('writes the public document "%s" byte for byte', (name) => {
    const written = canonicalBytes(JSON.parse(read(`${name}.input.json`)) as Json);
    expect(Buffer.from(written).toString('utf8')).toBe(read(`${name}.output.json`).trimEnd());
  });

  it('leaves out members that are undefined, and keeps null', () => {
    expect(canonical({ b: undefined, a: null, c: [] })).toBe('{"a":null,"c":[]}');
  });

  it('escapes what JSON must escape and nothing else', () => {
    expect(canonical('"\\\b\f\n\r\t\u0001\u2028é😔\u007f')).toBe(
      '"\\"\\\\\\b\\f\\n\\r\\t\\u0001\u2028é😔\u007f"',
    );
  });

  it.each([
    ['a lone surrogate', 'a\uD800'],
    ['a lone surrogate in a name', { 'a\uDC00': 1 }],
    ['a number that is not finite', [Number.NaN]],
    ['an infinite number', Number.POSITIVE_INFINITY],
    ['nothing at all', [undefined as never]],
  ] as [string, Json][])('refuses %s', (_, value) => {
    expect(() => canonical(value)).toThrow(TypeError);
  });

  it('reads back as what was written, in one form whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = canonical(value);
        expect(canonical(JSON.parse(text) as Json)).toBe(text);
        expect(canonical(reversed(value as Json))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('text as the record keeps it', () => {
  it('composes letters and their accents', () => {
    expect(storedText('Zoe\u0308')).toBe('Zoë');
  });

  it('writes every line break as a line feed', () => {
    expect(storedText('a\r\nb\rc\n\td')).toBe('a\nb\nc\n\td');
  });

  it('keeps names of any script, and emoji', () => {
    for (const text of ['李小龍', 'محمد', '👨‍👩‍👧', "O'Brien-Łuczak"]) expect(storedText(text)).toBe(text);
  });

  it.each(['a\u0000b', 'a\u001b[31m', '\u007f', '\u0085', '\ud83d', '\udc4d'])(
    'refuses control characters and lone surrogates (%j)',
    (text) => {
      expect(storedText(text)).toBeUndefined();
    },
  );
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as Record<string, Json>).reverse();
  return Object.fromEntries(members.map(([name, each]) => [name, reversed(each)]));
}
