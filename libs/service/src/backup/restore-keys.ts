import { closeSync, existsSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeKeyStore, type KeptKey } from '#libs/vault';
import { filesIn } from '../files.ts';
import { refuseSettings } from '../refuse.ts';
import type { Settings } from '../settings/settings.ts';
import { BadPlace } from './bad-place.ts';
import { linesOf } from './hashed-file.ts';
import { keyIn, keysHeaderIn } from './key-lines.ts';
import type { Manifest } from './manifest.ts';

export interface KeysToRestore {
  /** Of the record that is put back. */
  readonly settings: Pick<Settings, 'folder' | 'kekCommand'>;
  readonly origin: string;
  /** The file of keys. */
  readonly file: string;
  /** What its hash is to be; left out where it may be the file of another run. */
  readonly sha256?: string | undefined;
  /** Those whose key is not put back, for the log says that it was destroyed. */
  readonly erased: ReadonlySet<string>;
}

/** The file of keys that a backup has, or that was kept apart: in a folder the newest. */
export function keysFileIn(
  backup: string,
  { keys }: Manifest,
  apart: string | undefined,
): Pick<KeysToRestore, 'file' | 'sha256'> {
  if (apart === undefined && keys.apart)
    throw refuseSettings('--keys: the keys of this backup are kept apart: name their folder.');
  if (apart === undefined) return { file: join(backup, keys.file), sha256: keys.sha256 };
  if (!existsSync(apart)) throw refuseSettings(`--keys: there is nothing at ${apart}.`);
  if (!statSync(apart).isDirectory()) return { file: apart };
  const newest = readdirSync(apart)
    .filter((name) => /^keys-\d{6}\.ndjson$/.test(name))
    .sort()
    .at(-1);
  if (newest === undefined) throw refuseSettings(`--keys: there is no file of keys in ${apart}.`);
  return { file: join(apart, newest) };
}

/**
 * Makes the key store of the keys in a file, wrapped as they are, without those of whom the log says that they were
 * erased since: these stand in it as destroyed, and their bytes nowhere. Throws `BadPlace` where the file is not as it was
 * written, or of another record.
 */
export function restoreKeys({ settings, origin, file, sha256, erased }: KeysToRestore): void {
  const kept = keptIn({ file, sha256, origin });
  if (settings.kekCommand === undefined) putDevelopmentKek(settings.folder, kept.developmentKek);
  const known = new Set(kept.keys.flatMap((key) => ('subject' in key ? key.subject : [])));
  const never = [...erased].filter((subject) => !known.has(subject));
  makeKeyStore(filesIn(settings.folder).keysFile, [
    ...kept.keys.map((key) =>
      'subject' in key && erased.has(key.subject) ? { ...key, wrapped: null } : key,
    ),
    ...never.map((subject) => ({ subject, wrapped: null })),
  ]);
}

interface Kept {
  readonly keys: KeptKey[];
  readonly developmentKek: Uint8Array | undefined;
}

function keptIn({ file, sha256, origin }: Pick<KeysToRestore, 'file' | 'sha256' | 'origin'>): Kept {
  const name = basename(file);
  const keys: KeptKey[] = [];
  let developmentKek: Uint8Array | undefined;
  let line = 0;
  for (const text of linesOf(file, sha256)) {
    if (++line === 1) {
      if (keysHeaderIn(text)?.origin !== origin)
        throw new BadPlace(`it holds no keys of ${origin}`, { file: name, line });
      continue;
    }
    const key = keyIn(text);
    if (key === undefined) throw new BadPlace('it is no line of a file of keys', { file: name, line });
    if ('developmentKek' in key) developmentKek = key.developmentKek;
    else keys.push(key);
  }
  return { keys, developmentKek };
}

function putDevelopmentKek(folder: string, kek: Uint8Array | undefined): void {
  if (kek === undefined)
    throw refuseSettings(
      'FHR_KEK_COMMAND: must print the key-encryption key under which these keys were wrapped.',
    );
  const descriptor = openSync(join(folder, 'development.kek'), 'wx', 0o600);
  writeSync(descriptor, kek);
  closeSync(descriptor);
}
