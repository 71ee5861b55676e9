import type { Proof, ProofAsked } from './proofs.ts';

/** How far one log's ledger is. */
export interface LedgerStatus {
  readonly origin: string;
  /** The last signed checkpoint, a C2SP signed note; absent where nothing is signed yet. */
  readonly checkpoint?: string;
  /** Why nothing more is signed, where something keeps it from it. */
  readonly failure?: string;
  /** Why nothing is signed ever again: the log says of itself what is not so. */
  readonly refused?: string;
  /** Why the witnesses do not cosign it, where they do not. */
  readonly uncosigned?: string;
}

/** How all streams ended when the log had so many events. */
export interface NotedHeads {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface EvidenceAsked {
  /** Positions in the log. */
  readonly positions: readonly number[];
  /** Streams, and the size of the log as of which they are shown to end. */
  readonly streams: readonly string[];
  readonly size: number;
}

/** What shows events to be in the log under a checkpoint, and streams to end where they do. */
export interface Evidence {
  readonly checkpoint: string;
  /** One for each position. */
  readonly proofs: readonly (readonly Uint8Array[])[];
  /** One for each stream. */
  readonly paths: readonly (readonly Uint8Array[])[];
}

/** What is asked of the ledger of the record itself. */
export interface Evidencing {
  /** As the log stands now. */
  heads(): Promise<NotedHeads>;
  /** Under the last checkpoint, or the last that was cosigned where it holds all that is asked. */
  evidence(asked: EvidenceAsked): Promise<Evidence>;
  /** A note of a text of the log's own, such as what a bundle is sealed with. */
  note(text: string): Promise<string>;
}

/** The ledgers of one record's logs, kept while it is open. */
export interface Ledgers extends Evidencing {
  status(): readonly LedgerStatus[];
  /** Resolves once a log's checkpoint holds everything up to the position; rejects with STALE where it takes too long. */
  signed(origin: string, position: number): Promise<void>;
  /** Resolves, in one line, once a log says of itself what is not so: nothing more is signed, and this node must stop. */
  refused(): Promise<string>;
  /** What is asked of the tree of one log, by its origin; undefined where there is none, or nothing signed that holds it. */
  prove(origin: string, asked: ProofAsked): Promise<Proof | undefined>;
  /** Signs what is left, and lets go. */
  close(): Promise<void>;
}
