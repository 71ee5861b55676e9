import { addDays, startOfLondonDay } from '#libs/reference';
import type { Chance, Weighted } from './chance.ts';

const MINUTE_MS = 60_000;
const holidaysOf = new Map<number, ReadonlySet<string>>();

/** Monday to Friday, but for the bank holidays of England. */
export function isWorkingDay(day: string): boolean {
  const year = Number(day.slice(0, 4));
  const holidays = holidaysOf.get(year) ?? bankHolidays(year);
  holidaysOf.set(year, holidays);
  return weekday(day) >= 1 && weekday(day) <= 5 && !holidays.has(day);
}

/** Whether schools are open about then. Terms differ by a few days from school to school and year to year. */
export function isTermTime(day: string): boolean {
  const year = day.slice(0, 4);
  const easterDay = easter(Number(year));
  const holidays = [
    [`${year}-01-01`, `${year}-01-04`],
    weekFrom(mondayFrom(`${year}-02-13`)),
    [addDays(easterDay, -6), addDays(easterDay, 5)],
    weekFrom(lastMondayOfMay(year)),
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

function bankHolidays(year: number): ReadonlySet<string> {
  const easterDay = easter(year);
  const days = new Set([
    substitute(`${year}-01-01`),
    addDays(easterDay, -2),
    addDays(easterDay, 1),
    mondayFrom(`${year}-05-01`),
    lastMondayOfMay(String(year)),
    mondayFrom(`${year}-08-25`),
    substitute(`${year}-12-25`),
  ]);
  let boxingDay = substitute(`${year}-12-26`);
  while (days.has(boxingDay)) boxingDay = addDays(boxingDay, 1);
  return days.add(boxingDay);
}

/** A holiday on a weekend is kept on the Monday after. */
function substitute(day: string): string {
  return weekday(day) === 0 || weekday(day) === 6 ? mondayFrom(day) : day;
}

function mondayFrom(day: string): string {
  return addDays(day, (8 - weekday(day)) % 7);
}

function lastMondayOfMay(year: string): string {
  return mondayFrom(`${year}-05-25`);
}

function weekFrom(monday: string): [string, string] {
  return [monday, addDays(monday, 4)];
}

/** Easter Sunday of the Gregorian calendar (Gauss, as corrected by Lichtenberg). */
function easter(year: number): string {
  const century = Math.floor(year / 100);
  const secular = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const metonic = year % 19;
  const seed = (19 * metonic + secular) % 30;
  const lunar = Math.floor((seed + Math.floor(metonic / 11)) / 29);
  const fullMoon = 21 + seed - lunar;
  const sunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);
  const days = 7 - ((fullMoon - sunday) % 7);
  return addDays(`${year}-02-28`, fullMoon + days + (isLeap(year) ? 1 : 0));
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
