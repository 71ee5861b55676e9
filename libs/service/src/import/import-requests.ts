import { readFile } from 'node:fs/promises';
import { mayCommand, strangers, type Principal } from '#libs/access';
import { Rejected, type CommandType } from '#libs/contracts';
import type { FamilyRecord } from '../record.ts';
import { UnreadableFile, type ImportFault } from './faults.ts';
import { lookedUp } from './look-up.ts';
import { isStanding, sortedRequests, type Plan, type Sorted } from './plan.ts';
import { reportOf, type ImportReport } from './report.ts';
import type { RecordedRequest } from './standing.ts';
import { steadily } from './steadily.ts';
import { unfinished, Writer, type Followed } from './write.ts';

export interface ImportOptions {
  readonly record: FamilyRecord;
  /** The file: its path, or its bytes as they come. */
  readonly csv: string | AsyncIterable<Uint8Array>;
  /** Who imports; the role must be one that registers and triages. */
  readonly principal: Principal;
  /** The door it came in by, for the record of who was looked up. */
  readonly door: 'CLI' | 'OPERATOR';
  /** Checks and matches, and writes nothing. */
  readonly dryRun?: boolean;
  /** Takes the good requests where some are refused. */
  readonly acceptValid?: boolean;
  /** The most bytes it may have; TOO_LONG beyond. */
  readonly limit?: number;
  /** Told how many of the new requests stand, and of how many. */
  progress?(done: number, of: number): void;
}

/** What an import does in the record's name: whoever sends it must be allowed all of it. */
const COMMANDS: readonly CommandType[] = [
  'ReceiveRequest',
  'RegisterPerson',
  'RegisterFamily',
  'AddMember',
  'DetectPossibleDuplicate',
  'RaiseDataQualityFlag',
  'FlagDuplicateOfOpenWork',
];
const CATCHING_UP_MS = 120_000;

/** Imports into one record come one after another: each is compared with all that was registered before. */
const running = new WeakMap<FamilyRecord, Promise<unknown>>();

/**
 * Takes a file of requests for support into the record (the rule: the README of the request files). Everything is checked
 * before anything is written; where anything is refused nothing is, unless the good requests may be taken. The same
 * file again adds nothing, and a run that was cut short is completed. Throws `Rejected` where the caller may not, or the
 * record cannot.
 */
export async function importRequests(options: ImportOptions): Promise<ImportReport> {
  checkPermitted(options.principal);
  const file = await bytesOf(options.csv, options.limit ?? Infinity);
  const before = running.get(options.record) ?? Promise.resolve();
  const own = before.then(() => imported(file, options));
  running.set(
    options.record,
    own.catch(() => undefined),
  );
  return own;
}

function checkPermitted(principal: Principal): void {
  for (const command of COMMANDS)
    if (mayCommand(principal, command, strangers).effect === 'FORBID') throw new Rejected('NOT_PERMITTED');
}

async function bytesOf(csv: ImportOptions['csv'], limit: number): Promise<Uint8Array> {
  if (typeof csv === 'string') return readFile(csv);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of csv) {
    size += chunk.byteLength;
    if (size > limit) throw new Rejected('TOO_LONG', { bytes: limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function imported(file: Uint8Array, options: ImportOptions): Promise<ImportReport> {
  const { record, principal, door, acceptValid = false, dryRun = false } = options;
  const sorted = await sortedOrUnreadable(file, record);
  await record.projector.reached(await record.store.head(), CATCHING_UP_MS);
  const followed = await unfinishedIn(sorted.good, record);
  const incomplete = new Set(followed.map(({ standing }) => standing));
  const looking = { file, good: sorted.good, incomplete, principal, door };
  const plan = sorted.good.every(isStanding) ? NOTHING_NEW : await lookedUp(looking, record);

  const refused = [...sorted.refused, ...plan.refused];
  const isTaken = refused.length === 0 || acceptValid;
  const taken = isTaken ? plan.fresh : [];
  const writer = new Writer(record, principal);
  if (isTaken && !dryRun) {
    await writer.finish(followed);
    await writer.write(taken, (done) => options.progress?.(done, taken.length));
    await readable(writer.written.position, record);
  }
  return reportOf({ ...sorted, refused, taken, written: writer.written }, await record.store.head());
}

/** Whoever imported can read what came of it. What was written stands, even if the read models are long in coming. */
async function readable(position: number, { projector }: FamilyRecord): Promise<void> {
  await projector.reached(position, CATCHING_UP_MS).catch(() => undefined);
}

const NOTHING_NEW: Plan = { fresh: [], refused: [] };

type SortedFile = Sorted & { readonly unreadable: readonly ImportFault[] };

/** A file that cannot be read is refused as a whole. */
async function sortedOrUnreadable(file: Uint8Array, record: FamilyRecord): Promise<SortedFile> {
  try {
    return { ...(await sortedRequests(file, record)), unreadable: [] };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { references: 0, refused: [], good: [], unreadable: error.faults };
  }
}

async function unfinishedIn(
  good: Sorted['good'],
  record: FamilyRecord,
): Promise<(Followed & { readonly standing: RecordedRequest })[]> {
  const found: (Followed & { readonly standing: RecordedRequest })[] = [];
  for await (const standing of steadily(good.filter(isStanding))) {
    const followed = await unfinished(standing, record);
    if (followed.steps.length > 0) found.push({ ...followed, standing });
  }
  return found;
}
