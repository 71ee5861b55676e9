import { Rejected } from '#libs/contracts';
import { daysLate, earliestDay, instant, londonDay, partialDate, precisionOf } from '#libs/reference';
import type { Precision, OccurredAt } from '#libs/contracts';
import type { Reference } from '#libs/reference';
import type { Circumstances } from './aggregate.ts';
import { today } from './days.ts';

/** Whole London days after which an entry says why it is late (interfaces.md, `replay`). */
const DAYS_WITHOUT_REASON = 5;

/**
 * The rules of every command on its two times. Refuses: a time of another shape than its precision (INVALID_DATE), one
 * in the future (DATE_IN_FUTURE), an end before its start (END_BEFORE_START), and an entry more than five London days
 * late without a reason (LATE_REASON_REQUIRED) or with one that is no code in use.
 */
export function checkCircumstances(
  told: Pick<Circumstances, 'occurredAt' | 'recordedAt' | 'lateReason'>,
  reference: Reference,
): void {
  checkOccurred(told);
  const { lateReason } = told;
  if (lateReason === undefined) {
    if (isLate(told)) throw new Rejected('LATE_REASON_REQUIRED', { field: 'lateReason' });
    return;
  }
  const answer = reference.check('late-reason', lateReason, today(told));
  if (answer !== 'OK') throw new Rejected(answer, { field: 'lateReason' });
}

/** Whether it is recorded so late that the entry must say why. */
export function isLate({
  occurredAt,
  recordedAt,
}: Pick<Circumstances, 'occurredAt' | 'recordedAt'>): boolean {
  return daysLate(occurredAt, recordedAt) > DAYS_WITHOUT_REASON;
}

/** Refuses a time of another shape than its precision, one in the future of its recording, and an end before its start. */
export function checkOccurred(
  { occurredAt, recordedAt }: Pick<Circumstances, 'occurredAt' | 'recordedAt'>,
  field = 'occurredAt',
): void {
  const { precision, value, end } = occurredAt;
  if (!isShaped(occurredAt)) throw new Rejected('INVALID_DATE', { field });
  const times = [value, end].filter((time) => time !== undefined);
  if (times.some((time) => isAhead(precision, time, recordedAt)))
    throw new Rejected('DATE_IN_FUTURE', { field });
  if (value !== undefined && end !== undefined && isBefore(precision, end, value)) {
    throw new Rejected('END_BEFORE_START', { field });
  }
}

function isShaped({ precision, value, end }: OccurredAt): boolean {
  if (precision === 'UNKNOWN') return value === undefined && end === undefined;
  return value !== undefined && isOf(precision, value) && (end === undefined || isOf(precision, end));
}

function isOf(precision: Precision, time: string): boolean {
  if (precision === 'INSTANT') return time.endsWith('Z') && instant(time).ok;
  return partialDate(time).ok && precisionOf(time) === precision;
}

function isAhead(precision: Precision, time: string, recordedAt: string): boolean {
  return precision === 'INSTANT' ? utc(time) > utc(recordedAt) : earliestDay(time) > londonDay(recordedAt);
}

function isBefore(precision: Precision, time: string, other: string): boolean {
  return precision === 'INSTANT' ? utc(time) < utc(other) : time < other;
}

/** Instants in one form, so that their texts compare as their times do. */
function utc(time: string): string {
  const parsed = instant(time);
  return parsed.ok ? parsed.value : time;
}
