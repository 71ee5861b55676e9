import { describe, expect, it } from '@jest/globals';
import { StreamHeads, verifyStreamHead, type StreamHead } from './stream-heads.ts';
import { leafHash } from './tree.ts';

const heads = Array.from({ length: 300 }, (_, n): StreamHead => ({
  stream: `family-${n}`,
  revision: n % 7,
  leafHash: leafHash(Buffer.from(`${n}`)),
}));

describe('the map of how streams end', () => {
  it('has a root that depends on what it holds, and not on the order in which it came', () => {
    const root = mapOf(heads).root();
    expect(mapOf(heads.toReversed()).root()).toEqual(root);
    expect(mapOf([...heads, ...heads.map((head) => ({ ...head, revision: 9 }))]).root()).toEqual(
      mapOf(heads.map((head) => ({ ...head, revision: 9 }))).root(),
    );
    expect(mapOf(heads.slice(1)).root()).not.toEqual(root);
  });

  it('shows how each stream ended, and no other end for it', () => {
    const map = mapOf(heads);
    for (const head of heads) {
      const path = map.path(head.stream);
      expect(verifyStreamHead(head, path, map.root())).toBe(true);
      expect(verifyStreamHead({ ...head, revision: head.revision + 1 }, path, map.root())).toBe(false);
      expect(verifyStreamHead({ ...head, leafHash: leafHash(Buffer.of()) }, path, map.root())).toBe(false);
      expect(verifyStreamHead({ ...head, stream: 'family-x' }, path, map.root())).toBe(false);
      expect(verifyStreamHead(head, path.slice(1), map.root())).toBe(false);
      expect(verifyStreamHead(head, [...path, Buffer.alloc(32)], map.root())).toBe(false);
    }
  });

  it('follows changes as if it had been made anew', () => {
    const map = mapOf(heads.slice(0, 50));
    map.root();
    for (const head of heads.slice(50)) {
      map.set(head);
      map.root();
    }
    expect(map.root()).toEqual(mapOf(heads).root());
  });

  it('of nothing is 32 zero bytes, of one stream that stream’s end', () => {
    expect(Buffer.from(mapOf([]).root())).toEqual(Buffer.alloc(32));
    const [head] = heads;
    if (head === undefined) throw new Error('there are no heads');
    expect(mapOf([head]).path(head.stream)).toEqual([]);
    expect(verifyStreamHead(head, [], mapOf([head]).root())).toBe(true);
  });
});

function mapOf(of: readonly StreamHead[]): StreamHeads {
  const map = new StreamHeads();
  for (const head of of) map.set(head);
  return map;
}
