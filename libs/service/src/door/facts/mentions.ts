import { asCorrected, isAmendment, type StoredEvent } from '#libs/contracts';
import type { Mention } from '#libs/domain';
import { lastPossibleDay } from '#libs/reference';
import { pastOf } from './folds.ts';

/** What a stream's events tell, as corrected. */
export function mentionsIn(events: readonly StoredEvent[]): Mention[] {
  return asCorrected(events)
    .filter(({ type }) => !isAmendment(type))
    .map((event) => {
      const { type, data } = pastOf(event);
      const day = lastPossibleDay(event.occurredAt, event.recordedAt);
      return { stream: event.stream, type, data, day, persons: event.subjects };
    });
}
