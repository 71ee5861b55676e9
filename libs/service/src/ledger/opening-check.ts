import { StoreError, checkDocument, type Journal, type LoggedEvent } from '#libs/event-store';
import { leafHash, type LogTree, type VerifierKey } from '#libs/ledger';
import { refuseToOpen } from '../refuse.ts';
import { ownCheckpoint, type CheckpointFiles, type SignedCheckpoint } from './checkpoint-files.ts';
import { readAnchor } from './durable-file.ts';

/** Where the checkpoints of a log are, and the keys that signed them. */
export interface KnownCheckpoints {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  readonly files: CheckpointFiles;
  readonly anchor?: string | undefined;
}

/** What is to go on from them. */
export interface Continuing {
  readonly journal: Journal;
  readonly tree: () => LogTree;
  /** Makes the tree anew from the log. */
  readonly rebuild: () => void;
}

/** Events before the last checkpoint whose bytes are compared with their leaves at each start. */
const COMPARED = 1_000;

/**
 * Refuses, in one line, a log that does not go on from a checkpoint that was signed: here, by a witness, or outside the
 * data folder. Answers the last one. What changed before the last thousand events is found by `fhr verify`.
 */
export function checkContinues(
  known: KnownCheckpoints,
  { journal, tree, rebuild }: Continuing,
): SignedCheckpoint | undefined {
  const last = checkpointIn(known.files.read('checkpoint'), 'The ledger\u2019s last checkpoint', known);
  const all = [last, ...cosigned(known)].filter((each) => each !== undefined);
  const size = journal.head() + 1;
  for (const each of all) if (each.size > size) throw rolledBack(known, each, size);
  if (all.some((each) => !leadsTo(tree(), each))) rebuild();
  for (const each of all) if (!leadsTo(tree(), each)) throw forked(known, each);
  if (last !== undefined) compareLast(known, journal, tree(), last.size);
  return last;
}

function cosigned(known: KnownCheckpoints): (SignedCheckpoint | undefined)[] {
  const { anchor, files } = known;
  const kept = anchor === undefined ? undefined : readAnchor(anchor);
  return [
    checkpointIn(files.read('cosigned'), 'The ledger\u2019s last cosigned checkpoint', known),
    checkpointIn(kept, `FHR_ANCHOR: the checkpoint in ${anchor}`, known),
  ];
}

function leadsTo(tree: LogTree, { size, root }: SignedCheckpoint): boolean {
  return tree.size >= size && Buffer.compare(tree.root(size), root) === 0;
}

/** The tree may have been kept and the log replaced: the last events it was made of must be the log's. */
function compareLast({ origin }: KnownCheckpoints, journal: Journal, tree: LogTree, size: number): void {
  const from = Math.max(0, size - COMPARED);
  const events = journal.readAfter(from - 1, size - from);
  for (let position = from; position < size; position++)
    if (!isLeaf(events[position - from], position, tree))
      throw refuseToOpen(
        `The log ${origin} was changed after it was signed: event ${position} is not the one that stood there. Run fhr verify --all; restore a backup.`,
      );
}

function isLeaf(event: LoggedEvent | undefined, position: number, tree: LogTree): boolean {
  if (event?.position !== position) return false;
  try {
    checkDocument(event);
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
  return Buffer.compare(leafHash(event.document), tree.leaf(position)) === 0;
}

function checkpointIn(
  note: string | undefined,
  where: string,
  { origin, keys }: KnownCheckpoints,
): SignedCheckpoint | undefined {
  if (note === undefined) return undefined;
  const found = ownCheckpoint(note, origin, keys);
  if (found === undefined)
    throw refuseToOpen(
      `${where} is not one that ${origin} signed: restore it, or the log and keys it is of.`,
    );
  return found;
}

function rolledBack({ origin }: KnownCheckpoints, { size: signed }: SignedCheckpoint, size: number): Error {
  return refuseToOpen(
    `The log ${origin} was rolled back: ${signed} events were signed, and it has ${size}. Restore the newest backup.`,
  );
}

function forked({ origin }: KnownCheckpoints, { size }: SignedCheckpoint): Error {
  return refuseToOpen(
    `The log ${origin} is another than was signed: its first ${size} events do not lead to the signed root. Run fhr verify --all; restore a backup.`,
  );
}
