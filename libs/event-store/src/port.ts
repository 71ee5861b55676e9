/** An event to be written: `document` is the canonical JSON of the stored event, which names the same id and type. */
export interface NewEvent {
  id: string;
  type: string;
  document: Uint8Array;
}

/** An event in the log. Only `document` is the record; the other members are copies, which `checkDocument` compares. */
export interface LoggedEvent {
  position: number;
  stream: string;
  revision: number;
  id: string;
  type: string;
  document: Uint8Array;
}

/** The stream's last revision as the caller knows it. */
export type Expected = 'no-stream' | number;

/** Where an append's last event stands. */
export interface Appended {
  revision: number;
  position: number;
}

/** Part of a stream; `revision` is the stream's last, -1 where there is none. */
export interface StreamSlice {
  exists: boolean;
  revision: number;
  events: LoggedEvent[];
}

/** What an event's document says, as text, and where it stands. */
export interface LoggedText {
  position: number;
  revision: number;
  text: string;
}

/** A row of the log as it stands, nothing of it compared: `id` without hyphens, `text` the document read as UTF-8. */
export interface LoggedCopy extends LoggedText {
  /** null where the row names no stream. */
  stream: string | null;
  id: string;
  type: string;
  /** 1 for the last event of an append. */
  endsAppend: number;
}

/** Where a stream's last event stands. */
export interface StreamEnd {
  stream: string;
  revision: number;
  position: number;
}

/** Events whose stream begins with one of the prefixes and whose type is one of the types, as far as either is given. */
export interface Filter {
  streamPrefixes?: readonly string[];
  types?: readonly string[];
}

/** A page of the log: every matching event up to and including position `upTo`; `caughtUp` where that was the head. */
export interface Batch {
  events: LoggedEvent[];
  upTo: number;
  caughtUp: boolean;
}

export interface AppendOptions {
  expected: Expected;
  signal?: AbortSignal;
}

/** `from` and `to` are revisions, both inclusive, the lower and the upper whatever the direction. */
export interface StreamRange {
  from?: number;
  to?: number;
  backwards?: boolean;
  limit?: number;
}

export interface ReadStreamOptions extends StreamRange {
  signal?: AbortSignal;
}

/** `after` is a position, exclusive, -1 for the start; `limit` counts the events of all pages together. */
export interface ReadAllOptions {
  after?: number;
  filter?: Filter;
  limit?: number;
  signal?: AbortSignal;
}

export interface SubscribeOptions {
  after: number;
  filter?: Filter;
  signal: AbortSignal;
}

/** A signed checkpoint as a node shared it, with its revision there. */
export interface SharedCheckpoint {
  revision: number;
  note: string;
}

/** Signed checkpoints that the nodes of one log show each other, beside it: no leaf of the ledger. */
export interface SharedCheckpoints {
  /** At most `count`, newest first, from a revision down. */
  newest(count: number, from?: number): Promise<SharedCheckpoint[]>;
  /** Adds a note after the revision, -1 for the first; answers false where another was added there. */
  add(note: string, after: number): Promise<boolean>;
}

/**
 * Why a log goes on no more, or not by itself. WRITER_STOPPED: nothing is written until the service is started anew.
 * JOURNAL_NOT_FOLLOWED: this node's journal does not take in what its cluster has, though that can be reached.
 */
export type StoreFailure = 'WRITER_STOPPED' | 'JOURNAL_NOT_FOLLOWED';

/** One authority's log. Positions run 0, 1, 2, … without gaps; every failure is a `StoreError` or the signal's reason. */
export interface EventStore {
  /** Milliseconds since what can be read here was last known to be the whole log; left out where the log itself is here. */
  readonly unproven?: number;
  /** Left out where nothing fails but what whoever asked was told. */
  readonly failure?: StoreFailure | undefined;
  /** Left out where the log is one node's own. */
  readonly checkpoints?: SharedCheckpoints;
  /**
   * Writes all events or none, durably before it resolves. Sent again whole, with the same bytes and the same `expected`, it gives
   * the first answer and writes nothing. Aborting it works until it has been handed to the writer; from then on it is answered.
   */
  append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended>;
  /** The stream's events in order of revision, or newest first. */
  readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice>;
  /** At most `limit` of the stream's documents from a revision on, as text: the quickest way to what they say. */
  readTexts(stream: string, from: number, limit: number): Promise<LoggedText[]>;
  /** Pages of at most 500 events, in log order, up to the head at the time of the call. */
  readAll(options?: ReadAllOptions): AsyncIterable<Batch>;
  /**
   * Every event after `after`, as it is written, without end; aborting ends the iteration. The first batch comes at once, even
   * without events. `upTo` of a batch that has been handled is a sound checkpoint.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<Batch>;
  /** The stream's last revision, -1 where there is none; what stands up to it can be read. */
  revision(stream: string): Promise<number>;
  /** The names of all streams that begin with the prefix, in their order as text. */
  streams(prefix: string): Promise<string[]>;
  event(id: string): Promise<LoggedEvent | undefined>;
  /** The last position, -1 where the log is empty. */
  head(): Promise<number>;
  /** Answers what was already asked, then lets go of the log. */
  close(): Promise<void>;
}
