/** A node that has the keys open, or had. */
export interface RegisteredNode {
  readonly id: string;
  /** Instants, UTC, by the clock of the key store. */
  readonly started: string;
  readonly seen: string;
  /** Up to which position of the log its read models hold nothing that was erased by then; -1 where it never said. */
  readonly purged: number;
}

/** The nodes that share a key store: whoever may hold, opened, what its keys opened. */
export interface NodeRegister {
  /** Says that a node begins, before it has any key. */
  register(node: string): Promise<void>;
  /** Says that a node is there still, and how far it has purged its read models, where it has. */
  seen(node: string, purged?: number): Promise<void>;
  /** Every node that ever began, in the order of their ids. */
  all(): Promise<readonly RegisteredNode[]>;
}
