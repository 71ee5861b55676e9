import { parseStoredEvent, type StoredEvent } from '#libs/contracts';
import type { EventStore, LoggedText } from '#libs/event-store';

type Streams = Pick<EventStore, 'readTexts'>;

/** Events a page: few enough that the memory of one page is freed before the next. */
const PAGE = 500;

/** The documents of a stream, as text, page by page from a revision on; no page is empty. */
export async function* textsOf(stream: string, store: Streams, from = 0): AsyncGenerator<LoggedText[]> {
  let page: LoggedText[];
  let next = from;
  do {
    page = await store.readTexts(stream, next, PAGE);
    if (page.length > 0) yield page;
    next += page.length;
  } while (page.length === PAGE);
}

/** An event, and where in the log it stands. */
export interface Placed {
  readonly event: StoredEvent;
  readonly position: number;
}

export function placed({ text, position }: LoggedText): Placed {
  return { event: parseStoredEvent(text), position };
}

/**
 * Every event of a stream, in order, each where it stands; none where there is no such stream. Of the streams asked for
 * last only what came since is read: what was appended never changes.
 */
export async function placedIn(stream: string, store: Streams): Promise<readonly Placed[]> {
  const kept = keptOf(store);
  const known = kept.get(stream);
  const news: Placed[] = [];
  for await (const page of textsOf(stream, store, known.length)) news.push(...page.map(placed));
  const events = news.length === 0 ? known : [...known, ...news];
  kept.keep(stream, events);
  return events;
}

/** Every event of a stream, in order, without positions. */
export async function eventsOf(stream: string, store: Streams): Promise<StoredEvent[]> {
  return (await placedIn(stream, store)).map(({ event }) => event);
}

/** Of all streams of a store together; about 3 KiB an event. */
const KEPT_EVENTS = 10_000;
const keptByStore = new WeakMap<Streams, KeptStreams>();

function keptOf(store: Streams): KeptStreams {
  const kept = keptByStore.get(store) ?? new KeptStreams();
  keptByStore.set(store, kept);
  return kept;
}

/** The events of the streams used last. */
class KeptStreams {
  readonly #streams = new Map<string, readonly Placed[]>();
  #events = 0;

  get(stream: string): readonly Placed[] {
    return this.#streams.get(stream) ?? [];
  }

  keep(stream: string, events: readonly Placed[]): void {
    this.#forget(stream);
    if (events.length === 0 || events.length > KEPT_EVENTS) return;
    this.#streams.set(stream, events);
    this.#events += events.length;
    while (this.#events > KEPT_EVENTS) this.#forget(this.#streams.keys().next().value ?? stream);
  }

  #forget(stream: string): void {
    this.#events -= this.get(stream).length;
    this.#streams.delete(stream);
  }
}
