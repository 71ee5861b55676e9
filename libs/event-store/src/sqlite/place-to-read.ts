import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * By what name SQLite opens a database of a file for reading. To read one with a write-ahead log it puts files beside it; where
 * none is there and none can be put, as on a disk that can only be read, it is told to take the file as it stands.
 */
export function placeToRead(file: string): string | URL {
  const unmerged = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (unmerged > 0 || existsSync(`${file}-shm`) || mayBeWritten(dirname(file))) return file;
  const place = pathToFileURL(file);
  place.searchParams.set('immutable', '1');
  return place;
}

function mayBeWritten(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
