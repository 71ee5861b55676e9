export { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts';
export type { Consistency, Inclusion } from './proof.ts';
export { leafHash, merkleRoot, nodeHash } from './tree.ts';
