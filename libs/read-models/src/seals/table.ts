import type { SpanTable } from '../spans.ts';

/**
 * `seals`: each record that is or was sealed and by whom it is kept, by spans. `matches`: who was looked for, or came with
 * a request, and may be of a sealed record. `settlings`: how custodians settled a match, the last by a position the one that holds.
 */
export const sealTables = `
  CREATE TABLE seals_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE seals (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, seal TEXT NOT NULL,
    record TEXT NOT NULL, in_force INTEGER NOT NULL, ground TEXT, authority TEXT, authority_reference TEXT, reason TEXT,
    custodians TEXT NOT NULL, requested_by TEXT NOT NULL, approved_by TEXT NOT NULL, review_by TEXT NOT NULL
  ) STRICT;
  CREATE INDEX seals_in_order ON seals (since, from_position);
  CREATE INDEX seals_in_force ON seals (until) WHERE in_force = 1;
  CREATE TABLE matches (
    match TEXT PRIMARY KEY, seal TEXT NOT NULL, noted INTEGER NOT NULL, recorded_at TEXT NOT NULL, matched TEXT NOT NULL,
    found_in TEXT NOT NULL, by_role TEXT NOT NULL, by_agency TEXT NOT NULL, other TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX matches_of_seal ON matches (seal, noted);
  CREATE TABLE settlings (
    seal TEXT NOT NULL, match TEXT NOT NULL, position INTEGER NOT NULL, outcome TEXT,
    PRIMARY KEY (seal, match, position)
  ) STRICT, WITHOUT ROWID;
`;

export type SealSpan = {
  readonly since: number;
  readonly seal: string;
  readonly record: string;
  readonly in_force: number;
  readonly ground: string | null;
  readonly authority: string | null;
  readonly authority_reference: string | null;
  readonly reason: string | null;
  readonly custodians: string;
  readonly requested_by: string;
  readonly approved_by: string;
  readonly review_by: string;
};

export const sealTable: SpanTable<SealSpan> = {
  table: 'seals',
  id: 'seal',
  since: 'since',
  columns: [
    'since',
    'seal',
    'record',
    'in_force',
    'ground',
    'authority',
    'authority_reference',
    'reason',
    'custodians',
    'requested_by',
    'approved_by',
    'review_by',
  ],
};

/** What is sealed now, and who keeps it. */
export interface SealInForce {
  /** A family's stream, or a person's bare id. */
  readonly record: string;
  readonly custodians: readonly string[];
  /** special; null once erased */
  readonly ground: string | null;
}

/** A seal in the register, as of a position. */
export interface SealRow extends SealInForce {
  readonly seal: string;
  /** Position at which it was first sealed: the register's order and cursor. */
  readonly since: number;
  /** special; null once erased */
  readonly authority: string | null;
  readonly authorityReference: string | null;
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly reviewBy: string;
}

/** Somebody who may be of a sealed record. */
export interface SealedMatchRow {
  readonly match: string;
  readonly seal: string;
  /** Position at which it was noted. */
  readonly noted: number;
  readonly recordedAt: string;
  readonly matched: string;
  readonly foundIn: string;
  /** Who looked, or registered somebody. */
  readonly byRole: string;
  readonly byAgency: string;
  /** special; null where there is none, or once erased */
  readonly other: string | null;
  readonly settled: boolean;
  readonly outcome: string | null;
}

export interface SealFilter {
  /** Only those that this worker keeps. */
  readonly custodian?: string | undefined;
  /** Only those to be reviewed by this day. */
  readonly reviewBy?: string | undefined;
  /** Only those of whose custodians this is so for each. */
  readonly allCustodians?: ((custodian: string) => boolean) | undefined;
}
