import type { SpanTable } from '../spans.ts';

/** Agencies and workers, by spans, and whom workers know outside work; `registered` is the position of each one's registration. */
export const directoryTables = `
  CREATE TABLE organisations_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE workers_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE organisations (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, registered INTEGER NOT NULL, organisation TEXT NOT NULL,
    name TEXT NOT NULL, agency_type TEXT NOT NULL, ended_on TEXT
  ) STRICT;
  CREATE INDEX organisations_in_order ON organisations (registered, from_position);
  CREATE TABLE workers (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, registered INTEGER NOT NULL, worker TEXT NOT NULL,
    name TEXT, user TEXT, agency TEXT NOT NULL, role TEXT NOT NULL, active_from TEXT NOT NULL, active_to TEXT,
    suspended INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX workers_in_order ON workers (registered, from_position);
  CREATE TABLE connections (
    worker TEXT NOT NULL, person TEXT NOT NULL, connection TEXT, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (worker, person, since)
  ) STRICT, WITHOUT ROWID;
`;

export const directoryIndexes = `
  CREATE INDEX workers_by_agency ON workers (agency);
  CREATE INDEX workers_by_user ON workers (user);
`;

export type OrganisationSpan = {
  readonly registered: number;
  readonly organisation: string;
  readonly name: string;
  readonly agency_type: string;
  readonly ended_on: string | null;
};

export type WorkerSpan = {
  readonly registered: number;
  readonly worker: string;
  readonly name: string | null;
  readonly user: string | null;
  readonly agency: string;
  readonly role: string;
  readonly active_from: string;
  readonly active_to: string | null;
  readonly suspended: 0 | 1;
};

export const organisationTable: SpanTable<OrganisationSpan> = {
  table: 'organisations',
  id: 'organisation',
  since: 'registered',
  columns: ['registered', 'organisation', 'name', 'agency_type', 'ended_on'],
};

export const workerTable: SpanTable<WorkerSpan> = {
  table: 'workers',
  id: 'worker',
  since: 'registered',
  columns: [
    'registered',
    'worker',
    'name',
    'user',
    'agency',
    'role',
    'active_from',
    'active_to',
    'suspended',
  ],
};

/** Somebody whom a worker knows outside work. */
export interface ConnectionRow {
  readonly person: string;
  /** special; null once erased */
  readonly connection: string | null;
}

export interface OrganisationRow {
  readonly organisation: string;
  readonly name: string;
  readonly agencyType: string;
  readonly endedOn: string | null;
}

export interface WorkerRow {
  readonly worker: string;
  /** general; null once erased */
  readonly name: string | null;
  /** The account the worker signs in with. */
  readonly user: string | null;
  readonly agency: string;
  readonly role: string;
  readonly activeFrom: string;
  readonly activeTo: string | null;
  /** Whether the account was suspended, and is not reinstated. */
  readonly suspended: boolean;
}

export type WorkerStanding = 'ACTIVE' | 'NOT_YET' | 'SUSPENDED' | 'ENDED';
