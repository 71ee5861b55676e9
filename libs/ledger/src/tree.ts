import { createHash, hash } from 'node:crypto';

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = 1;

/** SHA-256(0x00 || bytes): a leaf of the RFC 6962 Merkle tree, here over a stored event's document. */
export function leafHash(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(LEAF).update(bytes).digest();
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(1 + left.length + right.length);
  both[0] = NODE;
  both.set(left, 1);
  both.set(right, 1 + left.length);
  return hash('sha256', both, 'buffer');
}

/** What an empty log has for its root: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return hash('sha256', '', 'buffer');
}

/** The RFC 6962 tree head over leaf hashes in log order; SHA-256 of nothing where there are none. */
export function merkleRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  return leafHashes.length === 0 ? emptyRoot() : rootOf(leafHashes, 0, leafHashes.length);
}

/** The head of the tree over the leaves from `start` up to, not including, `end`; at least one. */
export function rootOf(leafHashes: readonly Uint8Array[], start: number, end: number): Uint8Array {
  const first = leafHashes[start];
  if (first === undefined || end <= start) throw new RangeError('A tree has at least one leaf.');
  if (end - start === 1) return first;
  const middle = start + splitOf(end - start);
  return nodeHash(rootOf(leafHashes, start, middle), rootOf(leafHashes, middle, end));
}

/** Where a tree of two leaves or more splits: the largest power of two below its size. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
