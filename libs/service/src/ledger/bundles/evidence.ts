import { Rejected } from '#libs/contracts';
import { parseCheckpoint, parseNote } from '#libs/ledger';
import type { Evidence, EvidenceAsked, NotedHeads } from '../ledgers-api.ts';
import type { LogLedger } from '../log-ledger.ts';

/** How all streams of the log end now. */
export function headsOf(ledger: LogLedger): NotedHeads {
  while (!ledger.advance());
  if (ledger.refusal !== undefined) throw new Rejected('STORE_UNAVAILABLE');
  const { size } = ledger.tree;
  return { size, root: ledger.headsAt(size).root() };
}

/** What shows events and the ends of streams under a checkpoint: the last cosigned one where that is large enough. */
export function evidenceOf(ledger: LogLedger, { positions, streams, size }: EvidenceAsked): Evidence {
  const last = Math.max(...positions);
  const notes = [ledger.files.read('cosigned'), ledger.checkpoint?.note].filter((note) => note !== undefined);
  const checkpoint = notes.find((note) => last < sizeOf(note));
  if (checkpoint === undefined) throw new RangeError('Nothing is signed yet that holds all of these events.');
  const over = sizeOf(checkpoint);
  const heads = ledger.headsAt(size);
  return {
    checkpoint,
    proofs: positions.map((position) => ledger.tree.inclusionProof(position, over)),
    paths: streams.map((stream) => heads.path(stream)),
  };
}

function sizeOf(note: string): number {
  return parseCheckpoint(parseNote(note)?.text ?? '')?.size ?? 0;
}
