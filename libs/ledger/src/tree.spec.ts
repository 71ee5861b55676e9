import { describe, expect, it } from '@jest/globals';
import { leafHash, merkleRoot, nodeHash } from './tree.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

describe('the Merkle tree', () => {
  it('hashes a leaf and a node as RFC 6962 does', () => {
    expect(hex(leafHash(text('')))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(hex(leafHash(text('L123456')))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(hex(nodeHash(text('N123'), text('N456')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });

  it('gives an empty log the hash of nothing', () => {
    expect(hex(merkleRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('gives a log of one event that event as its root', () => {
    const leaf = leafHash(text('only'));
    expect(merkleRoot([leaf])).toEqual(leaf);
  });

  it('splits at the largest power of two below the size', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((each) => leafHash(text(each))) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    expect(merkleRoot([a, b, c])).toEqual(nodeHash(nodeHash(a, b), c));
  });

  it('changes with the order of the events', () => {
    const [a, b] = ['a', 'b'].map((each) => leafHash(text(each))) as [Uint8Array, Uint8Array];
    expect(merkleRoot([a, b])).not.toEqual(merkleRoot([b, a]));
  });
});
