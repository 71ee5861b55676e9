import { parseStoredEvent, type StoredEvent } from '#libs/contracts';
import type { EventStore, LoggedText } from '#libs/event-store';

type Streams = Pick<EventStore, 'readTexts'>;

/** Few enough that what one page leaves behind in memory is gone before the next. */
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

/** Every event of a stream, in order, each where it stands; none where there is no such stream. */
export async function placedIn(stream: string, store: Streams): Promise<Placed[]> {
  const events: Placed[] = [];
  for await (const page of textsOf(stream, store)) events.push(...page.map(placed));
  return events;
}

/** The same without where they stand. */
export async function eventsOf(stream: string, store: Streams): Promise<StoredEvent[]> {
  return (await placedIn(stream, store)).map(({ event }) => event);
}
