import type { FactOf } from './fact.ts';
import { FOREVER, type RetoldTable, type Tables } from './projection.ts';

/**
 * Which records are of one person: `other` is read as `survivor` from a position, inclusive, until another, exclusive.
 */
export const linkTables = `
  CREATE TABLE links (
    identity TEXT NOT NULL, other TEXT NOT NULL, survivor TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (other, survivor, since)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX links_by_identity ON links (identity);
  CREATE INDEX links_of_survivor ON links (survivor, other, since, until);
`;

/** How they are told again. */
export const LINKS: RetoldTable = {
  table: 'links',
  where: 'identity = ?',
  spans: { from: 'since', until: 'until' },
};

export function link({ stream, position, data }: FactOf<'PersonsLinkedAsSame'>, tables: Tables): void {
  const sql = 'INSERT INTO links (identity, other, survivor, since, until) VALUES (?, ?, ?, ?, ?)';
  tables.run(sql, stream, data.other, data.survivor, position, FOREVER);
}

export function unlink({ position, data }: FactOf<'PersonLinkReversed'>, tables: Tables): void {
  const sql = 'UPDATE links SET until = ? WHERE other = ? AND survivor = ? AND until = ?';
  tables.run(sql, position, data.other, data.survivor, FOREVER);
}

const LINKED = 'l.since <= ?2 AND l.until > ?2';

/** Every record that is of the same person as this one at the position, the survivor's first; this one among them. */
export function recordsOf(tables: Tables, person: string, position: number): readonly string[] {
  const rows = tables.all<{ person: string; read_as: number }>(
    `WITH RECURSIVE same (person) AS (
       VALUES (?1)
       UNION SELECT l.survivor FROM same CROSS JOIN links l ON l.other = same.person AND ${LINKED}
       UNION SELECT l.other FROM same CROSS JOIN links l ON l.survivor = same.person AND ${LINKED}
     )
     SELECT same.person, EXISTS (SELECT 1 FROM links l WHERE l.other = same.person AND ${LINKED}) AS read_as
     FROM same ORDER BY read_as, same.person`,
    person,
    position,
  );
  return rows.map((row) => row.person);
}

/** The same of several persons, in one statement and in no order: record -> records. */
export function recordsOfAll(
  tables: Tables,
  persons: readonly string[],
  position: number,
): ReadonlyMap<string, readonly string[]> {
  const rows = tables.all<{ root: string; person: string }>(
    `WITH RECURSIVE same (root, person) AS (
       SELECT DISTINCT value, value FROM json_each(?1)
       UNION SELECT same.root, l.survivor FROM same CROSS JOIN links l ON l.other = same.person AND ${LINKED}
       UNION SELECT same.root, l.other FROM same CROSS JOIN links l ON l.survivor = same.person AND ${LINKED}
     )
     SELECT root, person FROM same`,
    JSON.stringify(persons),
    position,
  );
  const records = Map.groupBy(rows, ({ root }) => root);
  return new Map([...records].map(([root, found]) => [root, found.map(({ person }) => person)]));
}

/** Under which of a person's records each of these is read at the position, the first of `recordsOf`: in one statement. */
export function readAs(
  tables: Tables,
  persons: readonly string[],
  position: number,
): ReadonlyMap<string, string> {
  const rows = tables.all<{ root: string; person: string }>(
    `WITH RECURSIVE same (root, person) AS (
       SELECT DISTINCT value, value FROM json_each(?1)
       UNION SELECT same.root, l.survivor FROM same CROSS JOIN links l ON l.other = same.person AND ${LINKED}
       UNION SELECT same.root, l.other FROM same CROSS JOIN links l ON l.survivor = same.person AND ${LINKED}
     )
     SELECT root, person FROM same
     ORDER BY EXISTS (SELECT 1 FROM links l WHERE l.other = same.person AND ${LINKED}) DESC, person DESC`,
    JSON.stringify(persons),
    position,
  );
  // Of each the last one said, which is the first of its records.
  return new Map(rows.map(({ root, person }) => [root, person]));
}
