import { describe, expect, it } from '@jest/globals';
import { firstWorkingDayFrom, isTermTime, isWorkingDay, sitting } from './calendar.ts';
import { chanceOf } from './chance.ts';

describe('the working calendar', () => {
  it.each([
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-04',
    '2026-05-25',
    '2026-08-31',
    '2026-12-25',
    '2026-12-28',
    '2022-09-19',
    '2023-05-08',
  ])('keeps the bank holiday of %s', (day) => expect(isWorkingDay(day)).toBe(false));

  it('moves Christmas and Boxing Day past a weekend', () => {
    expect(['2027-12-27', '2027-12-28'].map(isWorkingDay)).toEqual([false, false]);
    expect(isWorkingDay('2027-12-29')).toBe(true);
  });

  it('goes on to Tuesday from Good Friday', () => {
    expect(firstWorkingDayFrom('2026-04-03')).toBe('2026-04-07');
  });

  it('knows about when schools are closed', () => {
    expect(['2026-02-18', '2026-04-08', '2026-08-12', '2026-12-24'].map(isTermTime)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(['2026-03-10', '2026-06-24', '2026-11-16'].map(isTermTime)).toEqual([true, true, true]);
  });

  it('sits down to write mostly between nine and eleven on a Monday, by the London clock', () => {
    const chance = chanceOf('monday');
    const hours = Array.from(
      { length: 400 },
      () => new Date(sitting('2026-06-15', chance)).getUTCHours() + 1,
    );
    expect(hours.filter((hour) => hour === 9 || hour === 10).length).toBeGreaterThan(200);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(9);
    expect(Math.max(...hours)).toBeLessThan(17);
  });
});
