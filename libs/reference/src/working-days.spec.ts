import { describe, expect, it } from '@jest/globals';
import { lastDayOf, type Limit } from './limit.ts';
import { endOfLondonDay, londonDay } from './london.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays(
  new Set(['2026-04-03', '2026-04-06', '2022-06-02', '2022-06-03', '2022-09-19', '2020-05-08', '2026-12-25']),
);

describe('working days', () => {
  it.each([
    ['five over Easter', '2026-04-01', 5, '2026-04-10'],
    ['one from Maundy Thursday', '2026-04-02', 1, '2026-04-07'],
    ['one from a Friday', '2026-03-13', 1, '2026-03-16'],
    ['one from a Saturday', '2026-03-14', 1, '2026-03-16'],
    ['one from a bank holiday', '2026-04-06', 1, '2026-04-07'],
    ['one over the Platinum Jubilee', '2022-06-01', 1, '2022-06-06'],
    ['one over the State Funeral', '2022-09-16', 1, '2022-09-20'],
    ['one over VE day, which moved from the Monday', '2020-05-07', 1, '2020-05-11'],
    ['over the end of a year', '2026-12-24', 1, '2026-12-28'],
  ])('count %s', (_, from, days, last) => {
    expect(calendar.add(from, days)).toBe(last);
    expect(calendar.between(from, last)).toBe(days);
  });

  it('are days of London: what comes in late on a summer evening in UTC is of the next day', () => {
    expect(calendar.add(londonDay('2026-06-11T22:59:59.999Z'), 1)).toBe('2026-06-12');
    expect(calendar.add(londonDay('2026-06-11T23:00:00.000Z'), 1)).toBe('2026-06-15');
  });

  it('go over the nights on which the clocks change, and end with London’s midnight', () => {
    const spring = calendar.add(londonDay('2026-03-27T23:30:00.000Z'), 1);
    expect([spring, endOfLondonDay(spring)]).toEqual(['2026-03-30', '2026-03-30T22:59:59.999Z']);
    const first = londonDay('2026-10-25T00:30:00.000Z');
    const second = londonDay('2026-10-25T01:30:00.000Z');
    expect([first, second]).toEqual(['2026-10-25', '2026-10-25']);
    const autumn = calendar.add(first, 1);
    expect([autumn, endOfLondonDay(autumn)]).toEqual(['2026-10-26', '2026-10-26T23:59:59.999Z']);
  });

  it('are none between a day and itself, or an earlier one', () => {
    expect(calendar.between('2026-04-10', '2026-04-10')).toBe(0);
    expect(calendar.between('2026-04-10', '2026-04-01')).toBe(0);
  });
});

describe('the last day in time', () => {
  it.each<[string, Limit, string]>([
    ['2026-04-01', { count: 21, unit: 'day' }, '2026-04-22'],
    ['2026-04-01', { count: 5, unit: 'working day' }, '2026-04-10'],
    ['2026-08-31', { count: 6, unit: 'month' }, '2027-02-28'],
    ['2024-02-29', { count: 12, unit: 'month' }, '2025-02-28'],
    ['2026-12-15', { count: 1, unit: 'month' }, '2027-01-15'],
  ])('from %s', (began, limit, last) => {
    expect(lastDayOf(began, limit, calendar)).toBe(last);
  });
});
