import { describe, expect, it } from '@jest/globals';
import { readCodeSets, referenceOf, type Code } from '#libs/reference';
import { isDue, keepingOf, type Life } from './retention.ts';

const rules = referenceOf(readCodeSets()).codes('retention-rule');
const known = (life: Partial<Life> & { marks?: ReadonlySet<string> } = {}): Life => ({
  adult: false,
  firstKnown: '2016-02-01',
  lastContact: '2018-09-30',
  marks: new Set(['KNOWN']),
  ...life,
});
const child = (marks: readonly string[], life: Partial<Life> = {}): Life =>
  known({ born: '2012-05-14', ...life, marks: new Set(['KNOWN', ...marks]) });

describe('how long a record is kept', () => {
  it.each<[string, Life[], string, string]>([
    ['whom nobody helped: six years from the last contact', [known()], 'KNOWN', '2024-09-30'],
    ['a child helped early: until 25', [child(['HELPED'])], 'EARLY_HELP', '2037-05-14'],
    ['a child in need: until 30', [child(['HELPED', 'CIN_S17'])], 'CHILD_IN_NEED', '2042-05-14'],
    [
      'a child about whom protection was considered: 35 years from the last contact',
      [child(['HELPED', 'CP_S47_ENQUIRY'])],
      'CHILD_PROTECTION',
      '2053-09-30',
    ],
    ['a child looked after: until 75', [child(['HELPED', 'CP_PLAN', 'CLA'])], 'LOOKED_AFTER', '2087-05-14'],
    ['a care leaver: until 75', [child(['CARE_LEAVER'])], 'LOOKED_AFTER', '2087-05-14'],
    [
      'a child looked after who died at five: fifteen years from the death',
      [child(['CLA'], { died: '2017-08-02' })],
      'LOOKED_AFTER',
      '2032-08-02',
    ],
    [
      'one who died grown up: as if alive',
      [child(['CLA'], { born: '1990-01-01', died: '2017-08-02' })],
      'LOOKED_AFTER',
      '2065-01-01',
    ],
    [
      'one helped whose last contact came late',
      [child(['HELPED'], { lastContact: '2036-01-02' })],
      'KNOWN',
      '2042-01-02',
    ],
    [
      'of a partial birth date the latest day',
      [child(['HELPED'], { born: '2012' })],
      'EARLY_HELP',
      '2037-12-31',
    ],
    [
      'of a birth expected, from that',
      [known({ expected: '2016-07-19', marks: new Set(['KNOWN', 'HELPED']) })],
      'EARLY_HELP',
      '2041-07-19',
    ],
    [
      'of nobody’s birth date, from when first known',
      [known({ marks: new Set(['KNOWN', 'HELPED']) })],
      'EARLY_HELP',
      '2041-02-01',
    ],
    ['born on 29 February', [child(['HELPED'], { born: '2012-02-29' })], 'EARLY_HELP', '2037-02-28'],
    [
      'of several lives the one that is kept longest',
      [known(), child(['HELPED']), child(['HELPED'], { born: '2015-01-01' })],
      'EARLY_HELP',
      '2040-01-01',
    ],
  ])('%s', (_, lives, rule, until) => {
    expect(keepingOf(lives, rules)).toEqual({ rule, until });
  });

  it('is not said where no rule applies, and then it is not due', () => {
    expect(keepingOf([known({ marks: new Set() })], rules)).toBeUndefined();
    expect(keepingOf([], rules)).toBeUndefined();
    expect(isDue(undefined, '2999-01-01')).toBe(false);
  });

  it('ends after the last day, and not on it', () => {
    const keeping = { rule: 'KNOWN', until: '2024-09-30' };
    expect(isDue(keeping, '2024-09-30')).toBe(false);
    expect(isDue(keeping, '2024-10-01')).toBe(true);
  });

  it('is as the authority’s own rules say, and by no code without one', () => {
    const own: Code[] = [
      {
        code: 'OURS',
        title: 'Ours',
        retention: { applies: ['HELPED'], from: 'LAST_CONTACT', keep: '18 months' },
      },
      { code: 'EMPTY', title: 'Nothing' },
    ];
    expect(keepingOf([child(['HELPED'])], own)).toEqual({ rule: 'OURS', until: '2020-03-30' });
    expect(keepingOf([child(['HELPED'])], own.slice(1))).toBeUndefined();
  });
});
