/** How far one log's ledger is. */
export interface LedgerStatus {
  readonly origin: string;
  /** The last signed checkpoint, a C2SP signed note; absent where nothing is signed yet. */
  readonly checkpoint?: string;
  /** Why nothing more is signed, where something keeps it from it. */
  readonly failure?: string;
  /** Why the witnesses do not cosign it, where they do not. */
  readonly uncosigned?: string;
}

/** The ledgers of one record's logs, kept while it is open. */
export interface Ledgers {
  status(): readonly LedgerStatus[];
  /** Resolves once a log's checkpoint holds everything up to the position; rejects with STALE where it takes too long. */
  signed(origin: string, position: number): Promise<void>;
  /** Signs what is left, and lets go. */
  close(): Promise<void>;
}
