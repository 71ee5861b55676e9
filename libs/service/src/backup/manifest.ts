import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { BadPlace } from './bad-place.ts';
import { linesOf, writeHashed } from './hashed-file.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const treeHash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const count = z.number().int().min(0);

/** Events from one position up to, not including, another. */
const segment = z.strictObject({
  file: z.string().regex(/^(record|access)-\d{12}\.ndjson$/),
  from: count,
  to: count,
  sha256,
});

const log = z.strictObject({
  origin: z.string(),
  /** How many there are, the root over them, and the heads with which the next segment goes on (`Frontier`). */
  events: count,
  root: treeHash,
  heads: z.array(treeHash),
  /** The last note that the log signed over some or all of them, and the last that witnesses cosigned. */
  checkpoint: z.string().nullable(),
  cosigned: z.string().nullable(),
  segments: z.array(segment),
});

const manifest = z.strictObject({
  backup: z.literal(1),
  /** Counts the times that this backup was gone on with. */
  run: z.number().int().min(1),
  /** By the machine's clock. */
  at: z.iso.datetime(),
  record: log,
  access: log,
  /** `apart`: in a folder of their own. */
  keys: z.strictObject({ file: z.string().regex(/^keys-\d{6}\.ndjson$/), sha256, apart: z.boolean() }),
});

export type Manifest = z.infer<typeof manifest>;
export type LogInBackup = z.infer<typeof log>;
export type SegmentInBackup = z.infer<typeof segment>;
export type LogName = 'record' | 'access';

const MANIFEST = 'manifest.ndjson';

/** Puts a manifest in the place of the one before: with it the backup is what it says, and nothing else in the folder is of it. */
export async function writeManifest(folder: string, said: Manifest): Promise<void> {
  await writeHashed(join(folder, MANIFEST), (line) => line(JSON.stringify(said)));
}

export function hasManifest(folder: string): boolean {
  return existsSync(join(folder, MANIFEST));
}

/** What a backup is made of. Throws `BadPlace` where the manifest is not there or not as it was written. */
export function readManifest(folder: string): Manifest {
  const lines = [...linesOf(join(folder, MANIFEST))].map(String);
  const parsed = manifest.safeParse(jsonOf(lines[0] ?? ''));
  if (!parsed.success || lines.length !== 1) throw notOne('it is not the manifest of a backup');
  for (const name of ['record', 'access'] as const) checkOrder(name, parsed.data[name]);
  return parsed.data;
}

/** The files that a manifest names, itself among them. */
export function filesOf({ record, access, keys }: Manifest): ReadonlySet<string> {
  return new Set([
    MANIFEST,
    ...(keys.apart ? [] : [keys.file]),
    ...[record, access].flatMap(({ segments }) => segments.map(({ file }) => file)),
  ]);
}

/** The name of the segment of a log that begins at a position. */
export function segmentFile(name: LogName, from: number): string {
  return `${name}-${String(from).padStart(12, '0')}.ndjson`;
}

/** The name of the file of keys of a run. */
export function keysFileOf(run: number): string {
  return `keys-${String(run).padStart(6, '0')}.ndjson`;
}

/** Whether a file is one that a backup may hold, so that a run may clear it away where no manifest names it. */
export function isOfBackup(file: string): boolean {
  return /^(manifest|(record|access)-\d{12}|keys-\d{6})\.ndjson(\.part)?$/.test(basename(file));
}

/** Whether a file is one that a run wrote which went on with a backup. */
export function isOfALaterRun(file: string): boolean {
  return isOfBackup(file) && !/-0{12}\.|-000001\.|\.part$/.test(file);
}

function checkOrder(name: LogName, { segments, events }: LogInBackup): void {
  let at = 0;
  for (const { file, from, to } of segments) {
    if (file !== segmentFile(name, from) || from !== at || to <= from)
      throw notOne(`its segments do not follow on one another at ${file}`);
    at = to;
  }
  if (at !== events) throw notOne(`its segments end at ${at} and not at ${events}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notOne(reason: string): BadPlace {
  return new BadPlace(reason, { file: MANIFEST });
}
