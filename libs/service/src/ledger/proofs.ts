import type { LogTree } from '#libs/ledger';
import type { LogLedger } from './log-ledger.ts';

/** What is asked of a log's tree. Sizes are numbers of events; without one the last checkpoint's counts. */
export type ProofAsked =
  | { readonly of: 'CHECKPOINT' }
  | { readonly of: 'INCLUSION'; readonly position: number; readonly size?: number | undefined }
  | { readonly of: 'CONSISTENCY'; readonly from: number; readonly size?: number | undefined };

/** A head of a log's tree, with what shows something under it. */
export interface Proof {
  /** The last checkpoint that was signed, a C2SP signed note; and the last that witnesses cosigned, where there is one. */
  readonly checkpoint: string;
  readonly cosigned?: string | undefined;
  /** What the proof is over: at most the checkpoint's size. */
  readonly size: number;
  readonly root: Uint8Array;
  /** Siblings from the leaf up (RFC 6962, 2.1.1), or the nodes of a consistency proof (2.1.2). */
  readonly hashes: readonly Uint8Array[];
  readonly leafHash?: Uint8Array;
  /** The root over the first `from` events. */
  readonly fromRoot?: Uint8Array;
}

/** The proof; undefined where nothing is signed yet that holds what is asked, or where it is of no event. */
export function proofOf({ checkpoint: last, files, tree }: LogLedger, asked: ProofAsked): Proof | undefined {
  if (last === undefined) return undefined;
  const size = sizeAsked(asked) ?? last.size;
  if (size > last.size || size < 1) return undefined;
  const shown = shownUnder(tree, size, asked);
  const head = { checkpoint: last.note, cosigned: files.read('cosigned'), size, root: tree.root(size) };
  return shown && { ...head, ...shown };
}

function sizeAsked(asked: ProofAsked): number | undefined {
  return asked.of === 'CHECKPOINT' ? undefined : asked.size;
}

function shownUnder(
  tree: LogTree,
  size: number,
  asked: ProofAsked,
): Pick<Proof, 'hashes' | 'leafHash' | 'fromRoot'> | undefined {
  switch (asked.of) {
    case 'CHECKPOINT':
      return { hashes: [] };
    case 'INCLUSION': {
      const { position } = asked;
      const holds = position < size;
      return holds
        ? { leafHash: tree.leaf(position), hashes: tree.inclusionProof(position, size) }
        : undefined;
    }
    case 'CONSISTENCY': {
      const { from } = asked;
      const holds = from >= 1 && from <= size;
      return holds ? { fromRoot: tree.root(from), hashes: tree.consistencyProof(from, size) } : undefined;
    }
  }
}
