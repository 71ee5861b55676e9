import {
  addDays,
  bankHolidays,
  readCodeSets,
  referenceOf,
  startOfLondonDay,
  workingDays,
} from '#libs/reference';
import type { Chance, Weighted } from './chance.ts';

const MINUTE_MS = 60_000;
/** The code sets that ship with the product: the county is made by them. */
export const reference = referenceOf(readCodeSets());

const calendar = workingDays(bankHolidays(reference.codes('bank-holiday')));

/** Monday to Friday, but for the bank holidays of the code set that clocks go by. */
export function isWorkingDay(day: string): boolean {
  return calendar.isWorkingDay(day);
}

/** Whether schools are open about then. Terms differ by a few days from school to school and year to year. */
export function isTermTime(day: string): boolean {
  const year = day.slice(0, 4);
  const holidays = [
    [`${year}-01-01`, `${year}-01-04`],
    weekFrom(mondayFrom(`${year}-02-13`)),
    ...easterHolidays(year),
    weekFrom(mondayFrom(`${year}-05-25`)),
    [`${year}-07-22`, `${year}-09-01`],
    weekFrom(mondayFrom(`${year}-10-24`)),
    [`${year}-12-20`, `${year}-12-31`],
  ];
  return holidays.every(([from = '', to = '']) => day < from || day > to);
}

export function firstWorkingDayFrom(day: string): string {
  return isWorkingDay(day) ? day : firstWorkingDayFrom(addDays(day, 1));
}

/** 1 is Monday, 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(day).getUTCDay();
}

/** The instant, in milliseconds, at so many minutes past midnight in Europe/London. Not for the days of clock changes. */
export function minutesInto(day: string, minutes: number): number {
  return Date.parse(startOfLondonDay(day)) + Math.round(minutes * MINUTE_MS);
}

export type Hours = readonly [from: number, to: number];

const MONDAY: readonly [Weighted<Hours>, ...Weighted<Hours>[]] = [
  [60, [9, 11]],
  [22, [11, 13]],
  [18, [13.5, 17]],
];
const OTHER_DAYS: readonly [Weighted<Hours>, ...Weighted<Hours>[]] = [
  [26, [9, 11]],
  [24, [11, 12.75]],
  [40, [13.5, 16.5]],
  [10, [16.5, 17.4]],
];

/** An instant of a working day at which somebody sits down to write: on Mondays mostly between nine and eleven. */
export function sitting(day: string, chance: Chance): number {
  return within(day, chance.weighted(weekday(day) === 1 ? MONDAY : OTHER_DAYS), chance);
}

/** An instant between two hours of a day, to the millisecond. */
export function within(day: string, [from, to]: Hours, chance: Chance): number {
  return minutesInto(day, 60 * from) + chance.whole(0, (to - from) * 3_600_000 - 1);
}

/** How much comes in on a working day, compared with a Wednesday in term. */
export function busyness(day: string): number {
  const ofWeekday = [0, 1.5, 1.1, 1, 1, 0.8][weekday(day)] ?? 0;
  return isTermTime(day) ? ofWeekday : ofWeekday * 0.4;
}

/** The week before Easter and the week after; of a year whose bank holidays are not published yet nothing is known. */
function easterHolidays(year: string): [string, string][] {
  return reference
    .codes('bank-holiday')
    .filter(({ code, title }) => title === 'Good Friday' && code.startsWith(year))
    .map(({ code }) => [addDays(code, -4), addDays(code, 7)]);
}

function mondayFrom(day: string): string {
  return addDays(day, (8 - weekday(day)) % 7);
}

function weekFrom(monday: string): [string, string] {
  return [monday, addDays(monday, 4)];
}
