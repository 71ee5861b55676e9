import type { EventType } from '#libs/contracts';
import type { Fact, FactOf } from './fact.ts';

export type Value = null | number | string | Uint8Array;

/** A projection's own tables: all it may read and change. */
export interface Tables {
  run(sql: string, ...values: Value[]): void;
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
  /** Indexes only readers need: made last when a model is built, which is far quicker. */
  readonly indexes?: string;
  /** Whether the model also keeps when the log came to be known: a row in `clock` for each advance. */
  readonly keepsTime?: boolean;
  readonly on?: Handlers;
  /** Called for every event of a known type, before its handler. */
  readonly each?: (fact: Fact, tables: Tables) => void;
}

/** `until` of a span that still lasts. */
export const FOREVER = Number.MAX_SAFE_INTEGER;
