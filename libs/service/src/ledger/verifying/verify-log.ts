import { existsSync } from 'node:fs';
import { findDamage, openJournal } from '#libs/event-store';
import { LogTree, type VerifierKey } from '#libs/ledger';
import { CheckpointFiles, ownCheckpoint, type SignedCheckpoint } from '../checkpoint-files.ts';
import { readAnchor } from '../durable-file.ts';
import { HashFile } from '../hash-file.ts';
import { LogPass } from './log-pass.ts';
import { segmentsOf } from './segments.ts';

/** Where an event stands, as far as its row still says. */
export interface BadEvent {
  readonly position: number;
  readonly stream: string | null;
  readonly revision: number | null;
}

/** What was found in the stored bytes of a log. */
export interface Verified {
  readonly ok: boolean;
  /** How many events were read. */
  readonly events: number;
  /** The Merkle root over them, base64. */
  readonly root: string;
  /** The last checkpoint; where something is bad, the first that the log breaks. null where there is none. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  readonly firstBad: BadEvent | null;
  /** What is wrong, a sentence each. */
  readonly findings: readonly string[];
}

export interface VerifySettings {
  readonly origin: string;
  readonly logFile: string;
  /** The ledger's own folder. */
  readonly folder: string;
  readonly anchor?: string | undefined;
  /** The log's own keys. */
  readonly keys: readonly VerifierKey[];
  /** Runs on the caller's thread; unless said otherwise a small log does in part. */
  readonly inline?: boolean | undefined;
}

/**
 * Reads every stored byte of a log: compares each row with its document, each document with the tree, and the tree with
 * every checkpoint kept. Reads only, also while a service writes; what it adds meanwhile is read as far as it is there.
 */
export async function verifyLog(
  settings: VerifySettings,
  progress: (events: number) => void = () => undefined,
): Promise<Verified> {
  const damage = findDamage(settings.logFile, { inline: settings.inline ?? false });
  const known = checkpointsOf(settings);
  const pass = await passOver(settings, known.checkpoints, progress);
  return judged(settings, { ...known, pass, damage: await damage });
}

interface Found {
  readonly checkpoints: readonly SignedCheckpoint[];
  readonly strange: readonly string[];
  readonly pass: LogPass;
  readonly damage: string | undefined;
}

async function passOver(
  { logFile, folder, inline }: VerifySettings,
  checkpoints: readonly SignedCheckpoint[],
  progress: (events: number) => void,
): Promise<LogPass> {
  const journal = openJournal(logFile);
  const pass = new LogPass({ journal, checkpoints, hashes: new CheckpointFiles(folder).hashes });
  try {
    for await (const segment of segmentsOf(logFile, { until: journal.head() + 1, inline })) {
      const isWhole = pass.take(segment);
      progress(pass.events);
      if (!isWhole) break;
    }
    return pass;
  } finally {
    pass.close();
    journal.close();
  }
}

function checkpointsOf({ folder, anchor, origin, keys }: VerifySettings): {
  checkpoints: SignedCheckpoint[];
  strange: string[];
} {
  const files = new CheckpointFiles(folder);
  const notes = [...files.history(), files.read('checkpoint'), files.read('cosigned')];
  if (anchor !== undefined) notes.push(readAnchor(anchor));
  const there = notes.filter((note) => note !== undefined);
  const checkpoints = there.flatMap((note) => ownCheckpoint(note, origin, keys) ?? []);
  const strange =
    checkpoints.length < there.length ? ['A checkpoint that is kept is not one that this log signed.'] : [];
  return { checkpoints: checkpoints.sort((one, other) => one.size - other.size), strange };
}

function judged({ folder, logFile }: VerifySettings, found: Found): Verified {
  const { checkpoints, pass, damage } = found;
  const broken = pass.broken ?? checkpoints.find(({ size }) => size > pass.events);
  const bad = [pass.badCopy?.position, broken && changedAt(folder, broken, pass), damagedRow(damage)];
  const firstBad = bad.reduce(earlier);
  const reaching = checkpoints.find(({ size }) => firstBad !== undefined && size > firstBad);
  const findings = findingsOf(found, broken);
  return {
    ok: findings.length === 0,
    events: pass.events,
    root: Buffer.from(pass.root()).toString('base64'),
    checkpoint: shown(broken ?? reaching ?? checkpoints.at(-1)),
    firstBad: firstBad === undefined ? null : standing(logFile, firstBad),
    findings,
  };
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function findingsOf(
  { strange, checkpoints, pass, damage }: Found,
  broken: SignedCheckpoint | undefined,
): string[] {
  const { badCopy, differsAt } = pass;
  const findings = [...strange];
  if (checkpoints.length === 0 && pass.events > 0)
    findings.push(
      'No checkpoint of it is there: nothing says what it was. Start the service, which signs it as it is.',
    );
  if (damage !== undefined) findings.push(`The file is damaged: ${damage}.`);
  if (badCopy !== undefined) findings.push(`Event ${badCopy.position}: ${badCopy.fault}.`);
  if (broken !== undefined)
    findings.push(`The log does not lead to what was signed over ${broken.size} events.`);
  else if (differsAt !== undefined)
    findings.push(
      `ledger/hashes is not the log\u2019s from event ${differsAt}: remove it, and it is made again.`,
    );
  return findings;
}

/**
 * The first event that is not the one signed: the first whose leaf is not the tree's, where the tree kept beside the log
 * leads to the checkpoint; else it is one of those after the last checkpoint that holds, and the first of them stands for it.
 */
function changedAt(folder: string, broken: SignedCheckpoint, pass: LogPass): number {
  const file = new CheckpointFiles(folder).hashes;
  if (existsSync(file)) {
    const hashes = new HashFile(file, { readOnly: true });
    try {
      const tree = new LogTree(hashes);
      const isSigned = tree.size >= broken.size && Buffer.compare(tree.root(broken.size), broken.root) === 0;
      if (isSigned) return pass.differsAt ?? pass.events;
    } finally {
      hashes.close();
    }
  }
  return pass.soundUpTo;
}

/** The row at the position, as far as it can be read. */
function standing(logFile: string, position: number): BadEvent {
  const journal = openJournal(logFile);
  try {
    const [row] = journal.copies(position - 1, 1);
    const { stream, revision } = row?.position === position ? row : { stream: null, revision: null };
    return { position, stream, revision };
  } catch {
    return { position, stream: null, revision: null };
  } finally {
    journal.close();
  }
}

/** SQLite counts the rows from 1; positions have no gap. */
function damagedRow(damage = ''): number | undefined {
  const [, row] = /row (\d+) missing from index sqlite_autoindex_events/.exec(damage) ?? [];
  return row === undefined ? undefined : Number(row) - 1;
}

function shown(checkpoint: SignedCheckpoint | undefined): Verified['checkpoint'] {
  if (checkpoint === undefined) return null;
  return { size: checkpoint.size, root: Buffer.from(checkpoint.root).toString('base64') };
}
