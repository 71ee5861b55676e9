import { consistencyIn, inclusionIn } from './proof.ts';
import { emptyRoot, nodeHash, splitOf } from './tree.ts';

/** Hashes kept one after the other, and only ever added to. */
export interface HashList {
  readonly length: number;
  /** RangeError where there is none. */
  at(index: number): Uint8Array;
  add(hash: Uint8Array): void;
}

/**
 * A Merkle tree that grows with its log. Each full subtree's head is kept once, as soon as it is full, behind the heads it
 * was made of, so that a root or a proof reads and hashes a number that grows with the logarithm of the size only.
 */
export class LogTree {
  readonly #hashes: HashList;
  /** The full subtrees that the leaves so far fall into, the largest first: one for each bit of the size that is set. */
  readonly #peaks: { leaves: number; head: Uint8Array }[] = [];
  #size = 0;

  /** The tree that the hashes hold; what stands behind its last whole leaf must be cut off first (`wholeLeaves`). */
  constructor(hashes: HashList) {
    this.#hashes = hashes;
    const size = wholeLeaves(hashes.length);
    if (hashesOf(size) !== hashes.length) throw new RangeError('The hashes end within a leaf.');
    for (let rest = size; rest > 0;) {
      const leaves = largestPower(rest);
      this.#peaks.push({ leaves, head: this.#full(size - rest, leaves) });
      rest -= leaves;
    }
    this.#size = size;
  }

  /** The number of leaves. */
  get size(): number {
    return this.#size;
  }

  append(leaf: Uint8Array): void {
    this.#hashes.add(leaf);
    let peak = { leaves: 1, head: leaf };
    for (let left = this.#peaks.at(-1); left?.leaves === peak.leaves; left = this.#peaks.at(-1)) {
      peak = { leaves: left.leaves * 2, head: nodeHash(left.head, peak.head) };
      this.#hashes.add(peak.head);
      this.#peaks.pop();
    }
    this.#peaks.push(peak);
    this.#size++;
  }

  leaf(index: number): Uint8Array {
    return this.#full(index, 1);
  }

  /** The root over the first `size` leaves; of all unless said. */
  root(size = this.#size): Uint8Array {
    if (size > this.#size) throw new RangeError(`The tree has ${this.#size} leaves, not ${size}.`);
    if (size === this.#size && size > 0)
      return this.#peaks.map(({ head }) => head).reduceRight((right, left) => nodeHash(left, right));
    return size === 0 ? emptyRoot() : this.head(0, size);
  }

  /** The siblings from leaf `index` up to the root over the first `size` leaves (`inclusionProof`). */
  inclusionProof(index: number, size = this.#size): Uint8Array[] {
    return inclusionIn((start, end) => this.head(start, end), index, size);
  }

  /** Shows that the first `oldSize` leaves begin the first `size` (`consistencyProof`). */
  consistencyProof(oldSize: number, size = this.#size): Uint8Array[] {
    return consistencyIn((start, end) => this.head(start, end), oldSize, size);
  }

  /** The head of a part into which a tree over these leaves splits: it begins at a multiple of its size's highest power of two. */
  head(start: number, end: number): Uint8Array {
    const leaves = end - start;
    if (largestPower(leaves) === leaves) return this.#full(start, leaves);
    const middle = start + splitOf(leaves);
    return nodeHash(this.head(start, middle), this.head(middle, end));
  }

  /** The head of a full subtree: `leaves` is a power of two, and divides `start`. */
  #full(start: number, leaves: number): Uint8Array {
    return this.#hashes.at(hashesOf(start + leaves - 1) + Math.log2(leaves));
  }
}

/** How many hashes are kept for that many leaves: the leaves, and the heads of the full subtrees among them. */
export function hashesOf(leaves: number): number {
  let count = 0;
  for (let rest = leaves; rest > 0; rest = Math.floor(rest / 2)) count += rest;
  return count;
}

/** How many leaves are kept whole, with the heads they complete, in that many hashes. */
export function wholeLeaves(hashes: number): number {
  let leaves = Math.floor(hashes / 2);
  while (hashesOf(leaves + 1) <= hashes) leaves++;
  return leaves;
}

function largestPower(of: number): number {
  return splitOf(of + 1);
}
