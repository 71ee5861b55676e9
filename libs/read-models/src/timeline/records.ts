import { readBy, type AsOfPoint } from '../as-of.ts';
import { FOREVER, type Tables } from '../projection.ts';
import { linkTables, recordsOf, unlink } from '../links.ts';
import type { FactOf } from '../fact.ts';
import { givenToSeen, type Scope } from './scope.ts';
import { numberOf } from './names.ts';

/** `event` stands in the stream of `origin` and is read as `person`'s. */
export const recordTables = `
  ${linkTables}
  CREATE TABLE moved (
    event TEXT NOT NULL, origin TEXT NOT NULL, person TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (event, since)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX moved_from ON moved (origin, person, since, until);
  CREATE INDEX moved_to ON moved (person, origin, since, until);
`;

export function unlinkRecords(fact: FactOf<'PersonLinkReversed'>, tables: Tables): void {
  unlink(fact, tables);
  const { position, data } = fact;
  const { survivor, other, reallocations = [] } = data;
  for (const { event, person } of reallocations)
    move(tables, { event, origin: person === survivor ? other : survivor, person, position });
}

export function splitRecord(
  { position, data: { from, into, reallocated } }: FactOf<'PersonRecordSplit'>,
  tables: Tables,
): void {
  for (const event of reallocated) move(tables, { event, origin: from, person: into, position });
}

interface Moving {
  readonly event: string;
  readonly origin: string;
  readonly person: string;
  readonly position: number;
}

/** An event that moved before still stands where it first stood. */
function move(tables: Tables, { event, origin, person, position }: Moving): void {
  const before = tables.one<{ origin: string }>(
    'UPDATE moved SET until = ? WHERE event = ? AND until = ? RETURNING origin',
    position,
    event,
    FOREVER,
  );
  const sql = 'INSERT INTO moved (event, origin, person, since, until) VALUES (?, ?, ?, ?, ?)';
  tables.run(sql, event, before?.origin ?? origin, person, position, FOREVER);
}

/** The events of these records' own streams, as they are read at the position. */
export function inStreamsOf(persons: readonly string[], at: AsOfPoint): Scope {
  return read(
    `SELECT e.position, e.occurred FROM json_each(?) r
      CROSS JOIN events e ON e.stream = ${numberOf("'person-' || r.value")} AND e.position <= ?`,
    persons,
    at,
  );
}

/** Every event about these records, as they are read at the position. */
export function aboutRecords(persons: readonly string[], at: AsOfPoint): Scope {
  return read(
    `SELECT p.position, p.occurred FROM json_each(?) r
      CROSS JOIN person_events p ON p.person = ${numberOf('r.value')} AND p.position <= ?`,
    persons,
    at,
  );
}

/** Without what is read as somebody else's, and with what stands elsewhere and is read as theirs. */
function read(standing: string, persons: readonly string[], at: AsOfPoint): Scope {
  const { position } = at;
  const by = readBy(at);
  const asked = JSON.stringify(persons);
  const moved = 'm.since <= ? AND m.until > ?';
  const seen = givenToSeen(at);
  return {
    sql: `SELECT position, occurred FROM (SELECT position, occurred FROM (${standing}) WHERE position NOT IN (
        SELECT e.position FROM json_each(?) r CROSS JOIN moved m ON m.origin = r.value AND ${moved}
        CROSS JOIN events e ON e.id = m.event WHERE m.person NOT IN (SELECT value FROM json_each(?)))
      UNION SELECT e.position, e.occurred FROM json_each(?) r CROSS JOIN moved m ON m.person = r.value AND ${moved}
        CROSS JOIN events e ON e.id = m.event AND e.position <= ?) WHERE ${seen.sql}`,
    values: [asked, position, asked, by, by, asked, asked, by, by, position, ...seen.values],
  };
}

/** As whose an entry is read now, and whether that one's key was destroyed. */
interface Given {
  readonly person: string;
  readonly erased: number;
}

/** As whose each of these entries is read now, where it stands in another's stream, by its id. */
export function givenNow(tables: Tables, events: readonly string[]): ReadonlyMap<string, Given> {
  const rows = tables.all<Given & { event: string }>(
    `SELECT m.event, m.person, EXISTS (SELECT 1 FROM tombstones t WHERE t.subject = m.person) AS erased FROM json_each(?) asked
     CROSS JOIN moved m ON m.event = asked.value AND m.until = ${FOREVER} AND m.person <> m.origin`,
    JSON.stringify(events),
  );
  return new Map(rows.map(({ event, ...given }) => [event, given]));
}

const MOVED = 'm.since <= ?2 AND m.until > ?2';
const LINKED = 'l.since <= ?2 AND l.until > ?2';

/**
 * Whoever, under a record of their own, is read as another's in this one's record, or the other way, and so on from one to
 * the next; without what is linked with this one as the same person's.
 */
export function mixedWith(tables: Tables, person: string, position: number): string[] {
  const rows = tables.all<{ person: string }>(
    `WITH RECURSIVE mixed (person) AS (
       VALUES (?1)
       UNION SELECT m.person FROM mixed CROSS JOIN moved m ON m.origin = mixed.person AND ${MOVED}
       UNION SELECT m.origin FROM mixed CROSS JOIN moved m ON m.person = mixed.person AND ${MOVED}
       UNION SELECT l.survivor FROM mixed CROSS JOIN links l ON l.other = mixed.person AND ${LINKED}
       UNION SELECT l.other FROM mixed CROSS JOIN links l ON l.survivor = mixed.person AND ${LINKED}
     )
     SELECT person FROM mixed ORDER BY person`,
    person,
    position,
  );
  const own = new Set(recordsOf(tables, person, position));
  return rows.flatMap((row) => (own.has(row.person) ? [] : [row.person]));
}

interface Member {
  readonly person: string;
  /** The position before which the membership ended; the last where there were several. */
  readonly until: number;
}

/** Those members of the family, rows `m`, some of whose events stand under another record than their own, or the other way. */
export function membersReadElsewhere(
  tables: Tables,
  family: string,
  { position }: AsOfPoint,
  members: string,
): Member[] {
  return tables.all<Member>(
    `SELECT m.person, max(m.until) AS until FROM members m WHERE m.family = ? AND m.since <= ? AND ${members} AND (
        EXISTS (SELECT 1 FROM links l WHERE l.other = m.person)
        OR EXISTS (SELECT 1 FROM links l WHERE l.survivor = m.person)
        OR EXISTS (SELECT 1 FROM moved v WHERE v.origin = m.person)
        OR EXISTS (SELECT 1 FROM moved v WHERE v.person = m.person))
      GROUP BY m.person`,
    family,
    position,
  );
}

/** The member's own events, of every record read as the member's at the position, until the membership ended. */
export function ofMember(tables: Tables, { person, until }: Member, at: AsOfPoint): Scope {
  const { sql, values } = inStreamsOf(recordsOf(tables, person, at.position), at);
  return { sql: `SELECT position, occurred FROM (${sql}) WHERE position < ?`, values: [...values, until] };
}
