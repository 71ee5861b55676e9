import type { WorkingDays } from './working-days.ts';
import { addDays, addMonths } from './partial-date.ts';

/** How long something may take, as a code's `limit` says it. */
export interface Limit {
  readonly count: number;
  readonly unit: 'day' | 'working day' | 'month' | 'year';
}

/** How often something may happen before it is looked at, at all or within so many months. */
export interface Often {
  readonly times: number;
  readonly months?: number;
}

const DURATION = /^([1-9]\d{0,3}) (day|working day|month|year)s?$/;
const OFTEN = /^([1-9]\d{0,3}) times?(?: in ([1-9]\d{0,3}) months?)?$/;

/** Whether a text is a limit: `21 days`, `5 working days`, `6 months`, `25 years`, `3 times` or `3 times in 12 months`. */
export function isLimit(text: string): boolean {
  return DURATION.test(text) || OFTEN.test(text);
}

/** The duration that a limit is; undefined where it is none. */
export function durationOf(limit: string | undefined): Limit | undefined {
  const parts = DURATION.exec(limit ?? '');
  return parts === null ? undefined : { count: Number(parts[1]), unit: parts[2] as Limit['unit'] };
}

/** How often a limit allows; undefined where it does not say. */
export function oftenOf(limit: string | undefined): Often | undefined {
  const parts = OFTEN.exec(limit ?? '');
  if (parts === null) return undefined;
  return { times: Number(parts[1]), ...(parts[2] !== undefined && { months: Number(parts[2]) }) };
}

/** The last day on which what began on a day is in time. The day itself does not count. */
export function lastDayOf(began: string, { count, unit }: Limit, calendar: WorkingDays): string {
  switch (unit) {
    case 'day':
      return addDays(began, count);
    case 'month':
      return addMonths(began, count);
    case 'year':
      return addMonths(began, 12 * count);
    case 'working day':
      return calendar.add(began, count);
  }
}
