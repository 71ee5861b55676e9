import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json, JsonObject } from '#libs/contracts';
import { merged, without } from './data.ts';

describe('taking sealed values out of the data', () => {
  it('drops an object that is left with nothing', () => {
    expect(without({ kept: 1, answers: { a: 'x', b: 'y' } }, new Set(['/answers/a', '/answers/b']))).toEqual({
      kept: 1,
    });
  });

  it('drops a list once every element is left with nothing', () => {
    const data = { names: [{ given: 'A' }, { given: 'B', family: 'C' }] };
    expect(without(data, new Set(['/names/0/given', '/names/1/given', '/names/1/family']))).toEqual({});
  });

  it('keeps each element in its place while one of them still says something', () => {
    const data = { children: [{ name: 'A' }, { person: 'p', name: 'B' }] };
    expect(without(data, new Set(['/children/0/name', '/children/1/name']))).toEqual({
      children: [{}, { person: 'p' }],
    });
  });

  it('keeps what was empty to begin with, and leaves out what is undefined', () => {
    expect(without({ a: [], b: {}, c: undefined, d: 'x' }, new Set(['/d']))).toEqual({ a: [], b: {} });
  });
});

describe('putting opened values back', () => {
  it('makes lists where a number stands in the pointer, and objects elsewhere', () => {
    const values: [string, Json][] = [
      ['/names/1/given', 'B'],
      ['/names/0/given', 'A'],
      ['/answers/worry', 'W'],
    ];
    expect(merged({}, values)).toEqual({ names: [{ given: 'A' }, { given: 'B' }], answers: { worry: 'W' } });
  });

  it('keeps the place of an element that is gone', () => {
    expect(merged({}, [['/names/2/given', 'C']])).toEqual({ names: [{}, {}, { given: 'C' }] });
  });

  it('leaves the data that it is given as it was', () => {
    const data: JsonObject = { names: [{ use: 'BIRTH' }], answers: { mood: 'glad' }, kept: 1 };
    merged(data, [
      ['/names/0/given', 'A'],
      ['/answers/worry', 'W'],
      ['/note', 'N'],
    ]);
    expect(data).toEqual({ names: [{ use: 'BIRTH' }], answers: { mood: 'glad' }, kept: 1 });
  });

  it('gives back any data, whatever of it was sealed', () => {
    fc.assert(
      fc.property(anyData, fc.infiniteStream(fc.boolean()), (data, choice) => {
        const sealed = leaves(data, '').filter(() => choice.next().value);
        const rest = without(data, new Set(sealed.map(([pointer]) => pointer)));
        expect(merged(rest, sealed)).toEqual(data);
      }),
    );
  });
});

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const value = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }));
const members = fc.dictionary(name, value, { minKeys: 1, maxKeys: 4 });
const anyData: fc.Arbitrary<JsonObject> = fc.dictionary(
  name,
  fc.oneof(value, members, fc.array(members, { minLength: 1, maxLength: 3 })),
);

/** Every value that could be personal: texts, numbers, booleans and whole lists of texts. */
function leaves(at: Json | undefined, pointer: string): [string, Json][] {
  if (at === undefined) return [];
  const isLeaf = typeof at !== 'object' || at === null;
  if (isLeaf || (Array.isArray(at) && at.every((each) => typeof each === 'string'))) return [[pointer, at]];
  return Object.entries(at).flatMap(([step, inner]) =>
    leaves(inner as Json | undefined, `${pointer}/${step}`),
  );
}
