import { join } from 'node:path';
import { BadPlace } from './bad-place.ts';
import { lastDrill, type Drilled } from './drill.ts';
import { checkHash } from './hashed-file.ts';
import { hasManifest, readManifest, type Manifest } from './manifest.ts';

/** How a backup stands, as its files say. */
export interface BackupStanding {
  /** When it was gone on with last; milliseconds since 1970. */
  readonly at: number | undefined;
  readonly origin: string | undefined;
  /** The last time that it was put back and verified; undefined where it never was. */
  readonly drilled: Drilled | undefined;
  /** The first file that is not as it was written, and what is wrong with it, in a sentence. */
  readonly damage: string | undefined;
}

/**
 * Reads every file of a backup and holds it against its hash; what the events say and what was signed of them is told by
 * a drill. Undefined where there is no backup.
 */
export function backupStanding(folder: string): BackupStanding | undefined {
  if (!hasManifest(folder)) return undefined;
  let said: Manifest | undefined;
  try {
    said = readManifest(folder);
    checkFiles(folder, said);
    return { ...standing(folder, said), damage: undefined };
  } catch (error) {
    if (!(error instanceof BadPlace)) throw error;
    return { ...standing(folder, said), damage: error.sentence };
  }
}

function standing(folder: string, said: Manifest | undefined): Omit<BackupStanding, 'damage'> {
  return {
    at: said && Date.parse(said.at),
    origin: said?.record.origin,
    drilled: lastDrill(folder),
  };
}

function checkFiles(folder: string, { record, access, keys }: Manifest): void {
  for (const { file, sha256 } of [...record.segments, ...access.segments])
    checkHash(join(folder, file), sha256);
  if (!keys.apart) checkHash(join(folder, keys.file), keys.sha256);
}
