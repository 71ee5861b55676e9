import { Rejected } from '#libs/contracts';
import { codesJudgedOn, isCertainlyAfter, londonDay, partialDate, wholeDate } from '#libs/reference';
import type { Circumstances } from './aggregate.ts';

/** The date, or partial date, on which what a command says was so; the day of recording where that is unknown. */
export function dayOf(told: Pick<Circumstances, 'occurredAt' | 'recordedAt'>): string {
  return codesJudgedOn(told.occurredAt, told.recordedAt);
}

/** The London day of recording. */
export function today(told: Pick<Circumstances, 'recordedAt'>): string {
  return londonDay(told.recordedAt);
}

/** What is wrong with a date of the past, whole or partial. A partial date is in the future when its first day is. */
export function pastFault(date: string, day: string): 'INVALID_DATE' | 'DATE_IN_FUTURE' | undefined {
  if (!partialDate(date).ok) return 'INVALID_DATE';
  return isCertainlyAfter(date, day) ? 'DATE_IN_FUTURE' : undefined;
}

/** Refuses a date that is none of the calendar (INVALID_DATE); it may lie ahead. */
export function checkDate(date: string, field: string): void {
  if (!wholeDate(date).ok) throw new Rejected('INVALID_DATE', { field });
}

/** Refuses dates, by field name, that are none of the calendar or lie ahead, and a `to` before its `from`. */
export function checkPast(
  told: Pick<Circumstances, 'recordedAt'>,
  dates: Readonly<Record<string, string | undefined>>,
): void {
  for (const [field, date] of Object.entries(dates)) {
    const code = date === undefined ? undefined : pastFault(date, today(told));
    if (code !== undefined) throw new Rejected(code, { field });
  }
  checkOrder(dates.from, dates.to, 'to');
}

/** Refuses an end that certainly lies before its start, both whole or partial. */
export function checkOrder(start: string | undefined, end: string | undefined, field: string): void {
  if (start !== undefined && end !== undefined && isCertainlyAfter(start, end)) {
    throw new Rejected('END_BEFORE_START', { field });
  }
}
