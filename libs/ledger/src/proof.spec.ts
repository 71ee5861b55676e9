import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts';
import { leafHash, merkleRoot } from './tree.ts';

interface Case {
  name: string;
  proof: string[] | null;
  wantErr: boolean;
}
type InclusionCase = Case & { leafIdx: number; treeSize: number; root: string; leafHash: string };
type ConsistencyCase = Case & { size1: number; size2: number; root1: string; root2: string };

const inclusions = vectors('inclusion') as InclusionCase[];
const consistencies = vectors('consistency') as ConsistencyCase[];

describe('the public proof vectors', () => {
  it('has all 196', () => {
    expect([inclusions.length, consistencies.length]).toEqual([98, 98]);
  });

  it.each(inclusions)(
    'judges $name as its makers do',
    ({ leafIdx, treeSize, root, leafHash, proof, wantErr }) => {
      const holds = verifyInclusion({
        index: leafIdx,
        size: treeSize,
        root: bytes(root),
        leafHash: bytes(leafHash),
        proof: hashes(proof),
      });
      expect(holds).toBe(!wantErr);
    },
  );

  it.each(consistencies)(
    'judges $name as its makers do',
    ({ size1, size2, root1, root2, proof, wantErr }) => {
      const holds = verifyConsistency({
        oldSize: size1,
        newSize: size2,
        oldRoot: bytes(root1),
        newRoot: bytes(root2),
        proof: hashes(proof),
      });
      expect(holds).toBe(!wantErr);
    },
  );
});

describe('proofs of our own', () => {
  const leaves = Array.from({ length: 70 }, (_, index) => leafHash(Uint8Array.of(index)));
  const placed = fc
    .integer({ min: 1, max: leaves.length })
    .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }));

  it('shows every leaf to be in the tree, and no other in its place', () => {
    fc.assert(
      fc.property(placed, ({ size, index }) => {
        const tree = leaves.slice(0, size);
        const claim = { index, size, proof: inclusionProof(tree, index), root: merkleRoot(tree) };
        expect(verifyInclusion({ ...claim, leafHash: hashAt(index) })).toBe(true);
        expect(verifyInclusion({ ...claim, leafHash: leafHash(Uint8Array.of(200)) })).toBe(false);
        expect(verifyInclusion({ ...claim, leafHash: hashAt(index), index: index + 1 })).toBe(false);
      }),
    );
  });

  it('shows every earlier tree to be the beginning of a later one, and no other tree', () => {
    fc.assert(
      fc.property(placed, ({ size, index }) => {
        const oldSize = index + 1;
        const tree = leaves.slice(0, size);
        const oldRoot = merkleRoot(tree.slice(0, oldSize));
        const claim = {
          oldSize,
          newSize: size,
          newRoot: merkleRoot(tree),
          proof: consistencyProof(tree, oldSize),
        };
        expect(verifyConsistency({ ...claim, oldRoot })).toBe(true);
        expect(verifyConsistency({ ...claim, oldRoot: leafHash(oldRoot) })).toBe(false);
      }),
    );
  });

  it('detects any single changed bit of a proof', () => {
    const proof = inclusionProof(leaves, 33);
    const claim = { index: 33, size: leaves.length, leafHash: hashAt(33), root: merkleRoot(leaves) };
    for (let bit = 0; bit < proof.length * 256; bit++) {
      const changed = proof.map((hash) => Uint8Array.from(hash));
      const hash = changed[Math.floor(bit / 256)];
      const at = Math.floor((bit % 256) / 8);
      hash?.set([(hash[at] ?? 0) ^ (1 << (bit % 8))], at);
      expect(verifyInclusion({ ...claim, proof: changed })).toBe(false);
    }
  });

  it('refuses a hash of the wrong length, a proof that is too long and one that is too short', () => {
    const proof = inclusionProof(leaves, 5);
    const claim = { index: 5, size: leaves.length, leafHash: hashAt(5), root: merkleRoot(leaves) };
    expect(verifyInclusion({ ...claim, proof: [...proof, hashAt(0)] })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: [hashAt(0).subarray(1), ...proof.slice(1)] })).toBe(false);
  });

  it('makes no proof for a leaf or a size that the tree does not have', () => {
    expect(() => inclusionProof(leaves, leaves.length)).toThrow(RangeError);
    expect(() => consistencyProof(leaves, 0)).toThrow(RangeError);
    expect(() => consistencyProof(leaves, leaves.length + 1)).toThrow(RangeError);
  });

  function hashAt(index: number): Uint8Array {
    return leafHash(Uint8Array.of(index));
  }
});

function vectors(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../../test/vectors/merkle/${name}.json`, import.meta.url), 'utf8'),
  );
}

function bytes(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}

function hashes(proof: string[] | null): Uint8Array[] {
  return (proof ?? []).map(bytes);
}
