export { formatCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
export { hashesOf, LogTree, wholeLeaves, type HashList } from './log-tree.ts';
export { formatNote, formatSignature, parseNote, parseSignature } from './note.ts';
export type { Note, NoteSignature } from './note.ts';
export { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts';
export type { Consistency, Inclusion } from './proof.ts';
export { parseVerifierKey, signed, signerFrom, verifiedBy } from './signing.ts';
export type { SignatureType, Signer, VerifierKey } from './signing.ts';
export { HASH_BYTES, leafHash, merkleRoot, nodeHash } from './tree.ts';
