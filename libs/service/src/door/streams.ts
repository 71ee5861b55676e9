import { decodeStoredEvent, type StoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';

/** Every event of a stream, in order; none where there is no such stream. */
export async function eventsOf(
  stream: string,
  store: Pick<EventStore, 'readStream'>,
): Promise<StoredEvent[]> {
  const { events } = await store.readStream(stream);
  return events.map(({ document }) => decodeStoredEvent(document));
}
