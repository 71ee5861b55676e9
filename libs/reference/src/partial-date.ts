import { accepted, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

const SHAPE = /^[1-9]\d{3}(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DAY_MS = 86_400_000;

/** How much of a date is known. */
export type DatePrecision = 'YEAR' | 'MONTH' | 'DATE';

/** A date of which the day, or the month too, may be unknown: `2019`, `2019-02` or `2019-02-28`, years 1000 to 9999. */
export function partialDate(text: string): Parsed {
  const parts = SHAPE.exec(text);
  if (parts === null) return refused;
  const month = Number(parts[1] ?? 1);
  const day = Number(parts[2] ?? 1);
  if (month < 1 || month > 12 || day < 1) return refused;
  return day <= daysInMonth(Number(text.slice(0, 4)), month) ? accepted(text) : refused;
}

/** A whole date, `2019-02-28`. */
export function wholeDate(text: string): Parsed {
  return text.length === 10 ? partialDate(text) : refused;
}

export function precisionOf(partial: string): DatePrecision {
  if (partial.length === 10) return 'DATE';
  return partial.length === 7 ? 'MONTH' : 'YEAR';
}

/** The first day that a valid partial date may mean. */
export function earliestDay(partial: string): string {
  return partial + '-01-01'.slice(partial.length - 4);
}

/** The last day that a valid partial date may mean. */
export function latestDay(partial: string): string {
  if (partial.length === 10) return partial;
  const month = partial.length === 7 ? partial.slice(5) : '12';
  const year = partial.slice(0, 4);
  return `${year}-${month}-${daysInMonth(Number(year), Number(month))}`;
}

/** Whether every day that the one may mean is after every day that the other may mean: "certainly in the future". */
export function isCertainlyAfter(partial: string, other: string): boolean {
  return earliestDay(partial) > latestDay(other);
}

/** Days from one whole date to another; negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The whole date so many days later, or earlier where negative. */
export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days);
}

/** The same day of the month so many months later; the month's last day where it has no such day. */
export function addMonths(day: string, months: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(month / 12);
  const ofYear = (month % 12) + 1;
  const last = Math.min(Number(day.slice(8)), daysInMonth(year, ofYear));
  return `${year}-${two(ofYear)}-${two(last)}`;
}

/**
 * Completed years on a whole date: the least and the most that the known part of the birth date allows. Negative
 * before birth; someone born on 29 February is a year older on 1 March of a common year.
 */
export function ageOn(birth: string, day: string): { least: number; most: number } {
  return { least: yearsBetween(latestDay(birth), day), most: yearsBetween(earliestDay(birth), day) };
}

/** Days since 1970-01-01 of a whole date. */
export function dayNumber(day: string): number {
  return Date.parse(day) / DAY_MS;
}

/** Days that were written lately: the same ones again and again. */
const written = new Map<number, string>();
const WRITTEN = 10_000;

/** The whole date that is so many days after 1970-01-01. */
export function dayOf(number: number): string {
  const known = written.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
  if (written.size >= WRITTEN) written.clear();
  written.set(number, day);
  return day;
}

function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(4) < from.slice(4) ? years - 1 : years;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
