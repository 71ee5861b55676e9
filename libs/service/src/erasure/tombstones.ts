import { decodeStoredEvent, parseStoredEvent, type StoredEvent } from '#libs/contracts';
import { openSqliteStore, type EventStore } from '#libs/event-store';
import { openKeyStore, type KeyPlace, type KeyStore } from '#libs/vault';
import { textsOf } from '../door/streams.ts';

/** Everybody of whom the log said by a position that their key was destroyed; of whom it says so later may be among them. */
export interface Tombstones {
  readonly erased: readonly string[];
  readonly position: number;
}

/**
 * Destroys again every key of which the log says that it was destroyed: a key store that was put back from a backup may
 * have it still. Nothing is to be opened before this resolves.
 */
export async function replayTombstones(
  store: Pick<EventStore, 'head' | 'streams' | 'readTexts'>,
  keys: Pick<KeyStore, 'destroy'>,
): Promise<Tombstones> {
  const position = await store.head();
  const erased = await erasedSubjects(store);
  if (erased.length > 0) await keys.destroy(erased);
  return { erased, position };
}

async function erasedSubjects(store: Pick<EventStore, 'streams' | 'readTexts'>): Promise<string[]> {
  const erased: string[] = [];
  for (const stream of await store.streams('erasure-'))
    for await (const page of textsOf(stream, store))
      erased.push(...page.flatMap(({ text }) => erasedIn(parseStoredEvent(text))));
  return erased;
}

/** The same for a log and keys in files, for who opens what is sealed beside the service. */
export async function replayTombstonesIn(
  { journalFile, ...place }: KeyPlace & { readonly journalFile: string },
  kek: Uint8Array,
): Promise<void> {
  const store = await openSqliteStore({ file: journalFile, readOnly: true });
  try {
    const keys = await openKeyStore({ ...place, kek });
    try {
      await replayTombstones(store, keys);
    } finally {
      await keys.close();
    }
  } finally {
    await store.close();
  }
}

/** Whose key a stored event says was destroyed; nobody's where it says something else. */
export function erasedBy(document: Uint8Array): string[] {
  return erasedIn(decodeStoredEvent(document));
}

/** The same of an event that was read already. */
export function erasedIn({ type, data: { subject } }: Pick<StoredEvent, 'type' | 'data'>): string[] {
  return type === 'SubjectKeyDestroyed' && typeof subject === 'string' ? [subject] : [];
}
