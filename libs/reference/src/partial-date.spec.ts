import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  ageOn,
  daysBetween,
  earliestDay,
  isCertainlyAfter,
  latestDay,
  partialDate,
  precisionOf,
  wholeDate,
} from './partial-date.ts';

const day = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9998-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a partial date', () => {
  it.each(['2019', '2019-02', '2019-02-28', '2020-02-29', '2000-02-29', '1900-01-01'])(
    '%s is accepted',
    (text) => {
      expect(partialDate(text)).toEqual({ ok: true, value: text });
    },
  );

  it.each([
    '2019-02-29',
    '1900-02-29',
    '2019-02-30',
    '2019-04-31',
    '2019-13',
    '2019-00',
    '2019-01-00',
    '30/02/2019',
    '2019-2-8',
    '20190208',
    '0000',
    '19',
    '2019-02-28T00:00:00Z',
    'yesterday',
    '',
  ])('%j is refused', (text) => {
    expect(partialDate(text)).toEqual({ ok: false });
  });

  it('is whole only with its day', () => {
    expect(wholeDate('2019-02-28').ok).toBe(true);
    expect(wholeDate('2019-02').ok).toBe(false);
    expect(wholeDate('2019-02-30').ok).toBe(false);
  });

  it.each([
    ['2019', 'YEAR', '2019-01-01', '2019-12-31'],
    ['2020-02', 'MONTH', '2020-02-01', '2020-02-29'],
    ['2019-11', 'MONTH', '2019-11-01', '2019-11-30'],
    ['2019-11-05', 'DATE', '2019-11-05', '2019-11-05'],
  ])('%s is known to the %s: from %s to %s', (text, precision, earliest, latest) => {
    expect([precisionOf(text), earliestDay(text), latestDay(text)]).toEqual([precision, earliest, latest]);
  });

  it.each([
    ['2026-10-02', '2026-10-01', true],
    ['2026-10-01', '2026-10-01', false],
    ['2026-10', '2026-10-01', false],
    ['2026-11', '2026-10-31', true],
    ['2027', '2026-12', true],
    ['2026', '2026-01-01', false],
  ])('%s is certainly after %s: %s', (partial, other, answer) => {
    expect(isCertainlyAfter(partial, other)).toBe(answer);
  });

  it('covers every day that begins with it, and no other', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(4, 7, 10), (whole, length) => {
        const partial = whole.slice(0, length);
        expect([earliestDay(partial) <= whole, whole <= latestDay(partial)]).toEqual([true, true]);
        expect(addDays(earliestDay(partial), -1).startsWith(partial)).toBe(false);
        expect(addDays(latestDay(partial), 1).startsWith(partial)).toBe(false);
      }),
    );
  });
});

describe('days', () => {
  it.each([
    ['2026-03-03', '2026-03-20', 17],
    ['2024-02-28', '2024-03-01', 2],
    ['2023-02-28', '2023-03-01', 1],
    ['2026-01-02', '2026-01-01', -1],
    ['2025-10-25', '2025-10-27', 2],
  ])('from %s to %s are %i', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });

  it('added and counted agree', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -300_000, max: 300_000 }), (from, days) => {
        fc.pre(partialDate(addDays(from, days).slice(0, 10)).ok && addDays(from, days).length === 10);
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });
});

describe('age', () => {
  it.each([
    ['2010-05-16', '2026-05-15', 15, 15],
    ['2010-05-16', '2026-05-16', 16, 16],
    ['2008-02-29', '2026-02-28', 17, 17],
    ['2008-02-29', '2026-03-01', 18, 18],
    ['2008-02-29', '2024-02-29', 16, 16],
    ['2010-05', '2026-05-16', 15, 16],
    ['2010', '2026-12-31', 16, 16],
    ['2010', '2026-12-30', 15, 16],
    ['2026-11-22', '2026-10-19', -1, -1],
  ])('of someone born %s is on %s at least %i and at most %i', (birth, on, least, most) => {
    expect(ageOn(birth, on)).toEqual({ least, most });
  });
});
