import { streamCategory, type Clear, type JsonObject, type StoredEvent } from '#libs/contracts';
import {
  couldMisfit,
  mayBeSettledElsewhere,
  mayMisfit,
  misfitOf,
  familyOfRequest,
  type Past,
} from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { FamiliesReader, PanelsReader } from '#libs/read-models';
import { isOfRequest } from '../door/facts/folded.ts';
import { Folds, pastAsCorrected, pastOf } from '../door/facts/folds.ts';
import { eventsOf, placedIn } from '../door/streams.ts';
import { stepIdOf, type ProcessManager } from './manager.ts';

export interface PastOrderParts {
  readonly store: EventStore;
  readonly readers: {
    readonly panels: Pick<PanelsReader, 'panelsOf'>;
    readonly families: Pick<FamiliesReader, 'familiesOfRequest'>;
  };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
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
export function pastOrder(parts: PastOrderParts): ProcessManager {
  const { store, flagOf } = parts;
  const folds = new Folds(store, STREAMS_KEPT);
  return {
    name: NAME,
    causes: [...mayMisfit],
    async steps(cause) {
      const event = pastOf(cause);
      if (!couldMisfit(event)) return [];
      const before = await toldBefore(cause, folds, store);
      const elsewhere = mayBeSettledElsewhere(event, before) ? await atPanels(cause, parts) : [];
      const flag = misfitOf(event, [...before, ...elsewhere]);
      if (flag === undefined) return [];
      const data = { flag, cause: cause.id, ...(await whereOf(cause, before, parts)) };
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

/** What panels had recorded of the request before that, as it was corrected by then. */
async function atPanels(
  { id, stream }: StoredEvent,
  { store, readers, caughtUp }: PastOrderParts,
): Promise<Fact[]> {
  await caughtUp();
  const { position: until = 0 } = (await store.event(id)) ?? {};
  const told: Fact[] = [];
  for (const panel of readers.panels.panelsOf(stream)) {
    const before = (await placedIn(panel, store)).filter(({ position }) => position < until);
    const facts = pastAsCorrected(before.map(({ event }) => event));
    told.push(...facts.filter(({ data }) => 'item' in data && data.item === stream));
  }
  return told;
}

/** The family is told of what is about its request, where that has one. */
async function whereOf(
  { stream, data }: StoredEvent,
  before: readonly Fact[],
  { readers, caughtUp }: PastOrderParts,
): Promise<{ families?: string[]; request?: string }> {
  if (streamCategory(stream) === 'panel') return itemOf(data);
  if (streamCategory(stream) !== 'request') return { families: [stream] };
  const family = familyOfRequest(before.filter(isOfRequest));
  if (family === undefined) await caughtUp();
  const families = family === undefined ? readers.families.familiesOfRequest(stream) : [family];
  return { request: stream, ...(families.length > 0 && { families }) };
}

/** What was before the panel, and whose it is. */
function itemOf({ item, family }: JsonObject): { families?: string[]; request?: string } {
  return {
    ...(typeof item === 'string' && streamCategory(item) === 'request' && { request: item }),
    ...(typeof family === 'string' && { families: [family] }),
  };
}
