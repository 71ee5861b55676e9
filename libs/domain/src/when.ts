import type { OccurredAt } from '#libs/contracts';
import { codesJudgedOn, earliestDay, latestDay, precisionOf } from '#libs/reference';

/** The two times of an event. */
export interface When {
  readonly occurredAt: OccurredAt;
  readonly recordedAt: string;
}

/** When something was so that another event says: a day, whole or partial, or an instant. */
export function whenSaid(value: string, { recordedAt }: Pick<When, 'recordedAt'>): When {
  return {
    occurredAt: { value, precision: value.includes('T') ? 'INSTANT' : precisionOf(value) },
    recordedAt,
  };
}

/** Whether one certainly happened before the other: false where either may have been first. */
export function isBefore(one: When, other: When): boolean {
  const [a, b] = [one.occurredAt, other.occurredAt];
  if (a.precision === 'UNKNOWN' || b.precision === 'UNKNOWN') return false;
  if (a.precision === 'INSTANT' && b.precision === 'INSTANT')
    return String(a.end ?? a.value) < String(b.value);
  return latestDay(codesJudgedOn(endOf(a), one.recordedAt)) < earliestDay(codesJudgedOn(b, other.recordedAt));
}

function endOf({ end, ...from }: OccurredAt): OccurredAt {
  return end === undefined ? from : { ...from, value: end };
}
