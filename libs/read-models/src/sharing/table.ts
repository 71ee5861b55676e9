import type { Unseen } from '../unseen.ts';
import type { Columns, SpanTable } from '../spans.ts';

/**
 * `voices` holds what each person said last about agreement for another or themselves, at which position and of which day;
 * `lapses` whose parental responsibility for whom ended at which; `disclosures` what was asked to be
 * shared, and what came of it; `glass_uses` who opened a family's record in an emergency. Lists are JSON.
 */
export const sharingTables = `
  CREATE TABLE voices (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, voice TEXT NOT NULL,
    stream TEXT NOT NULL, person TEXT NOT NULL, by TEXT NOT NULL, says TEXT NOT NULL, agencies TEXT NOT NULL,
    formerly TEXT NOT NULL, said INTEGER NOT NULL, said_on TEXT NOT NULL, said_by TEXT NOT NULL
  ) STRICT;
  CREATE INDEX voices_in_order ON voices (since, from_position);
  CREATE INDEX voices_about ON voices (person, from_position);
  CREATE INDEX voices_of_stream ON voices (stream);
  CREATE TABLE voices_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE lapses (
    person TEXT NOT NULL, holder TEXT NOT NULL, position INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    ended_on TEXT NOT NULL, PRIMARY KEY (person, holder, position, since)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE disclosures (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, disclosure TEXT NOT NULL,
    family TEXT NOT NULL, agency TEXT, person TEXT, state TEXT NOT NULL, overridden INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL, in_error INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX disclosures_in_order ON disclosures (since, from_position);
  CREATE TABLE disclosures_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE glass_uses (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, since INTEGER NOT NULL, use TEXT NOT NULL,
    worker TEXT NOT NULL, family TEXT NOT NULL, used_at TEXT NOT NULL, open_until TEXT NOT NULL, outcome TEXT,
    reviewed_by TEXT
  ) STRICT;
  CREATE INDEX glass_uses_in_order ON glass_uses (since, from_position);
  CREATE TABLE glass_uses_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

export const sharingIndexes = `
  CREATE INDEX disclosures_of_family ON disclosures (family, since);
  CREATE INDEX disclosures_to_agency ON disclosures (agency, since) WHERE agency NOT NULL;
`;

/** AGREES, REFUSES, or WITHDREW what was agreed. */
export type Says = 'AGREES' | 'REFUSES' | 'WITHDREW';

export type VoiceSpan = Columns & {
  readonly since: number;
  readonly voice: string;
  readonly stream: string;
  readonly person: string;
  readonly by: string;
  readonly says: Says;
  readonly agencies: string;
  readonly formerly: string;
  readonly said: number;
  /** The first and the last London day on which that may have been. */
  readonly said_on: string;
  readonly said_by: string;
};

export const voiceTable: SpanTable<VoiceSpan> = {
  table: 'voices',
  id: 'voice',
  since: 'since',
  columns: [
    'since',
    'voice',
    'stream',
    'person',
    'by',
    'says',
    'agencies',
    'formerly',
    'said',
    'said_on',
    'said_by',
  ],
};

/** REQUESTED: not decided yet. TO_DISCLOSE: decided, and not shared yet. */
export type DisclosureState = 'REQUESTED' | 'WITHHELD' | 'TO_DISCLOSE' | 'DISCLOSED';

export type DisclosureSpan = Columns & {
  readonly since: number;
  readonly disclosure: string;
  readonly family: string;
  readonly agency: string | null;
  readonly person: string | null;
  readonly state: DisclosureState;
  readonly overridden: number;
  readonly acknowledged: number;
  readonly in_error: number;
};

export const disclosureTable: SpanTable<DisclosureSpan> = {
  table: 'disclosures',
  id: 'disclosure',
  since: 'since',
  columns: [
    'since',
    'disclosure',
    'family',
    'agency',
    'person',
    'state',
    'overridden',
    'acknowledged',
    'in_error',
  ],
};

/** What somebody said last about agreement for a person, as of a position. */
export interface VoiceRow {
  readonly person: string;
  readonly by: string;
  readonly says: Says;
  readonly agencies: readonly string[];
  /** Agencies that were named before, and are no longer. */
  readonly formerly: readonly string[];
  /** The parental responsibility of whoever said it ended since. */
  readonly lapsed: boolean;
}

/** A disclosure in a list, as of a position. Nothing of it is personal. */
export interface DisclosureRow {
  readonly disclosure: string;
  readonly family: string;
  /** The agency that it is for; null where it is for a person. */
  readonly agency: string | null;
  /** Position at which it was asked for or decided: the list's order and cursor. */
  readonly since: number;
  readonly state: DisclosureState;
  /** A manager decided otherwise. */
  readonly overridden: boolean;
  readonly acknowledged: boolean;
  /** An error in it was notified. */
  readonly inError: boolean;
}

export interface DisclosureFilter {
  readonly unseen?: Unseen | undefined;
  readonly family?: string | undefined;
  readonly agency?: string | undefined;
  readonly state?: DisclosureState | undefined;
  readonly overridden?: boolean | undefined;
  readonly inError?: boolean | undefined;
}

export type GlassSpan = Columns & {
  readonly since: number;
  readonly use: string;
  readonly worker: string;
  readonly family: string;
  readonly used_at: string;
  readonly open_until: string;
  readonly outcome: string | null;
  readonly reviewed_by: string | null;
};

export const glassTable: SpanTable<GlassSpan> = {
  table: 'glass_uses',
  id: 'use',
  since: 'since',
  columns: ['since', 'use', 'worker', 'family', 'used_at', 'open_until', 'outcome', 'reviewed_by'],
};

/** One time a worker broke the glass: references only. */
export interface GlassUseRow {
  readonly use: string;
  /** Position at which it was broken: the list's order and cursor. */
  readonly since: number;
  readonly worker: string;
  readonly family: string;
  readonly usedAt: string;
  readonly openUntil: string;
  /** What the review found, a code of `break-glass-outcome`; null until it was reviewed. */
  readonly outcome: string | null;
  readonly reviewedBy: string | null;
}

export interface GlassFilter {
  readonly worker?: string | undefined;
  /** Only those that nobody has reviewed yet. */
  readonly unreviewed?: boolean | undefined;
  readonly unseen?: Unseen | undefined;
}
