import { existsSync } from 'node:fs';
import { decodeStoredEvent } from '#libs/contracts';
import { openJournal } from '#libs/event-store';
import { nodesIn, type RegisteredNode } from '#libs/vault';
import { filesIn } from '../files.ts';
import { keyPlace } from '../keys/key-encryption-key.ts';
import { struckOffIn } from './nodes.ts';
import type { Settings } from '../settings/settings.ts';

/** A node that shares the record's keys, or did. */
export interface RecordNode extends RegisteredNode {
  /** Whether it is gone for good, by the log as far as this folder holds it. */
  readonly struckOff: boolean;
}

/** The nodes that share the record's keys; none where one node has them for itself. */
export async function recordNodes(
  settings: Pick<Settings, 'folder' | 'keys' | 'keysUser'>,
): Promise<readonly RecordNode[]> {
  const { keyService } = keyPlace(settings);
  if (keyService === undefined) return [];
  const gone = struckOff(filesIn(settings.folder).journalFile);
  return (await nodesIn(keyService)).map((node) => ({ ...node, struckOff: gone.has(node.id) }));
}

function struckOff(journalFile: string): ReadonlySet<unknown> {
  if (!existsSync(journalFile)) return new Set();
  const journal = openJournal(journalFile);
  try {
    return struckOffIn(journal.stream('store-record').map(({ document }) => decodeStoredEvent(document)));
  } finally {
    journal.close();
  }
}
