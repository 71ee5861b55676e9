import { decodeStoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { KeyStore } from '#libs/vault';
import { refuseToOpen } from '../refuse.ts';

type Log = Pick<EventStore, 'head' | 'readAll'>;
type Known = Pick<KeyStore, 'unknown' | 'knownUpTo' | 'setKnownUpTo'>;

/**
 * Refuses a key store of before some of the log was written, where that is sealed under a key that is neither there nor
 * destroyed: it would read as erased, and the next event would be sealed under a second key. What was looked at before is not
 * looked at again. STORE_REFUSED.
 */
export async function checkEveryKey(store: Log, keys: Known): Promise<void> {
  const after = await keys.knownUpTo();
  const head = await store.head();
  if (after >= head) return;
  for await (const { events } of store.readAll({ after })) {
    const sealed = events.flatMap(({ document }) => decodeStoredEvent(document).sealed);
    const unknown = await keys.unknown([...new Set(sealed.map(({ subject }) => subject))]);
    if (unknown.length > 0)
      throw refuseToOpen('The key store is older than the log: restore a later backup of keys.db.');
  }
  await keys.setKnownUpTo(head);
}

/**
 * Notes that whatever is in the log now was sealed under keys that are there, for each is durable before it seals. Where
 * that cannot be noted it is looked at again.
 */
export async function noteEveryKey(store: Log, keys: Known): Promise<void> {
  await store
    .head()
    .then((head) => keys.setKnownUpTo(head))
    .catch(() => undefined);
}
