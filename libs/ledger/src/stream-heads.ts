import { hash } from 'node:crypto';
import { HASH_BYTES, nodeHash } from './tree.ts';

/** How a stream ended: its last revision, and the leaf of its last event in the log. */
export interface StreamHead {
  readonly stream: string;
  readonly revision: number;
  readonly leafHash: Uint8Array;
}

type Node = Leaf | Fork;

interface Leaf {
  readonly key: Uint8Array;
  readonly hash: Uint8Array;
}

interface Fork {
  zero: Node | undefined;
  one: Node | undefined;
  /** Undefined once something beneath was changed. */
  hash: Uint8Array | undefined;
}

/** What stands where no stream does. */
const NOTHING = new Uint8Array(HASH_BYTES);

/**
 * A map from every stream to how it ended, as a prefix tree: a stream's place is told by the bits of SHA-256(stream), the
 * highest first, as deep as it takes to stand alone; a fork is SHA-256(0x01 || zero || one), a place with nothing 32 zero
 * bytes. One root stands for all, and a path of a few hashes shows one stream's end, or that there is no such stream.
 */
export class StreamHeads {
  #root: Node | undefined;

  set(head: StreamHead): void {
    this.#root = inserted(this.#root, { key: keyOf(head.stream), hash: headHash(head) }, 0);
  }

  root(): Uint8Array {
    return hashOf(this.#root);
  }

  /** The siblings from the stream's place up to the root, lowest first. */
  path(stream: string): Uint8Array[] {
    const key = keyOf(stream);
    const siblings: Uint8Array[] = [];
    let node = this.#root;
    for (let depth = 0; node !== undefined && isFork(node); depth++) {
      const isOne = bit(key, depth) === 1;
      siblings.unshift(hashOf(isOne ? node.zero : node.one));
      node = isOne ? node.one : node.zero;
    }
    return siblings;
  }
}

/** Whether the path leads from the stream's head to the root; never throws. */
export function verifyStreamHead(head: StreamHead, path: readonly Uint8Array[], root: Uint8Array): boolean {
  const key = keyOf(head.stream);
  let reached = headHash(head);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const sibling = path[path.length - 1 - depth] ?? NOTHING;
    if (sibling.length !== HASH_BYTES) return false;
    reached = bit(key, depth) === 1 ? nodeHash(sibling, reached) : nodeHash(reached, sibling);
  }
  return path.length <= 8 * HASH_BYTES && Buffer.compare(reached, root) === 0;
}

/** SHA-256(0x00 || SHA-256(stream) || revision in 8 bytes, the highest first || leaf hash). */
function headHash({ stream, revision, leafHash }: StreamHead): Uint8Array {
  const bytes = Buffer.alloc(1 + HASH_BYTES + 8 + HASH_BYTES);
  bytes.set(keyOf(stream), 1);
  bytes.writeBigUInt64BE(BigInt(revision), 1 + HASH_BYTES);
  bytes.set(leafHash, 1 + HASH_BYTES + 8);
  return hash('sha256', bytes, 'buffer');
}

function keyOf(stream: string): Uint8Array {
  return hash('sha256', stream, 'buffer');
}

function inserted(node: Node | undefined, leaf: Leaf, depth: number): Node {
  if (node === undefined || (!isFork(node) && Buffer.compare(node.key, leaf.key) === 0)) return leaf;
  const fork = isFork(node) ? node : forked(node, depth);
  fork.hash = undefined;
  if (bit(leaf.key, depth) === 1) fork.one = inserted(fork.one, leaf, depth + 1);
  else fork.zero = inserted(fork.zero, leaf, depth + 1);
  return fork;
}

function forked(leaf: Leaf, depth: number): Fork {
  return bit(leaf.key, depth) === 1
    ? { zero: undefined, one: leaf, hash: undefined }
    : { zero: leaf, one: undefined, hash: undefined };
}

function hashOf(node: Node | undefined): Uint8Array {
  if (node === undefined) return NOTHING;
  if (isFork(node)) node.hash ??= nodeHash(hashOf(node.zero), hashOf(node.one));
  return node.hash ?? NOTHING;
}

function isFork(node: Node): node is Fork {
  return 'zero' in node;
}

function bit(key: Uint8Array, at: number): number {
  return ((key[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
}
