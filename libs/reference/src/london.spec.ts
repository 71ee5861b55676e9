import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Occurred } from './london.ts';
import {
  codesJudgedOn,
  daysLate,
  endOfLondonDay,
  londonDay,
  londonTime,
  startOfLondonDay,
} from './london.ts';
import { addDays, dayOf } from './partial-date.ts';

const FIRST_DAY = 0;
const LAST_DAY = Date.UTC(2050, 11, 31) / 86_400_000;

describe('the civil date in Europe/London', () => {
  it('agrees with the time zone database around every midnight from 1970 to 2050', () => {
    const zone = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short' });
    const times = ['T00:00:00.000Z', 'T22:59:59.999Z', 'T23:00:00.000Z', 'T23:59:59.999Z'];
    const differences: string[] = [];
    for (let number = FIRST_DAY; number <= LAST_DAY; number++) {
      const instants = times.map((time) => dayOf(number) + time);
      differences.push(...instants.filter((at) => londonDay(at) !== zone.format(new Date(at))));
    }
    expect(differences).toEqual([]);
  });

  it.each([
    ['2026-06-30T23:30:00Z', '2026-07-01'],
    ['2026-12-31T23:30:00Z', '2026-12-31'],
    ['2026-10-25T00:30:00Z', '2026-10-25'],
    ['2026-10-25T01:30:00Z', '2026-10-25'],
    ['2026-10-25T23:30:00Z', '2026-10-25'],
    ['2026-10-24T23:30:00Z', '2026-10-25'],
  ])('at %s is %s', (instant, day) => {
    expect(londonDay(instant)).toBe(day);
  });
});

describe('the time of day in Europe/London', () => {
  it.each([
    ['2026-06-30T23:30:00Z', '00:30'],
    ['2026-12-31T23:30:59.999Z', '23:30'],
    ['2026-10-25T00:59:00Z', '01:59'],
    ['2026-10-25T01:00:00Z', '01:00'],
  ])('at %s is %s', (instant, time) => {
    expect(londonTime(instant)).toBe(time);
  });
});

describe('a day in Europe/London', () => {
  it.each([
    ['2026-01-15', '2026-01-15T00:00:00.000Z', '2026-01-15T23:59:59.999Z'],
    ['2026-07-15', '2026-07-14T23:00:00.000Z', '2026-07-15T22:59:59.999Z'],
    ['2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T22:59:59.999Z'],
    ['2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-25T23:59:59.999Z'],
  ])('%s lasts from %s to %s', (day, start, end) => {
    expect([startOfLondonDay(day), endOfLondonDay(day)]).toEqual([start, end]);
  });

  it('begins where the day before ends, without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_DAY, max: LAST_DAY }).map(dayOf), (day) => {
        expect([londonDay(startOfLondonDay(day)), londonDay(endOfLondonDay(day))]).toEqual([day, day]);
        expect(Date.parse(startOfLondonDay(day)) - Date.parse(endOfLondonDay(addDays(day, -1)))).toBe(1);
      }),
    );
  });
});

describe('how late something was recorded', () => {
  const cases: [string, Occurred, string, number][] = [
    [
      'a police report of 3 March told on 20 March',
      { precision: 'DATE', value: '2026-03-03' },
      '2026-03-20T08:02:45.900Z',
      17,
    ],
    [
      'a report with its hour',
      { precision: 'INSTANT', value: '2026-03-03T22:10:00Z' },
      '2026-03-20T08:02:45.900Z',
      17,
    ],
    ['the same day', { precision: 'DATE', value: '2026-03-10' }, '2026-03-10T23:59:00.000Z', 0],
    [
      'minutes after a summer midnight',
      { precision: 'DATE', value: '2026-06-30' },
      '2026-06-30T23:05:00.000Z',
      1,
    ],
    [
      'an hour before that midnight',
      { precision: 'DATE', value: '2026-06-30' },
      '2026-06-30T22:05:00.000Z',
      0,
    ],
    [
      'over the night the clocks go back',
      { precision: 'INSTANT', value: '2026-10-24T22:30:00Z' },
      '2026-10-25T01:30:00.000Z',
      1,
    ],
    ['a month, told in the next', { precision: 'MONTH', value: '2026-02' }, '2026-03-05T09:00:00.000Z', 5],
    ['a month not yet over', { precision: 'MONTH', value: '2026-03' }, '2026-03-05T09:00:00.000Z', 0],
    ['a year', { precision: 'YEAR', value: '2025' }, '2026-01-31T09:00:00.000Z', 31],
    [
      'a period, from its end',
      { precision: 'DATE', value: '2026-01-01', end: '2026-03-01' },
      '2026-03-04T09:00:00.000Z',
      3,
    ],
    ['an unknown time', { precision: 'UNKNOWN' }, '2026-03-04T09:00:00.000Z', 0],
    ['a day still to come', { precision: 'DATE', value: '2026-03-10' }, '2026-03-04T09:00:00.000Z', 0],
  ];

  it.each(cases)('%s', (_, occurredAt, recordedAt, days) => {
    expect(daysLate(occurredAt, recordedAt)).toBe(days);
  });
});

describe('the date as of which codes are judged', () => {
  const recordedAt = '2026-06-30T23:30:00.000Z';
  const cases: [Occurred, string][] = [
    [{ precision: 'DATE', value: '2013-03-31' }, '2013-03-31'],
    [{ precision: 'MONTH', value: '2013-03' }, '2013-03'],
    [{ precision: 'INSTANT', value: '2013-03-31T23:30:00Z' }, '2013-04-01'],
    [{ precision: 'UNKNOWN' }, '2026-07-01'],
  ];

  it.each(cases)('of %j is %s', (occurredAt, date) => {
    expect(codesJudgedOn(occurredAt, recordedAt)).toBe(date);
  });
});
