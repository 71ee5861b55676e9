import { existsSync } from 'node:fs';
import { decodeStoredEvent } from '#libs/contracts';
import { openJournal, type LoggedEvent } from '#libs/event-store';
import { keptKeys } from '#libs/vault';
import { erasedIn } from '../erasure/tombstones.ts';
import { filesIn } from '../files.ts';
import { keyPlace } from './key-encryption-key.ts';
import type { Settings } from '../settings/settings.ts';

/** Somebody of whom something is sealed under a key that is gone, though nobody decided it. */
export interface LostKey {
  readonly subject: string;
  /** The first event that is sealed under it. */
  readonly position: number;
}

/** Events read at once. */
const PAGE = 500;

/**
 * Whose key is neither in the key store nor destroyed, by the store or by the log, in the order of the log. Reads the whole
 * log, opens no key, and changes nothing. Nobody where there is no log or no key store here.
 */
export async function lostKeys(settings: Pick<Settings, 'folder' | 'keys' | 'keysUser'>): Promise<LostKey[]> {
  const { journalFile, keysFile } = filesIn(settings.folder);
  if (!existsSync(journalFile) || (settings.keys === undefined && !existsSync(keysFile))) return [];
  const sealed = sealedIn(journalFile);
  // After the log: each key is durable before anything is sealed under it.
  for await (const each of keptKeys(keyPlace(settings))) if ('subject' in each) sealed.delete(each.subject);
  return [...sealed].map(([subject, position]) => ({ subject, position }));
}

/** Where each subject that the log does not say is erased was first sealed. */
function sealedIn(journalFile: string): Map<string, number> {
  const first = new Map<string, number>();
  const erased: string[] = [];
  for (const { position, document } of eventsIn(journalFile)) {
    const event = decodeStoredEvent(document);
    erased.push(...erasedIn(event));
    for (const { subject } of event.sealed) first.set(subject, first.get(subject) ?? position);
  }
  for (const subject of erased) first.delete(subject);
  return first;
}

function* eventsIn(journalFile: string): Generator<LoggedEvent, void, undefined> {
  const journal = openJournal(journalFile);
  try {
    for (let page = journal.readAfter(-1, PAGE); page.length > 0;) {
      yield* page;
      page = journal.readAfter(page.at(-1)?.position ?? Infinity, PAGE);
    }
  } finally {
    journal.close();
  }
}
