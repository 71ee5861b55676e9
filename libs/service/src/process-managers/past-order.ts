import { streamCategory, type StoredEvent } from '#libs/contracts';
import { mayMisfit, misfitOf } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { pastAsCorrected, pastOf } from '../door/folds.ts';
import { eventsOf } from '../door/streams.ts';
import { stepIdOf, type ProcessManager } from './manager.ts';

export interface PastOrderParts {
  readonly store: EventStore;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'past-order';

/**
 * What is recorded late is taken, and flagged where it does not fit what was recorded before: a person looks, and decides
 * whether anything follows.
 */
export function pastOrder({ store, flagOf }: PastOrderParts): ProcessManager {
  return {
    name: NAME,
    causes: [...mayMisfit],
    async steps(cause) {
      if (isOfNow(cause)) return [];
      const events = await eventsOf(cause.stream, store);
      const before = pastAsCorrected(events.filter(({ revision }) => revision < cause.revision));
      const flag = misfitOf(pastOf(cause), before);
      if (flag === undefined) return [];
      const data = { flag, cause: cause.id, ...whereOf(cause) };
      const starts = flagOf(stepIdOf(NAME, cause.id, flag));
      return [{ name: flag, order: { type: 'RaiseDataQualityFlag', data }, starts }];
    },
  };
}

/** Nothing that stood before can have happened after it, and nothing of it is of a time when help was over. */
function isOfNow({ type, occurredAt, recordedAt }: StoredEvent): boolean {
  return type !== 'InformationReceived' && occurredAt.value === recordedAt;
}

function whereOf({ stream }: StoredEvent): { families: string[] } | { request: string } {
  return streamCategory(stream) === 'request' ? { request: stream } : { families: [stream] };
}
