import type { Opened } from '#libs/contracts';
import type { SpanTable } from '../spans.ts';

/**
 * `samples`: how each stood, by spans; `cases`: what was drawn of it, and what stood by; `replacements`: which reserve came
 * in whose place. Lists and groups are JSON.
 */
export const sampleTables = `
  CREATE TABLE samples (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, sample TEXT NOT NULL,
    state TEXT NOT NULL, purpose TEXT NOT NULL, method TEXT NOT NULL, design TEXT NOT NULL, commitment TEXT, frame TEXT,
    seed TEXT, designed_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX samples_in_order ON samples (since, from_position);
  CREATE TABLE samples_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE cases (
    sample TEXT NOT NULL, episode TEXT NOT NULL, held_by TEXT NOT NULL, stratum TEXT NOT NULL, rank INTEGER NOT NULL,
    reserve INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (sample, stratum, rank)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE replacements (
    sample TEXT NOT NULL, position INTEGER NOT NULL, episode TEXT NOT NULL, replacement TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (sample, position)
  ) STRICT, WITHOUT ROWID;
`;

export const sampleIndexes = `
  CREATE INDEX samples_by_commitment ON samples (commitment, from_position) WHERE commitment NOT NULL;
`;

/** How far a sample is. */
export type SampleState = 'DESIGNED' | 'COMMITTED' | 'FROZEN' | 'DRAWN' | 'CLOSED';

export type SampleSpan = {
  readonly since: number;
  readonly sample: string;
  readonly state: SampleState;
  readonly purpose: string;
  readonly method: string;
  readonly design: string;
  readonly commitment: string | null;
  readonly frame: string | null;
  readonly seed: string | null;
  readonly designed_at: string;
};

export const sampleTable: SpanTable<SampleSpan> = {
  table: 'samples',
  id: 'sample',
  since: 'since',
  columns: [
    ...(['since', 'sample', 'state', 'purpose', 'method', 'design', 'commitment', 'frame', 'seed'] as const),
    'designed_at',
  ],
};

/** What was wanted of a sample, and what it is drawn from: as the events say. */
export type SampleDesignRow = Omit<Opened.SampleDesigned, 'designedBy'>;
export type FrozenFrameRow = Omit<Opened.FrameFrozen, 'frozenBy'>;

/** A sample, as of a position. Nothing of it is personal. */
export interface SampleRow {
  readonly sample: string;
  /** Position at which it was designed: the list's order and cursor. */
  readonly since: number;
  readonly state: SampleState;
  readonly design: SampleDesignRow;
  readonly commitment: string | null;
  readonly frame: FrozenFrameRow | null;
  /** Shown when it is drawn. */
  readonly seed: string | null;
  readonly designedAt: string;
}

/** A case of a sample, selected or standing by. */
export interface SampleCaseRow {
  readonly episode: string;
  /** The family that held it at the frame's position. */
  readonly heldBy: string;
  readonly stratum: string;
  readonly rank: number;
  /** It was drawn to stand by. */
  readonly reserve: boolean;
  /** The case in whose place it came; the reserve that came in its own, and why. */
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly reason: string | null;
}

export interface SampleFilter {
  readonly state?: SampleState | undefined;
  readonly purpose?: string | undefined;
}
