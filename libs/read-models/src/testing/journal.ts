import type { StoredEvent } from '#libs/contracts';
import { encodeStoredEvent } from '#libs/contracts';
import type { LoggedText } from '#libs/event-store';
import type { LogOfStreams } from '../amended.ts';

/** A log in memory, read as the journal is. */
export function journalOf(log: readonly StoredEvent[]): LogOfStreams {
  const documentOf = (event: StoredEvent): string => Buffer.from(encodeStoredEvent(event)).toString('utf8');
  const textsOf = (stream: string, is: (event: StoredEvent) => boolean): LoggedText[] =>
    log.flatMap((event, position) =>
      event.stream === stream && is(event)
        ? [{ position, revision: event.revision, text: documentOf(event) }]
        : [],
    );
  return {
    textsOfTypes: (stream, through, types) =>
      textsOf(stream, ({ revision, type }) => revision <= through && types.includes(type)),
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
