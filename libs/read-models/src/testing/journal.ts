import type { StoredEvent } from '#libs/contracts';
import { encodeStoredEvent } from '#libs/contracts';
import type { LoggedText } from '#libs/event-store';
import type { Read } from '../projecting/feed.ts';

/** A log in memory, read as the journal is. */
export function journalOf(log: readonly StoredEvent[]): Read['journal'] {
  const documentOf = (event: StoredEvent): string => Buffer.from(encodeStoredEvent(event)).toString('utf8');
  const texts = (is: (event: StoredEvent, position: number) => boolean): LoggedText[] =>
    log.flatMap((event, position) =>
      is(event, position) ? [{ position, revision: event.revision, text: documentOf(event) }] : [],
    );
  return {
    textsAfter: (after, limit) => texts((_event, position) => position > after && position <= after + limit),
    textsOfTypes: (stream, through, types) =>
      texts((event) => event.stream === stream && event.revision <= through && types.includes(event.type)),
    document: (position) => {
      const event = log[position];
      return event && encodeStoredEvent(event);
    },
    event: (id) => {
      const position = log.findIndex((event) => event.id === id);
      const event = log[position];
      return event && { ...event, position, document: encodeStoredEvent(event) };
    },
  };
}
