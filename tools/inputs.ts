import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function digest(paths: string[], counts: (path: string) => boolean): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.flatMap(filesUnder).filter(counts).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Does the work unless the files it depends on are, byte for byte, as they were after it was last done. */
export function unlessUnchanged(
  stamp: string,
  paths: string[],
  counts: (path: string) => boolean,
  work: () => void,
): void {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(paths, counts)) return;
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest(paths, counts));
}
