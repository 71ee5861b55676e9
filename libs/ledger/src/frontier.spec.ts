import { describe, expect, it } from '@jest/globals';
import { Frontier } from './frontier.ts';
import { leafHashOfText, merkleRoot } from './tree.ts';

const leaves = Array.from({ length: 70 }, (_, n) => leafHashOfText(`event ${n}`));

describe('the heads of a growing tree', () => {
  it('lead to the tree’s own root at every size', () => {
    const frontier = new Frontier();
    for (const [size, leaf] of leaves.entries()) {
      expect(Buffer.from(frontier.root())).toEqual(Buffer.from(merkleRoot(leaves.slice(0, size))));
      frontier.append(leaf);
    }
    expect(frontier.size).toBe(70);
  });

  it('are all that is needed to go on from any size', () => {
    const grown = new Frontier();
    for (const leaf of leaves) {
      const goneOn = new Frontier(grown.size, grown.heads);
      for (const rest of leaves.slice(goneOn.size)) goneOn.append(rest);
      expect(Buffer.from(goneOn.root())).toEqual(Buffer.from(merkleRoot(leaves)));
      grown.append(leaf);
    }
  });

  it('are refused where a tree of that size has others', () => {
    expect(() => new Frontier(3, leaves.slice(0, 1))).toThrow(RangeError);
    expect(() => new Frontier(0, leaves.slice(0, 1))).toThrow(RangeError);
  });
});
