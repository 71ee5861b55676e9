import { emptyRoot, nodeHash } from './tree.ts';

/**
 * What of a Merkle tree is needed to go on with it, and nothing more: the heads of the full subtrees that its leaves fall
 * into, one for each bit of its size that is set.
 */
export class Frontier {
  readonly #heads: Uint8Array[];
  #size: number;

  /** Goes on from a tree of so many leaves, whose heads those are, the largest subtree's first. RangeError where they are not as many. */
  constructor(size = 0, heads: readonly Uint8Array[] = []) {
    if (ones(size) !== heads.length) throw new RangeError(`A tree of ${size} leaves has other heads.`);
    this.#size = size;
    this.#heads = [...heads];
  }

  /** The number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Of the full subtrees, the largest first. */
  get heads(): readonly Uint8Array[] {
    return this.#heads;
  }

  append(leaf: Uint8Array): void {
    let head = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2)
      head = nodeHash(this.#heads.pop() as Uint8Array, head);
    this.#heads.push(head);
    this.#size++;
  }

  /** The root over all leaves; SHA-256 of nothing where there are none. */
  root(): Uint8Array {
    if (this.#size === 0) return emptyRoot();
    return this.#heads.reduceRight((right, left) => nodeHash(left, right));
  }
}

function ones(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
