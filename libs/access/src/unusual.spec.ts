import { describe, expect, it } from '@jest/globals';
import type { Code } from '#libs/reference';
import { unusualOn, type Look } from './unusual.ts';

const DAY = '2026-06-16';
const rules: readonly Code[] = [
  { code: 'OWN_RECORD', title: 'Own' },
  { code: 'OWN_FAMILY', title: 'Known' },
  { code: 'NEIGHBOUR', title: 'Neighbour' },
  { code: 'AT_NIGHT', title: 'Night', limit: '2 times between 22:00 and 06:00' },
  { code: 'UNRELATED_FAMILIES', title: 'Many', limit: '3 times' },
  { code: 'OF_ANOTHER_VERSION', title: 'Unknown' },
];
const look = (changes: Partial<Look> = {}): Look => ({
  at: '2026-06-16T12:00:00.000Z',
  user: 'u-1',
  role: 'KEYWORKER',
  agency: 'organisation-1',
  granted: true,
  policies: ['keyworker-own-families'],
  relationships: ['assigned'],
  families: ['family-1'],
  ...changes,
});
/** Stands in no relation to what it looks at, but that its role may. */
const strange = (family: string, changes: Partial<Look> = {}): Look =>
  look({ relationships: ['anyone'], policies: ['triage'], families: [family], ...changes });
const at = (time: string, changes: Partial<Look> = {}): Look =>
  look({ at: `2026-06-${time}:00.000Z`, ...changes });
const found = (looks: readonly Look[]): string[] =>
  unusualOn(DAY, looks, rules).map(({ rule, user, looks: count }) => `${rule} ${user} ${count}`);

describe('what is unusual about who looked', () => {
  // London is an hour ahead of these instants.
  it.each<[string, Look[], string[]]>([
    ['the daily work', [look(), look()], []],
    ['the own record', [look({ knows: 'SELF' })], ['OWN_RECORD u-1 1']],
    ['the own record, in vain', [look({ granted: false, policies: ['own-record'] })], ['OWN_RECORD u-1 1']],
    ['someone known', [look({ knows: 'DECLARED' }), look()], ['OWN_FAMILY u-1 1']],
    ['someone known, in vain', [look({ granted: false, policies: ['own-family'] })], ['OWN_FAMILY u-1 1']],
    ['a neighbour', [look({ knows: 'NEIGHBOUR' })], ['NEIGHBOUR u-1 1']],
    ['the own record on another day', [at('17T12:00', { knows: 'SELF' })], []],
    ['much in one night', [at('16T21:00'), at('17T04:59')], ['AT_NIGHT u-1 2']],
    ['one look in a night', [at('16T21:00'), at('17T05:00')], []],
    ['the evening, not yet night', [at('16T20:59'), at('16T20:58')], []],
    ['the night before', [at('16T04:00'), at('16T03:00')], []],
    ['a night of two people', [at('16T21:00'), at('16T22:00', { user: 'u-2' })], []],
    ['many families of others', [strange('a'), strange('b'), strange('c')], ['UNRELATED_FAMILIES u-1 3']],
    ['one family often', [strange('a'), strange('a'), strange('a')], []],
    [
      'many own families',
      [look({ families: ['a'] }), look({ families: ['b'] }), look({ families: ['c'] })],
      [],
    ],
    ['a list', [look({ relationships: ['anyone'], families: ['a', 'b', 'c'] })], []],
    ['many that were refused', ['a', 'b', 'c'].map((each) => strange(each, { granted: false })), []],
  ])('is known of %s', (_, looks, expected) => {
    expect(found(looks)).toEqual(expected);
  });

  it('says who, how much, and from when to when', () => {
    const looks = [
      strange('b', { at: '2026-06-16T10:00:00.000Z' }),
      strange('a'),
      strange('c'),
      strange('a'),
    ];
    expect(unusualOn(DAY, looks, rules)).toEqual([
      {
        rule: 'UNRELATED_FAMILIES',
        user: 'u-1',
        role: 'KEYWORKER',
        agency: 'organisation-1',
        looks: 4,
        families: 3,
        firstAt: '2026-06-16T10:00:00.000Z',
        lastAt: '2026-06-16T12:00:00.000Z',
      },
    ]);
  });

  it('goes by the night of a time that does not pass midnight, too', () => {
    const lunch = [{ code: 'AT_NIGHT', title: 'Lunch', limit: '1 time between 12:00 and 13:00' }];
    expect(unusualOn(DAY, [at('16T11:30')], lunch)).toHaveLength(1);
    expect(unusualOn(DAY, [at('16T12:00')], lunch)).toEqual([]);
  });
});
