import { streamCategory, type Clear, type StoredEvent } from '#libs/contracts';
import { couldMisfit, mayMisfit, misfitOf, type Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { Folds, pastAsCorrected, pastOf } from '../door/folds.ts';
import { eventsOf } from '../door/streams.ts';
import { stepIdOf, type ProcessManager } from './manager.ts';

export interface PastOrderParts {
  readonly store: EventStore;
  /** The flag that the step of this id raises. */
  readonly flagOf: (step: string) => string;
}

const NAME = 'past-order';
/** As many streams as are likely to be told of again soon. */
const STREAMS_KEPT = 20;

type Fact = Past<Clear.Event>;

/** A stream's events, the newest first, each with those before it: one more costs the same however many there are. */
interface Told {
  readonly event: Fact;
  readonly before: Told | undefined;
}

const telling = {
  initial: undefined,
  evolve: (before: unknown, event: Fact): Told => ({ event, before: before as Told | undefined }),
};

/**
 * What is recorded late is taken, and flagged where it does not fit what was recorded before: a person looks, and decides
 * whether anything follows.
 */
export function pastOrder({ store, flagOf }: PastOrderParts): ProcessManager {
  const folds = new Folds(store, STREAMS_KEPT);
  return {
    name: NAME,
    causes: [...mayMisfit],
    async steps(cause) {
      const event = pastOf(cause);
      if (!couldMisfit(event)) return [];
      const flag = misfitOf(event, await toldBefore(cause, folds, store));
      if (flag === undefined) return [];
      const data = { flag, cause: cause.id, ...whereOf(cause) };
      const starts = flagOf(stepIdOf(NAME, cause.id, flag));
      return [{ name: flag, order: { type: 'RaiseDataQualityFlag', data }, starts }];
    },
  };
}

/** What stood in the stream before the event, as it was corrected by then; read anew where it was corrected since. */
async function toldBefore(
  { stream, revision }: StoredEvent,
  folds: Folds,
  store: EventStore,
): Promise<Fact[]> {
  const { state, amended } = await folds.load(telling, stream);
  if (amended > revision)
    return pastAsCorrected((await eventsOf(stream, store)).filter((each) => each.revision < revision));
  const told: Fact[] = [];
  for (let at = state as Told | undefined; at !== undefined; at = at.before)
    if (at.event.revision < revision) told.push(at.event);
  return told.reverse();
}

function whereOf({ stream }: StoredEvent): { families: string[] } | { request: string } {
  return streamCategory(stream) === 'request' ? { request: stream } : { families: [stream] };
}
