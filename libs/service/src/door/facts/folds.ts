import {
  asCorrected,
  eventTable,
  isAmendment,
  Rejected,
  upcast,
  type Clear,
  type Entry,
  type StoredEvent,
} from '#libs/contracts';
import type { AnyAggregate, Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { placed, placedIn, textsOf, type Placed } from '../streams.ts';

/** The rules of any one kind of stream. */
export type Rules = AnyAggregate;

/** What a stream's events come to, one after another. */
type Folding = Pick<Rules, 'initial' | 'evolve'>;

/** A stream as far as it was read: what its events come to, and which commands wrote them. */
export interface Fold {
  readonly state: unknown;
  /** Its last event's, -1 before the first. */
  readonly revision: number;
  readonly position: number;
  /** The revision of its last correction or voiding, -1 before the first. */
  readonly amended: number;
  /** Command id -> the revision of the first event it wrote. */
  readonly commands: ReadonlyMap<string, number>;
}

type Plain = Pick<StoredEvent, keyof Past<unknown> | 'type' | 'data'>;

/** The events of one append, and the position of the last. */
export interface Written {
  readonly events: readonly StoredEvent[];
  readonly position: number;
}

interface Kept extends Fold {
  readonly commands: Map<string, number>;
}

const KEPT = 5_000;
const versions = new Map(Object.entries(eventTable).map(([type, { version }]) => [type, version]));

/**
 * Folds streams from the log, as corrected, and keeps those used last so that only what came since is read: all of it
 * again where a correction or a voiding has come.
 */
export class Folds {
  readonly #store: EventStore;
  readonly #kept = new Map<string, Kept>();
  readonly #limit: number;

  constructor(store: EventStore, limit: number = KEPT) {
    this.#store = store;
    this.#limit = limit;
  }

  /** Folds the stream up to its last event. UPGRADE_NEEDED where it holds an event that this version does not know. */
  async load(rules: Folding, stream: string): Promise<Fold> {
    const known = this.#kept.get(stream) ?? beginning(rules);
    let next = known;
    for await (const page of textsOf(stream, this.#store, known.revision + 1))
      next = extended(rules, next, page.map(placed));
    if (next.amended === known.amended) return this.#keep(stream, next);
    const events = await placedIn(stream, this.#store);
    const whole = pastAsCorrected(events.map(({ event }) => event));
    return this.#keep(stream, {
      ...extended(rules, beginning(rules), events),
      state: whole.reduce((state, past) => rules.evolve(state, past), rules.initial),
    });
  }

  /** Takes in what was just appended, so that it need not be read: the last event stands at the position. */
  appended(rules: Folding, stream: string, { events, position }: Written): void {
    const known = this.#kept.get(stream) ?? beginning(rules);
    if (known.revision + 1 !== events[0]?.revision) return;
    const first = position - events.length + 1;
    const next = extended(
      rules,
      known,
      events.map((event, index) => ({ event, position: first + index })),
    );
    if (next.amended === known.amended) this.#keep(stream, next);
  }

  #keep(stream: string, fold: Kept): Kept {
    const { revision = -1 } = this.#kept.get(stream) ?? {};
    if (fold.revision < 0 || revision > fold.revision) return fold;
    this.#kept.delete(stream);
    this.#kept.set(stream, fold);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#limit && oldest !== undefined) this.#kept.delete(oldest);
    return fold;
  }
}

function beginning({ initial: state }: Folding): Kept {
  return { state, revision: -1, position: -1, amended: -1, commands: new Map() };
}

function extended(rules: Folding, known: Kept, events: readonly Placed[]): Kept {
  let { state } = known;
  let { revision, position, amended } = known;
  for (const { event, ...placed } of events) {
    ({ revision } = event);
    ({ position } = placed);
    if (isAmendment(event.type)) amended = revision;
    else state = rules.evolve(state, pastOf(event));
    if (!known.commands.has(event.commandId)) known.commands.set(event.commandId, revision);
  }
  return { state, revision, position, amended, commands: known.commands };
}

/** A stream's events, as corrected, as rules see them. Throws UPGRADE_NEEDED, as `pastOf` does. */
export function pastAsCorrected(events: readonly StoredEvent[]): Past<Clear.Event>[] {
  return asCorrected(events.map(pastOf) as (Past<Clear.Event> & Entry)[]);
}

/** The event as rules see it. UPGRADE_NEEDED where its type or version is not known. */
export function pastOf(event: StoredEvent): Past<Clear.Event> {
  checkKnown(event);
  const { id, type, revision, recordedAt, occurredAt, codeSets } = event;
  const data = upcast(type, event.version, event.data);
  const past = { id, type, data, revision, recordedAt, occurredAt, codeSets };
  if (!isPast(past)) throw new Rejected('UPGRADE_NEEDED', { event: type });
  return past;
}

/** Throws UPGRADE_NEEDED if this version does not know the event's type or version: a rule may not ignore what it says. */
export function checkKnown({ type, version }: StoredEvent): void {
  const known = versions.get(type);
  if (known === undefined || version > known) throw new Rejected('UPGRADE_NEEDED', { event: type, version });
}

/** An event of a known type was checked against its description before it was stored. */
function isPast(past: Plain): past is Plain & Past<Clear.Event> {
  return versions.has(past.type);
}
