import { checkDocument, openJournal, StoreError, type Journal, type LoggedEvent } from '#libs/event-store';
import { leafHash, LogTree, verifyInclusion } from '#libs/ledger';
import { CheckpointFiles, ownCheckpoint, type SignedCheckpoint } from '../checkpoint-files.ts';
import { HashFile } from '../hash-file.ts';
import type { Verified, VerifySettings } from './verify-log.ts';

/** Verifies single events, and streams wholly, without going through the log: by their proofs to the last checkpoint. */
export function verifyEvents(
  settings: VerifySettings,
  { streams, positions }: { readonly streams: readonly string[]; readonly positions: readonly number[] },
): Verified {
  const files = new CheckpointFiles(settings.folder);
  const checkpoint = ownCheckpoint(files.read('checkpoint') ?? '', settings.origin, settings.keys);
  const journal = openJournal(settings.logFile);
  const hashes = new HashFile(files.hashes, { readOnly: true });
  try {
    const events = eventsOf(journal, streams, positions);
    const tree = new LogTree(hashes);
    const bad = events.find((event) => !isProven(event, tree, checkpoint));
    const gap = streams.find((stream) => hasGap(journal, stream));
    return judged(events.length, { checkpoint, bad, gap });
  } finally {
    hashes.close();
    journal.close();
  }
}

interface Found {
  readonly checkpoint: SignedCheckpoint | undefined;
  readonly bad: LoggedEvent | undefined;
  /** A stream that lacks an event. */
  readonly gap: string | undefined;
}

function judged(events: number, { checkpoint, bad, gap }: Found): Verified {
  const findings: string[] = [];
  if (checkpoint === undefined) findings.push('There is no checkpoint that this log signed.');
  if (bad !== undefined) findings.push(`Event ${bad.position} is not the one that was signed.`);
  if (gap !== undefined) findings.push(`An event of ${gap} is missing.`);
  const root = Buffer.from(checkpoint?.root ?? []).toString('base64');
  return {
    ok: findings.length === 0,
    events,
    root,
    checkpoint: checkpoint === undefined ? null : { size: checkpoint.size, root },
    firstBad: bad ? { position: bad.position, stream: bad.stream, revision: bad.revision } : null,
    findings,
  };
}

function eventsOf(
  journal: Journal,
  streams: readonly string[],
  positions: readonly number[],
): readonly LoggedEvent[] {
  const found = new Map<number, LoggedEvent>();
  for (const stream of streams) for (const event of journal.stream(stream)) found.set(event.position, event);
  for (const position of positions) {
    const [event] = journal.readAfter(position - 1, 1);
    if (event !== undefined) found.set(event.position, event);
  }
  return [...found.values()].sort((one, other) => one.position - other.position);
}

/** Whether its row is what its document says, and the document's proof leads to the checkpoint; what is newer has none yet. */
function isProven(event: LoggedEvent, tree: LogTree, checkpoint: SignedCheckpoint | undefined): boolean {
  if (!isWhole(event) || checkpoint === undefined) return false;
  const { position: index, document } = event;
  const { size, root } = checkpoint;
  if (index >= size) return true;
  const proof = tree.inclusionProof(index, size);
  return verifyInclusion({ index, size, leafHash: leafHash(document), proof, root });
}

function isWhole(event: LoggedEvent): boolean {
  try {
    checkDocument(event);
    return true;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}

function hasGap(journal: Journal, stream: string): boolean {
  return journal.stream(stream).some(({ revision }, index) => revision !== index);
}
