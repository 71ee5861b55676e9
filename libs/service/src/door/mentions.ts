import { asCorrected, isAmendment, type StoredEvent } from '#libs/contracts';
import type { Mention } from '#libs/domain';
import { latestDay, londonDay } from '#libs/reference';
import { pastOf } from './folds.ts';

/** What a stream's events tell, as corrected. */
export function mentionsIn(events: readonly StoredEvent[]): Mention[] {
  return asCorrected(events)
    .filter(({ type }) => !isAmendment(type))
    .map((event) => {
      const { type, data } = pastOf(event);
      return { stream: event.stream, type, data, day: dayOf(event), persons: event.subjects };
    });
}

/** The last day on which it may have happened; where that is sealed or unknown, the day it was recorded. */
function dayOf({ occurredAt, recordedAt }: StoredEvent): string {
  const { precision, value, end } = occurredAt;
  const day = londonDay(recordedAt);
  if (value === undefined) return day;
  const last = end ?? value;
  const latest = precision === 'INSTANT' ? londonDay(last) : latestDay(last);
  return latest < day ? latest : day;
}
