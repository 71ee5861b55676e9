import type { OccurredAt } from '#libs/contracts';
import { addDays, londonDay } from '#libs/reference';
import { firstWorkingDayFrom, sitting } from './calendar.ts';
import type { Chance, Weighted } from './chance.ts';
import type { WhenHappened } from './desk.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export type Days = readonly [least: number, most: number];

/** The London day of an instant in milliseconds. */
export function dayAt(at: number): string {
  return londonDay(new Date(at).toISOString());
}

/** When somebody writes so many days later: a working day, in working hours. */
export function daysLater(at: number, [least, most]: Days, chance: Chance): number {
  const day = firstWorkingDayFrom(addDays(dayAt(at), chance.whole(least, most)));
  const chosen = sitting(day, chance);
  return chosen > at ? chosen : soonAfter(at, [5, 40], chance);
}

export function soonAfter(at: number, [least, most]: readonly [number, number], chance: Chance): number {
  return at + chance.whole(least * MINUTE_MS, most * MINUTE_MS);
}

const ENTRIES: readonly [Weighted<Days | 'TODAY' | 'LATE'>, ...Weighted<Days | 'TODAY' | 'LATE'>[]] = [
  [58, 'TODAY'],
  [28, [1, 1]],
  [11, [2, 4]],
  [3, 'LATE'],
];

/** When what a worker writes down now happened: mostly the same day, sometimes days ago, never before an instant. */
export function written(at: number, notBefore: number, chance: Chance): WhenHappened {
  const how = chance.weighted(ENTRIES);
  if (how === 'TODAY') return instantly(Math.max(soonAfter(at, [-90, -5], chance), notBefore));
  const day = addDays(dayAt(at), -(how === 'LATE' ? chance.whole(6, 24) : chance.whole(...how)));
  if (day <= dayAt(notBefore)) return instantly(Math.max(at - MINUTE_MS, notBefore));
  return {
    occurredAt: { precision: 'DATE', value: day },
    ...(how === 'LATE' && { lateReason: 'ENTERED_LATE' }),
  };
}

/** When something happened that reached the record only now: months ago, or days. */
export function heardLate(at: number, isVeryLate: boolean, chance: Chance): WhenHappened {
  if (!isVeryLate) return heardWithin(chance.whole(1, 12), at, chance);
  const day = addDays(dayAt(at), -chance.whole(95, 420));
  const isMonthOnly = chance.happens(0.3) && day < addDays(dayAt(at), -130);
  const occurredAt: OccurredAt = isMonthOnly
    ? { precision: 'MONTH', value: day.slice(0, 7) }
    : { precision: 'DATE', value: day };
  return {
    occurredAt,
    lateReason: chance.weighted([
      [70, 'RECEIVED_LATE'],
      [20, 'FOUND_IN_REVIEW'],
      [10, 'TRANSFERRED_IN'],
    ]),
  };
}

function heardWithin(days: number, at: number, chance: Chance): WhenHappened {
  const then = at - days * DAY_MS;
  const told: WhenHappened = chance.happens(0.5)
    ? instantly(then)
    : { occurredAt: { precision: 'DATE', value: dayAt(then) } };
  return days > 5 ? { ...told, lateReason: 'RECEIVED_LATE' } : told;
}

export function instantly(at: number): WhenHappened {
  return { occurredAt: { precision: 'INSTANT', value: new Date(at).toISOString() } };
}
