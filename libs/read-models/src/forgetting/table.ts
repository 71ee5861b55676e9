import type { SpanTable } from '../spans.ts';

/**
 * `holds` and `erasures` hold what each was from one position until another; `named` which of them name a record, by the id
 * it is named with; `erased` whose keys are gone, by bare ids; `restrictions` how many stand on a person now; `registered` every person, and `rules` how long records were to be kept, since when. Lists
 * are JSON.
 */
export const forgettingTables = `
  CREATE TABLE holds (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, hold TEXT NOT NULL,
    everything INTEGER NOT NULL, persons TEXT NOT NULL, families TEXT NOT NULL, requests TEXT NOT NULL,
    state TEXT NOT NULL, release_proposed INTEGER NOT NULL, placed_at TEXT NOT NULL, looked_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX holds_in_order ON holds (since, from_position);
  CREATE TABLE holds_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE erasures (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, erasure TEXT NOT NULL,
    persons TEXT NOT NULL, families TEXT NOT NULL, requests TEXT NOT NULL, state TEXT NOT NULL, ground TEXT,
    not_before TEXT, begun_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX erasures_in_order ON erasures (since, from_position);
  CREATE TABLE erasures_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE named (record TEXT NOT NULL, stream TEXT NOT NULL, PRIMARY KEY (record, stream)) STRICT, WITHOUT ROWID;
  CREATE TABLE erased (
    subject TEXT PRIMARY KEY, erasure TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE restrictions (person TEXT PRIMARY KEY, standing INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE registered (since INTEGER PRIMARY KEY, person TEXT NOT NULL) STRICT;
  CREATE TABLE rules (position INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT;
`;

export const forgettingIndexes = `
  CREATE INDEX holds_by_state ON holds (state, since);
  CREATE INDEX erasures_by_state ON erasures (state, since);
  CREATE INDEX erased_in_order ON erased (position);
`;

export type HoldState = 'STANDS' | 'RELEASED';

export type HoldSpan = {
  readonly since: number;
  readonly hold: string;
  readonly everything: number;
  readonly persons: string;
  readonly families: string;
  readonly requests: string;
  readonly state: HoldState;
  readonly release_proposed: number;
  readonly placed_at: string;
  readonly looked_at: string;
};

export const holdTable: SpanTable<HoldSpan> = {
  table: 'holds',
  id: 'hold',
  since: 'since',
  columns: [
    'since',
    'hold',
    'everything',
    'persons',
    'families',
    'requests',
    'state',
    'release_proposed',
    'placed_at',
    'looked_at',
  ],
};

/** DESTROYED: the keys are gone, and what was read of them is being purged. */
export const erasureStates = [
  'REQUESTED',
  'PROPOSED',
  'DECIDED',
  'REFUSED',
  'WITHDRAWN',
  'HALTED',
  'BEGUN',
  'DESTROYED',
  'CERTIFIED',
] as const;
export type ErasureState = (typeof erasureStates)[number];

export type ErasureSpan = {
  readonly since: number;
  readonly erasure: string;
  readonly persons: string;
  readonly families: string;
  readonly requests: string;
  readonly state: ErasureState;
  readonly ground: string | null;
  readonly not_before: string | null;
  readonly begun_at: string;
};

export const erasureTable: SpanTable<ErasureSpan> = {
  table: 'erasures',
  id: 'erasure',
  since: 'since',
  columns: [
    'since',
    'erasure',
    'persons',
    'families',
    'requests',
    'state',
    'ground',
    'not_before',
    'begun_at',
  ],
};

/** Persons by their bare ids, families and requests by their streams. */
interface NamedRecords {
  readonly persons: readonly string[];
  readonly families: readonly string[];
  readonly requests: readonly string[];
}

export interface HoldRow extends NamedRecords {
  readonly hold: string;
  /** Position at which it was placed: the list's order and cursor. */
  readonly since: number;
  readonly everything: boolean;
  readonly state: HoldState;
  readonly releaseProposed: boolean;
  /** When it was placed, and when it was last looked at: instants. */
  readonly placedAt: string;
  readonly lookedAt: string;
}

export interface ErasureRow extends NamedRecords {
  readonly erasure: string;
  /** Position at which it was asked for or proposed: the list's order and cursor. */
  readonly since: number;
  readonly state: ErasureState;
  readonly ground: string | null;
  /** The first day on which it may begin, once it is decided. */
  readonly notBefore: string | null;
  /** When it was asked for or proposed: an instant. */
  readonly askedAt: string;
}

/** Whose key is gone, since which position and instant, and by which erasure. */
export interface ErasedRow {
  readonly subject: string;
  readonly erasure: string;
  readonly position: number;
  readonly at: string;
}

export interface HoldFilter {
  readonly state?: HoldState | undefined;
  readonly releaseProposed?: boolean | undefined;
}

export interface ErasureFilter {
  readonly state?: ErasureState | undefined;
}
