import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { refuseSettings } from '../refuse.ts';

/** Puts a text in a file's place, whole and durable, whatever happens meanwhile; readable by its owner only. */
export function replaceFile(file: string, text: string): void {
  const beside = `${file}.new`;
  const descriptor = openSync(beside, 'w', 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, file);
  syncFolder(dirname(file));
}

/** What a file holds; undefined where there is none. */
export function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * The checkpoint in the file that FHR_ANCHOR names; undefined where none was kept yet. SETTINGS_REFUSED where none can be
 * kept there: a disk that is not mounted would let a folder that was rolled back open.
 */
export function readAnchor(file: string): string | undefined {
  const isFolder = (path: string): boolean =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder(dirname(file)))
    throw refuseSettings(`FHR_ANCHOR: ${dirname(file)} is no folder that is there.`);
  if (isFolder(file)) throw refuseSettings(`FHR_ANCHOR: ${file} is a folder, and must be a file.`);
  return readIfThere(file);
}

/** Makes the names in a folder durable. Windows has no descriptor for one, and keeps its names without. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
