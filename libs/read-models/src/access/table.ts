/**
 * Reads, refused reads and refused orders, and whom each was of: a person, a family or a request, by its id or stream.
 * `what` is READ or ORDER; `said` is the rest of what the log says, as JSON. A position is one of the access log.
 */
export const accessTables = `
  CREATE TABLE views (
    position INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, role TEXT NOT NULL, agency TEXT NOT NULL,
    on_behalf_of TEXT, what TEXT NOT NULL, purpose TEXT, effect TEXT NOT NULL, said TEXT NOT NULL
  ) STRICT;
  CREATE TABLE seen (
    id TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (id, position)
  ) STRICT, WITHOUT ROWID;
`;

export const accessIndexes = `
  CREATE INDEX views_at ON views (at, position);
  CREATE INDEX views_by_user ON views (user, position);
  CREATE INDEX views_by_agency ON views (agency, position);
  CREATE INDEX seen_in_order ON seen (position);
`;

export interface ViewRow {
  readonly position: number;
  readonly at: string;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly on_behalf_of: string | null;
  readonly what: 'READ' | 'ORDER';
  readonly purpose: string | null;
  readonly effect: string;
  readonly said: string;
}

/** What the access log says of a read, or of an order, beside who and when. */
export interface AccessDetails {
  readonly door: string;
  /** What was asked for: the fields of the query; of an order its type. */
  readonly reads: readonly string[];
  readonly relationships: readonly string[];
  readonly classes: readonly string[];
  readonly policies: readonly string[];
  /** Which edition of the policies decided; null of what was recorded before they had one. */
  readonly policyVersion: string | null;
  /** The record's position the answer was of; null of an order. */
  readonly ofPosition: number | null;
  readonly documentHash: string | null;
  readonly results: number;
  /** HMACs of the search terms. */
  readonly terms: readonly string[];
  readonly correlationId: string;
}

/** One read of a record, or one refused; from the access log. */
export interface ViewingRow extends Omit<AccessDetails, 'ofPosition' | 'documentHash'> {
  /** In the access log: the list's order and cursor. */
  readonly position: number;
  readonly at: string;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly onBehalfOf: string | null;
  readonly purpose: string;
  readonly effect: string;
  /** The record's position the answer was of. */
  readonly ofPosition: number;
  readonly documentHash: string;
}

/** One entry of the access log: a read, or an order that was refused. */
export interface AccessRow extends AccessDetails {
  /** In the access log: the list's order and cursor. */
  readonly position: number;
  readonly at: string;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly onBehalfOf: string | null;
  readonly what: 'READ' | 'ORDER';
  /** null of an order. */
  readonly purpose: string | null;
  readonly effect: string;
  /** Persons, families and requests, by ids and streams. */
  readonly of: readonly string[];
}

/** Which entries are asked for; what is left out is any. */
export interface AccessFilter {
  /** Any of these: a person's id, a family's stream, or a request's id. */
  readonly of?: readonly string[] | undefined;
  readonly user?: string | undefined;
  readonly agency?: string | undefined;
  readonly purpose?: string | undefined;
  readonly effect?: string | undefined;
  /** Instants, UTC with milliseconds, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** One read, granted or refused, by what may be unusual about it. */
export interface LookRow {
  readonly at: string;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly effect: string;
  readonly policies: readonly string[];
  readonly relationships: readonly string[];
  /** Persons, families and requests, by ids and streams. */
  readonly of: readonly string[];
}
