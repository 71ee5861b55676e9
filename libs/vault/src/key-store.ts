import type { NodeRegister } from './node-register.ts';

/** The store's own keys: for ids and references, for digests of commands about nobody, and for signing its ledgers. */
export type KeyName = 'ids' | 'digest' | 'ledger';

export const KEY_NAMES: readonly KeyName[] = ['ids', 'digest', 'ledger'];

/** How many bytes every key has. */
export const KEY = 32;

/** Where the keys are kept, apart from every event, so that they can be destroyed (safeguards.md, 2.2). */
export interface KeyStore {
  /** The nodes that share it; left out where it is one node's own. */
  readonly nodes?: NodeRegister;
  /** The subjects' 32-byte keys, made where there are none and durable before this resolves. Throws `Rejected` SUBJECT_ERASED. */
  getOrCreate(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** The keys that are there; those never made and those destroyed are absent. */
  find(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Those of the subjects whose keys were destroyed. */
  destroyed(subjects: readonly string[]): Promise<readonly string[]>;
  /** Those of the subjects for whom a key was neither made nor destroyed. */
  unknown(subjects: readonly string[]): Promise<readonly string[]>;
  /** Up to which position of the log every subject is known here; -1 where that was never looked at. */
  knownUpTo(): Promise<number>;
  setKnownUpTo(position: number): Promise<void>;
  named(name: KeyName): Promise<Uint8Array>;
  /** The keys are gone for ever once this resolves, and the subjects never get others. Does it again without harm. */
  destroy(subjects: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
