import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keptKeys } from '#libs/vault';
import { keyPlace } from '../keys/key-encryption-key.ts';
import type { Settings } from '../settings/settings.ts';
import { writeHashed } from './hashed-file.ts';
import { keyLine } from './key-lines.ts';
import { keysFileOf } from './manifest.ts';

export interface CopyingKeys {
  readonly settings: Pick<Settings, 'folder' | 'kekCommand' | 'keys' | 'keysUser'>;
  /** Where the keys are kept: the backup's folder, or one apart. */
  readonly folder: string;
  readonly run: number;
  readonly origin: string;
  /** How many events of the record were read before. */
  readonly events: number;
}

export interface CopiedKeys {
  readonly file: string;
  readonly sha256: string;
  /** Subjects whose keys there are, or were. */
  readonly subjects: number;
}

/** Writes all keys, wrapped as they are, after the events that they open: a key is durable before an event is sealed with it. */
export async function copyKeys({ settings, folder, run, origin, events }: CopyingKeys): Promise<CopiedKeys> {
  const file = keysFileOf(run);
  let subjects = 0;
  const sha256 = await writeHashed(join(folder, file), async (line) => {
    line(JSON.stringify({ keys: 1, origin, at: new Date().toISOString(), events }));
    const kek = developmentKekIn(settings);
    if (kek !== undefined) line(keyLine({ developmentKek: kek }));
    for await (const key of keptKeys(keyPlace(settings))) {
      line(keyLine(key));
      if ('subject' in key) subjects++;
    }
  });
  return { file, sha256, subjects };
}

/** Removes the files of keys of the runs before: what was erased since stands in them. */
export function removeOlderKeys(folder: string, run: number): void {
  for (let before = run - 1; before > 0 && existsSync(join(folder, keysFileOf(before))); before--)
    rmSync(join(folder, keysFileOf(before)));
}

/** Without it nothing of a development folder opens; elsewhere it stands in no file. */
function developmentKekIn({ folder, kekCommand }: CopyingKeys['settings']): Uint8Array | undefined {
  const file = join(folder, 'development.kek');
  return kekCommand === undefined && existsSync(file) ? readFileSync(file) : undefined;
}
