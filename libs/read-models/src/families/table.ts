import { FOREVER } from '../projection.ts';
import type { Unseen } from '../unseen.ts';
import type { SpanTable } from '../spans.ts';
import { levelDayTables } from './level-days.ts';
import { levelTables } from './levels.ts';

/**
 * `registered` is the position of the family's registration; `children` is JSON, child -> level; `episodes` holds each
 * family that ever held an episode, since when it last did; `request_links` which requests named a family, and of which
 * district they were. One event may change two families: an episode that goes on in another.
 */
export const familyTables = `
  CREATE TABLE spans (
    from_position INTEGER NOT NULL, until INTEGER NOT NULL, registered INTEGER NOT NULL, family TEXT NOT NULL,
    reference TEXT NOT NULL, status TEXT NOT NULL, district TEXT, members INTEGER NOT NULL, episode TEXT,
    opened INTEGER, opened_at TEXT, children TEXT, level TEXT, agency TEXT, keyworker TEXT,
    cover TEXT, cover_until TEXT, cover_said TEXT, merged_into TEXT, PRIMARY KEY (registered, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE spans_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE family_references (reference TEXT PRIMARY KEY, family TEXT NOT NULL, request TEXT) STRICT, WITHOUT ROWID;
  CREATE INDEX references_of_family ON family_references (family);
  CREATE TABLE members (
    person TEXT NOT NULL, family TEXT NOT NULL, from_position INTEGER NOT NULL, until INTEGER NOT NULL, role TEXT,
    lives_here TEXT, PRIMARY KEY (person, family, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_of_family ON members (family, from_position);
  CREATE TABLE episodes (
    episode TEXT NOT NULL, family TEXT NOT NULL, since INTEGER NOT NULL, opened INTEGER, opened_at TEXT, children TEXT,
    level TEXT, PRIMARY KEY (episode, family)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX episodes_of_family ON episodes (family);
  CREATE TABLE episode_children (child TEXT NOT NULL, episode TEXT NOT NULL, PRIMARY KEY (child, episode))
    STRICT, WITHOUT ROWID;
  CREATE INDEX children_of_episode ON episode_children (episode);
  CREATE TABLE residences (
    family TEXT NOT NULL, since TEXT NOT NULL, position INTEGER NOT NULL, district TEXT NOT NULL,
    PRIMARY KEY (family, since, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE requests (request TEXT PRIMARY KEY, district TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE request_links (
    request TEXT NOT NULL, family TEXT NOT NULL, position INTEGER NOT NULL, district TEXT NOT NULL,
    PRIMARY KEY (family, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX links_of_request ON request_links (request);
  ${levelTables}
  ${levelDayTables}
`;

export const familyIndexes = `
  CREATE INDEX spans_of_keyworker ON spans (keyworker, until) WHERE keyworker NOT NULL;
  CREATE INDEX spans_of_cover ON spans (cover, until) WHERE cover NOT NULL;
  CREATE INDEX spans_of_agency ON spans (agency, until) WHERE agency NOT NULL;
  CREATE INDEX spans_in_status ON spans (status, registered) WHERE until = ${FOREVER};
  CREATE INDEX spans_covered ON spans (cover_until) WHERE until = ${FOREVER} AND cover_until NOT NULL;
`;

export type FamilySpan = {
  readonly registered: number;
  readonly family: string;
  readonly reference: string;
  readonly status: FamilyStatus;
  readonly district: string | null;
  readonly members: number;
  readonly episode: string | null;
  readonly opened: number | null;
  readonly opened_at: string | null;
  readonly children: string | null;
  readonly level: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly cover: string | null;
  /** The last day meant, where one was, and the id of the event that says so. */
  readonly cover_until: string | null;
  readonly cover_said: string | null;
  readonly merged_into: string | null;
};

export const spanTable: SpanTable<FamilySpan> = {
  table: 'spans',
  id: 'family',
  since: 'registered',
  columns: [
    'registered',
    'family',
    'reference',
    'status',
    'district',
    'members',
    'episode',
    'opened',
    'opened_at',
    'children',
    'level',
    'agency',
    'keyworker',
    'cover',
    'cover_until',
    'cover_said',
    'merged_into',
  ],
};

/** A child may come back, and an episode that goes on elsewhere keeps its children. */
export const CHILD_OF = 'INSERT OR IGNORE INTO episode_children (child, episode) VALUES (?, ?)';

export const NO_COVER = { cover: null, cover_until: null, cover_said: null } as const;

/** What a family without an open episode has instead. */
export const NO_EPISODE = {
  episode: null,
  opened: null,
  opened_at: null,
  children: null,
  level: null,
  agency: null,
  keyworker: null,
  ...NO_COVER,
} as const;

/** A family in a list, as of a position. Nothing of it is personal. */
export interface FamilyRow {
  readonly family: string;
  readonly reference: string;
  /** Position of its registration: the list's order and cursor. */
  readonly registered: number;
  readonly status: FamilyStatus;
  /** Where it last moved to or was helped, else of its request. */
  readonly district: string | null;
  readonly members: number;
  /** The open episode and who holds it. */
  readonly episode: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  /** Who acts for the keyworker for a while, and the last day meant, where one was: named until somebody says that it is over. */
  readonly cover: string | null;
  readonly coverUntil: string | null;
  /** The highest level of its children in the open episode. */
  readonly level: string | null;
  /** The family that it was merged into. */
  readonly mergedInto: string | null;
}

/** REGISTERED: never helped yet. CLOSED: helped no longer, or in another family. */
export type FamilyStatus = 'REGISTERED' | 'OPEN' | 'CLOSED';

export interface FamilyFilter {
  readonly unseen?: Unseen | undefined;
  readonly district?: string | undefined;
  readonly status?: FamilyStatus | undefined;
  readonly level?: string | undefined;
  readonly keyworker?: string | undefined;
  readonly agency?: string | undefined;
}

export interface OpenEpisodeRow {
  readonly family: string;
  readonly episode: string;
  readonly child: string;
  readonly keyworker: string;
  /** Who acts for the keyworker for a while, and the last day meant, where one was: named until somebody says that it is over. */
  readonly cover: string | null;
  readonly coverUntil: string | null;
  readonly agency: string;
  /** The position at which it opened. */
  readonly opened: number;
}

/** Who holds the open help of a family. */
export interface HeldRow {
  readonly family: string;
  readonly episode: string;
  readonly keyworker: string;
  /** Who acts for the keyworker, and the last day meant, where one was. */
  readonly cover: string | null;
  readonly coverUntil: string | null;
}

/** Somebody was to act for a keyworker until a day that is past. */
export interface LapsedCover {
  readonly family: string;
  readonly keyworker: string;
  /** The id of the event that said until when. */
  readonly said: string;
}

export interface MemberRow {
  readonly family: string;
  readonly person: string;
  /** general; null once erased */
  readonly role: string | null;
}
