import { earliestDay, latestDay } from '#libs/reference';

/** From a day to a day, each whole or partial; null: not known, or without an end. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

/** Whether it may have been so on the day: both days included, and a month or year wherever in it the day lies. */
export function isInForce({ from, to }: Period, day: string): boolean {
  return (from === null || earliestDay(from) <= day) && (to === null || latestDay(to) >= day);
}
