import { levelTables } from '../levels.ts';

/** A span holds from a position until before another; `registered` is the position of the family's registration. */
export const familyTables = `
  CREATE TABLE families (
    family TEXT PRIMARY KEY, registered INTEGER NOT NULL, reference TEXT NOT NULL UNIQUE
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE spans (
    registered INTEGER NOT NULL, from_position INTEGER NOT NULL, until INTEGER NOT NULL, family TEXT NOT NULL,
    reference TEXT NOT NULL, status TEXT NOT NULL, district TEXT, members INTEGER NOT NULL, episode TEXT, agency TEXT,
    keyworker TEXT, level TEXT, PRIMARY KEY (registered, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE members (
    person TEXT NOT NULL, family TEXT NOT NULL, from_position INTEGER NOT NULL, until INTEGER NOT NULL, role TEXT,
    PRIMARY KEY (person, family, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_by_family ON members (family);
  CREATE TABLE episodes (episode TEXT PRIMARY KEY, family TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE requests (request TEXT PRIMARY KEY, family TEXT, district TEXT NOT NULL) STRICT;
  CREATE INDEX requests_by_family ON requests (family);
  ${levelTables}
`;

export const familyIndexes = 'CREATE INDEX levels_by_child ON levels (child);';

export type SpanRow = {
  readonly registered: number;
  readonly family: string;
  readonly reference: string;
  readonly status: FamilyStatus;
  readonly district: string | null;
  readonly members: number;
  readonly episode: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly level: string | null;
};

export const familyColumns = [
  'registered',
  'family',
  'reference',
  'status',
  'district',
  'members',
  'episode',
  'agency',
  'keyworker',
  'level',
] as const;

/** A family in a list, as of a position. Nothing of it is personal. */
export interface FamilyRow {
  readonly family: string;
  readonly reference: string;
  /** Position of its registration: the list's order and cursor. */
  readonly registered: number;
  readonly status: FamilyStatus;
  /** Of its latest episode, else of its request. */
  readonly district: string | null;
  readonly members: number;
  /** The open episode and who holds it. */
  readonly episode: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  /** The highest level of its children in the open episode. */
  readonly level: string | null;
}

/** REGISTERED: never helped yet. */
export type FamilyStatus = 'REGISTERED' | 'OPEN' | 'CLOSED';

export interface FamilyFilter {
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
  readonly agency: string;
}

export interface MemberRow {
  readonly family: string;
  readonly person: string;
  /** general; null once erased */
  readonly role: string | null;
}
