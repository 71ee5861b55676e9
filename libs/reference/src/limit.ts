import type { WorkingDays } from './working-days.ts';
import { addDays, addMonths } from './partial-date.ts';

/** How long something may take, as a code's `limit` says it. */
export interface Limit {
  readonly count: number;
  readonly unit: 'day' | 'working day' | 'month' | 'year';
}

/** How often something may happen before it is looked at: at all, within so many months, or between two times of day. */
export interface Often {
  readonly times: number;
  readonly months?: number;
  /** London times, `22:00` and `06:00`: the second on the next day where it is the earlier one. */
  readonly between?: readonly [from: string, to: string];
}

const DURATION = /^([1-9]\d{0,3}) (day|working day|month|year)s?$/;
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const OFTEN = new RegExp(
  `^([1-9]\\d{0,3}) times?(?: in ([1-9]\\d{0,3}) months?| between (${TIME}) and (${TIME}))?$`,
);

/**
 * Whether a text is a limit: `21 days`, `5 working days`, `6 months`, `25 years`, `3 times`, `3 times in 12 months` or
 * `20 times between 22:00 and 06:00`.
 */
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
  const [, times, months, from, to] = parts;
  return {
    times: Number(times),
    ...(months !== undefined && { months: Number(months) }),
    ...(from !== undefined && to !== undefined && { between: [from, to] }),
  };
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
