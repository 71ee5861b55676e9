import { HASH_BYTES, nodeHash, rootOf, splitOf } from './tree.ts';

/** The head of the tree over the leaves from `start` up to, not including, `end`. */
export type HeadOf = (start: number, end: number) => Uint8Array;

export interface Inclusion {
  index: number;
  size: number;
  leafHash: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}

export interface Consistency {
  oldSize: number;
  newSize: number;
  oldRoot: Uint8Array;
  newRoot: Uint8Array;
  proof: readonly Uint8Array[];
}

/** The siblings on the way from leaf `index` up to the root, lowest first (RFC 6962, 2.1.1). RangeError where there is no such leaf. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  return inclusionIn((start, end) => rootOf(leafHashes, start, end), index, leafHashes.length);
}

/** The same in a tree of `size` leaves of which only the heads are at hand. */
export function inclusionIn(headOf: HeadOf, index: number, size: number): Uint8Array[] {
  requireWithin(index, 0, size - 1);
  return siblings(headOf, index, 0, size);
}

/** Shows that the tree over the first `oldSize` leaves begins the whole one (RFC 6962, 2.1.2). RangeError outside 1 to the size. */
export function consistencyProof(leafHashes: readonly Uint8Array[], oldSize: number): Uint8Array[] {
  return consistencyIn((start, end) => rootOf(leafHashes, start, end), oldSize, leafHashes.length);
}

/** The same in a tree of `size` leaves of which only the heads are at hand. */
export function consistencyIn(headOf: HeadOf, oldSize: number, size: number): Uint8Array[] {
  requireWithin(oldSize, 1, size);
  return growth(headOf, { at: oldSize, start: 0, end: size, whole: true });
}

/** Whether the proof leads from the leaf to the root, whole and with nothing left over; never throws. */
export function verifyInclusion({ index, size, leafHash, proof, root }: Inclusion): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size || !areHashes([leafHash, ...proof])) return false;
  const led = climb(leafHash, index, size, proof);
  return led !== undefined && same(led, root);
}

/** Whether the proof leads to both roots, whole and with nothing left over; never throws. An old size of 0 proves nothing. */
export function verifyConsistency({ oldSize, newSize, oldRoot, newRoot, proof }: Consistency): boolean {
  if (!isIndex(oldSize) || !isIndex(newSize) || oldSize === 0 || oldSize > newSize) return false;
  if (!areHashes(proof)) return false;
  const led = climbBoth(oldSize, newSize, proof, oldRoot);
  return led !== undefined && same(led.before, oldRoot) && same(led.after, newRoot);
}

function siblings(headOf: HeadOf, index: number, start: number, end: number): Uint8Array[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...siblings(headOf, index, start, middle), headOf(middle, end)]
    : [...siblings(headOf, index, middle, end), headOf(start, middle)];
}

/** `whole`: the old tree's own root, which the verifier has, covers `start` to `at`. */
function growth(
  headOf: HeadOf,
  span: { at: number; start: number; end: number; whole: boolean },
): Uint8Array[] {
  const { at, start, end, whole } = span;
  if (at === end) return whole ? [] : [headOf(start, end)];
  const middle = start + splitOf(end - start);
  return at <= middle
    ? [...growth(headOf, { at, start, end: middle, whole }), headOf(middle, end)]
    : [...growth(headOf, { at, start: middle, end, whole: false }), headOf(start, middle)];
}

function climb(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  const sibling = proof.at(-1);
  if (size === 1) return sibling === undefined ? leaf : undefined;
  if (sibling === undefined) return undefined;
  const split = splitOf(size);
  const lower = proof.slice(0, -1);
  const left = index < split ? climb(leaf, index, split, lower) : sibling;
  const right = index < split ? sibling : climb(leaf, index - split, size - split, lower);
  return left && right && nodeHash(left, right);
}

interface Roots {
  before: Uint8Array;
  after: Uint8Array;
}

/** `oldRoot` is given as long as the old tree begins where this part does. */
function climbBoth(
  oldSize: number,
  newSize: number,
  proof: readonly Uint8Array[],
  oldRoot?: Uint8Array,
): Roots | undefined {
  if (oldSize === newSize) return shared(proof, oldRoot);
  const last = proof.at(-1);
  if (last === undefined) return undefined;
  const split = splitOf(newSize);
  const lower = proof.slice(0, -1);
  if (oldSize <= split) {
    const left = climbBoth(oldSize, split, lower, oldRoot);
    return left && { before: left.before, after: nodeHash(left.after, last) };
  }
  const right = climbBoth(oldSize - split, newSize - split, lower);
  return right && { before: nodeHash(last, right.before), after: nodeHash(last, right.after) };
}

/** The part both trees have whole: its root is known, or it is the one hash that is left. */
function shared(proof: readonly Uint8Array[], oldRoot: Uint8Array | undefined): Roots | undefined {
  const [root, ...surplus] = oldRoot === undefined ? proof : [oldRoot, ...proof];
  return root === undefined || surplus.length > 0 ? undefined : { before: root, after: root };
}

function isIndex(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.byteLength === HASH_BYTES);
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function requireWithin(value: number, least: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(`${value} is not from ${least} to ${most}.`);
  }
}
