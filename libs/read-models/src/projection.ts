import type { EventType } from '#libs/contracts';
import type { Amending, Fact, FactOf } from './fact.ts';

export type Value = null | number | string | Uint8Array;

/** A projection's own tables: all it may read and change. */
export interface Tables {
  run(sql: string, ...values: Value[]): void;
  /** Inserts a row, and answers its rowid; undefined where it was not inserted. */
  enter(sql: string, ...values: Value[]): number | undefined;
  one<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  /** Rows read or written lately, so that they need not be read again; emptied whenever anything is undone. */
  readonly memory: Map<string, unknown>;
}

export type Handlers = { readonly [T in EventType]?: (fact: FactOf<T>, tables: Tables) => void };

/** A read model as a pure function from opened events to changes of its own tables. */
export interface Projection {
  readonly name: string;
  /** Raised with every change of tables or of what is written to them: the model is then built anew. */
  readonly version: number;
  readonly tables: string;
  /** Indexes that only readers need: made last when a model is built, which is far quicker. */
  readonly indexes?: string;
  /** Whether the model's `events` say when each was known; those it has none of then stand in `clock`. */
  readonly keepsTime?: boolean;
  readonly on?: Handlers;
  /** How what it holds of a stream is told again when an entry of the stream is corrected or voided. */
  readonly retold: readonly Retold[];
  /** Called for every event of a known type, before its handler. */
  readonly each?: (fact: Fact, tables: Tables) => void;
}

/** What a model holds of the streams of one category. */
export interface Retold {
  readonly category: string;
  readonly tables: readonly RetoldTable[];
  /** Handlers that write to these tables only, where the projection's own do more. */
  readonly on?: Handlers;
  /** The same of what is called for every event; it looks at events of the types in `heeds` only. */
  readonly each?: (fact: Fact, tables: Tables) => void;
  /** Types of event that `each` looks at, beside those with handlers. Amendments of any other type change nothing here. */
  readonly heeds?: ReadonlySet<string>;
  /** Called after the retelling, for rows of other things that this stream's events also change. */
  readonly then?: (amendment: Amending, tables: Tables) => void;
}

export interface RetoldTable {
  readonly table: string;
  /**
   * Which rows are the stream's: a condition with one `?` for its name, of a person's the bare id. The model's tables have
   * an index by which they are found, so that what a correction costs depends on its stream and not on the log.
   */
  readonly where: string;
  /** Said of rows that stand where an event of the stream does: `?` is then for a JSON list of its events' positions. */
  readonly byPositions?: true;
  /** Where rows hold from one position until another: the names of the two columns. Else rows say what is so now. */
  readonly spans?: { readonly from: string; readonly until: string };
  /** Rows that readers of the past still look things up by are never taken away. */
  readonly kept?: true;
}

/** Which rows are a stream's, of those that stand at the positions of its events. */
export const AT_ITS_EVENTS = {
  where: 'position IN (SELECT value FROM json_each(?))',
  byPositions: true,
} as const;

/** The columns of most tables of spans. */
export const SPAN = { from: 'from_position', until: 'until' } as const;

/** `until` of a span that still lasts. */
export const FOREVER = Number.MAX_SAFE_INTEGER;
