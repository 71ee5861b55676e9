/** Reads and refused reads, and whom each was of: a person, a family or a request, by its id or stream. */
export const accessTables = `
  CREATE TABLE views (
    position INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, role TEXT NOT NULL, agency TEXT NOT NULL,
    on_behalf_of TEXT, purpose TEXT NOT NULL, effect TEXT NOT NULL, door TEXT NOT NULL, reads TEXT NOT NULL,
    relationships TEXT NOT NULL, classes TEXT NOT NULL, of_position INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE seen (
    id TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (id, position)
  ) STRICT, WITHOUT ROWID;
`;

export interface ViewRow {
  readonly position: number;
  readonly at: string;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly on_behalf_of: string | null;
  readonly purpose: string;
  readonly effect: string;
  readonly door: string;
  readonly reads: string;
  readonly relationships: string;
  readonly classes: string;
  readonly of_position: number;
}

/** One read of a record, or one refused; from the access log. */
export interface ViewingRow {
  /** In the access log: the list's order and cursor. */
  readonly position: number;
  readonly at: string;
  readonly user: string;
  readonly role: string;
  readonly agency: string;
  readonly onBehalfOf: string | null;
  readonly purpose: string;
  readonly effect: string;
  readonly door: string;
  readonly reads: readonly string[];
  readonly relationships: readonly string[];
  readonly classes: readonly string[];
  /** The record's position the answer was of. */
  readonly ofPosition: number;
}
