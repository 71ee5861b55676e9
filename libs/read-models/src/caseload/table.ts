import { levelTables } from '../levels.ts';

/** A span holds from a position until before another; `opened` is the position of the episode's opening. */
export const caseloadTables = `
  CREATE TABLE episodes (episode TEXT PRIMARY KEY, opened INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE spans (
    opened INTEGER NOT NULL, from_position INTEGER NOT NULL, until INTEGER NOT NULL, is_open INTEGER NOT NULL,
    episode TEXT NOT NULL, family TEXT NOT NULL, opened_at TEXT, keyworker TEXT, agency TEXT, district TEXT NOT NULL,
    children TEXT NOT NULL, level TEXT, PRIMARY KEY (opened, from_position)
  ) STRICT, WITHOUT ROWID;
  ${levelTables}
`;

export const caseloadIndexes = `
  CREATE INDEX spans_by_keyworker ON spans (keyworker, opened) WHERE is_open = 1;
  CREATE INDEX spans_by_agency ON spans (agency, opened) WHERE is_open = 1;
`;

export type SpanRow = {
  readonly opened: number;
  readonly is_open: number;
  readonly episode: string;
  readonly family: string;
  readonly opened_at: string | null;
  readonly keyworker: string | null;
  readonly agency: string | null;
  readonly district: string;
  readonly children: string;
  readonly level: string | null;
};

export const caseloadColumns = [
  'opened',
  'is_open',
  'episode',
  'family',
  'opened_at',
  'keyworker',
  'agency',
  'district',
  'children',
  'level',
] as const;

/** An open episode under a keyworker and an agency, as of a position. */
export interface CaseloadRow {
  readonly episode: string;
  readonly family: string;
  /** Position of its opening: the list's order and cursor. */
  readonly opened: number;
  readonly openedAt: string | null;
  /** null only between the events of the append that opens it. */
  readonly keyworker: string | null;
  readonly agency: string | null;
  readonly district: string;
  readonly children: readonly string[];
  /** The highest of the children's levels. */
  readonly level: string | null;
}
