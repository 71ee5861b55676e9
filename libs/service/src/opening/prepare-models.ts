import { existsSync } from 'node:fs';
import { openJournal } from '#libs/event-store';
import { buildAhead, type BuiltAhead } from '#libs/read-models';
import { replayTombstonesIn } from '../erasure/tombstones.ts';
import { filesIn } from '../files.ts';
import { keyEncryptionKey, keyPlace } from '../keys/key-encryption-key.ts';
import { refuseToOpen } from '../refuse.ts';
import type { Settings } from '../settings/settings.ts';
import { birthIn } from './store-birth.ts';

/**
 * Builds what this program reads beside what a running service of another version reads (`buildAhead`), and answers the
 * names of the models built. STORE_REFUSED where the folder holds no record.
 */
export async function prepareModels(
  settings: Settings,
  progress: (done: BuiltAhead) => void = () => undefined,
): Promise<string[]> {
  const files = { ...filesIn(settings.folder), ...keyPlace(settings) };
  const { origin } = birthIn(firstDocument(files.journalFile));
  const kek = await keyEncryptionKey(settings);
  await replayTombstonesIn(files, kek);
  return buildAhead({ ...files, origin, kek }, progress);
}

function firstDocument(journalFile: string): Uint8Array {
  if (!existsSync(journalFile)) throw refuseToOpen('FHR_DATA: the folder holds no store.');
  const journal = openJournal(journalFile);
  try {
    const [first] = journal.readAfter(-1, 1);
    if (first === undefined) throw refuseToOpen('FHR_DATA: the log is empty.');
    return first.document;
  } finally {
    journal.close();
  }
}
