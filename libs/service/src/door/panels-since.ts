import { decodeStoredEvent, isAmendment, type StoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';

interface Since {
  readonly after: number;
  readonly store: Pick<EventStore, 'readAll'>;
}

/** Whether a panel's event after the position is of one of the items, or corrects what may be; so too where it is far back. */
export async function panelsToldOf(items: readonly string[], { after, store }: Since): Promise<boolean> {
  for await (const { events, caughtUp } of store.readAll({ after, filter: { streamPrefixes: ['panel-'] } }))
    return !caughtUp || events.some(({ document }) => concerns(items, decodeStoredEvent(document)));
  return false;
}

function concerns(items: readonly string[], { type, data: { item } }: StoredEvent): boolean {
  return isAmendment(type) || (typeof item === 'string' && items.includes(item));
}
