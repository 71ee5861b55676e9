import { accessSync, constants, statfsSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** A file system that is kept in memory: Linux has one here. */
const MEMORY = '/dev/shm';
/** What two workers take beside their folders, and what the service wants free beside a record. */
const ROOM = 3 * 2 ** 30;

/**
 * What stays on the disk: the stores that keep what was written, what is killed while it writes, what runs where there is no
 * room left, and what two do in the same moment, which a disk makes longer. All else would only wait for it.
 */
const OF_THE_DISK =
  /^libs\/(event-store|vault)\/|backup[/.]|\/durable-|\/kill|-kills|\/stopping|\/nodes\/|-disk\.|out-of-room|\/two-/;

/** The variables of a file of tests that makes its folders in memory; none where they are of the disk, or memory is short. */
export function inMemory(path) {
  const isOfTheDisk = OF_THE_DISK.test(relative(root, path));
  return isOfTheDisk || process.env.TMPDIR !== undefined || !hasRoom() ? {} : { TMPDIR: MEMORY };
}

function hasRoom() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) >= ROOM;
  } catch {
    return false;
  }
}
