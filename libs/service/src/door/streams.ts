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

/** Every event of a stream, in order; none where there is no such stream. */
export async function eventsOf(stream: string, store: Streams): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of textsOf(stream, store))
    events.push(...page.map(({ text }) => parseStoredEvent(text)));
  return events;
}
