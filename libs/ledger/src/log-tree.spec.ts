import { describe, expect, it } from '@jest/globals';
import { hashesOf, LogTree, wholeLeaves, type HashList } from './log-tree.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { leafHash, merkleRoot } from './tree.ts';

const MOST = 130;
const leaves = Array.from({ length: MOST }, (_, index) => leafHash(Uint8Array.of(index)));

describe('a tree that grows with its log', () => {
  it('has at every size the root that RFC 6962 gives it, now and when it has grown on', () => {
    const tree = grown(MOST);
    for (let size = 0; size <= MOST; size++) {
      const root = merkleRoot(leaves.slice(0, size));
      expect(Buffer.from(grown(size).root())).toEqual(Buffer.from(root));
      expect(Buffer.from(tree.root(size))).toEqual(Buffer.from(root));
    }
  });

  it('gives for every leaf and every earlier size the proof that RFC 6962 gives', () => {
    const tree = grown(MOST);
    for (const size of [1, 2, 7, 64, 65, 97, MOST]) {
      const whole = leaves.slice(0, size);
      for (let index = 0; index < size; index++) {
        expect(tree.inclusionProof(index, size)).toEqual(buffers(inclusionProof(whole, index)));
        expect(tree.consistencyProof(index + 1, size)).toEqual(buffers(consistencyProof(whole, index + 1)));
      }
    }
  });

  it('goes on where it stopped, whatever the size', () => {
    for (let size = 0; size < MOST; size++) {
      const list = listOf(grown(size));
      const again = new LogTree(list);
      again.append(leaves[size] ?? Buffer.of());
      expect(again.size).toBe(size + 1);
      expect(Buffer.from(again.root())).toEqual(Buffer.from(merkleRoot(leaves.slice(0, size + 1))));
    }
  });

  it('knows of a list that was cut off anywhere how many leaves are whole', () => {
    for (let hashes = 0; hashes <= hashesOf(MOST); hashes++) {
      const whole = wholeLeaves(hashes);
      expect(hashesOf(whole)).toBeLessThanOrEqual(hashes);
      expect(hashesOf(whole + 1)).toBeGreaterThan(hashes);
    }
  });

  it('begins with whole leaves only, and answers nothing about what it does not hold', () => {
    const [first] = leaves;
    const half = inMemory([...(listOf(grown(3)).kept ?? []), first ?? Buffer.of()].slice(0, 5));
    expect(() => new LogTree(half)).toThrow(RangeError);
    expect(() => grown(3).root(4)).toThrow(RangeError);
    expect(() => grown(3).inclusionProof(3)).toThrow(RangeError);
  });
});

type Kept = HashList & { readonly kept: Uint8Array[] };

const lists = new WeakMap<LogTree, Kept>();

function grown(size: number): LogTree {
  const list = inMemory();
  const tree = new LogTree(list);
  for (const leaf of leaves.slice(0, size)) tree.append(leaf);
  lists.set(tree, list);
  return tree;
}

function listOf(tree: LogTree): Kept {
  return lists.get(tree) ?? inMemory();
}

function inMemory(kept: Uint8Array[] = []): Kept {
  return {
    kept,
    get length() {
      return kept.length;
    },
    at: (index) => {
      const hash = kept[index];
      if (hash === undefined) throw new RangeError(`there is no hash ${index}`);
      return hash;
    },
    add: (hash) => void kept.push(hash),
  };
}

function buffers(hashes: readonly Uint8Array[]): Buffer[] {
  return hashes.map((hash) => Buffer.from(hash));
}
