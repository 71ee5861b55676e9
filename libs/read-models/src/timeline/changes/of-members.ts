import type { AsOfPoint } from '../../as-of.ts';
import { FOREVER, type Tables } from '../../projection.ts';
import { idsIn } from '../../unseen.ts';
import { AMENDMENTS, gathered, idsOutside, standingAt } from './around.ts';
import type { Around, ByPosition, Entries } from './around.ts';
import { andErasuresOf } from './of-erased.ts';
import { isVoid, wentBack } from '../memberships.ts';
import { numberOf } from '../names.ts';
import type { Scope } from '../scope.ts';

/** The own records of a family's members until they left: as whose each entry is read at the position. */
export function ofMembers(family: string, { position }: AsOfPoint): Scope {
  const read = 'g.since <= ? AND g.until > ?';
  const by = [position, position];
  return {
    sql: `SELECT e.position, e.occurred FROM members m CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")}
      WHERE m.family = ? AND m.since <= ? AND e.position <= ? AND e.position < m.until AND NOT ${isVoid('m', '?')}
        AND e.position NOT IN (
          SELECT x.position FROM members n CROSS JOIN moved g ON g.origin = n.person AND ${read} AND g.person <> g.origin
          CROSS JOIN events x ON x.id = g.event WHERE n.family = ?)
      UNION SELECT e.position, e.occurred FROM members m
        CROSS JOIN moved g ON g.person = m.person AND ${read} AND g.since < m.until CROSS JOIN events e ON e.id = g.event
      WHERE m.family = ? AND m.since <= ? AND NOT ${isVoid('m', '?')}`,
    values: [
      family,
      position,
      position,
      position,
      ...by,
      ...by,
      family,
      ...by,
      family,
      position,
      position,
      ...by,
    ],
  };
}

/** Position at which somebody became a member -> the earlier entries of their own record that are not voided. */
export function broughtInto(tables: Tables, family: string, around: Around): Entries {
  const { positions, standing, sealed, at } = around;
  const wanted = `WHERE m.family = ?1 AND m.since IN (SELECT value FROM json_each(?2)) AND e.position < m.since
    AND e.sealed <= ?3 AND e.type NOT IN (SELECT value FROM json_each(?4)) AND NOT ${isVoid('m', '?5')}
    AND NOT EXISTS (SELECT 1 FROM moved u CROSS JOIN json_each(?6) s ON s.value = u.person
      WHERE u.event = e.id AND u.until = ${FOREVER})`;
  const rows = tables.all<{ since: number; position: number }>(
    `SELECT m.since, e.position FROM members m CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")}
     ${wanted} AND NOT EXISTS (
       SELECT 1 FROM moved g WHERE g.event = e.id AND g.since <= ?5 AND g.until > ?5 AND g.person <> m.person)
     UNION SELECT m.since, e.position FROM members m
       CROSS JOIN moved g ON g.person = m.person AND g.since <= ?5 AND g.until > ?5 AND g.since < m.until
       CROSS JOIN events e ON e.id = g.event ${wanted} ORDER BY 2`,
    family,
    JSON.stringify(positions),
    Number(sealed),
    AMENDMENTS,
    standing.position,
    idsIn(at.unseen?.persons ?? new Set()),
  );
  return gathered(
    [...byPosition(rows)].map(([since, earlier]) => [
      since,
      standingAt(tables, andErasuresOf(tables, earlier, since), around),
    ]),
  );
}

/**
 * Position at which a joining was voided, or by which somebody went back as a merge was reversed -> the entries of that
 * person's own record that a copy has by it alone; not what is `told`.
 */
export function takenBackFrom(
  tables: Tables,
  family: string,
  { positions, standing, sealed, told }: Around & { readonly told: Scope },
): ByPosition<string> {
  const wanted = `WHERE e.position < n.since AND e.sealed <= ?3 AND e.type NOT IN (SELECT value FROM json_each(?4))`;
  const rows = tables.all<{ since: number; position: number }>(
    `WITH positions AS (SELECT value FROM json_each(?2)), never (person, since) AS (
       SELECT m.person, w.from_position FROM members m CROSS JOIN versions w ON w.target = m.since
         WHERE m.family = ?1 AND w.from_position IN positions AND w.voided = 1 AND w.until > ?5
       UNION SELECT m.person, m.until FROM members m WHERE m.family = ?1 AND m.until IN positions AND ${wentBack('m')})
     SELECT n.since, e.position FROM never n
       CROSS JOIN events e ON e.stream = ${numberOf("'person-' || n.person")} ${wanted}
     UNION SELECT n.since, e.position FROM never n
       CROSS JOIN moved g ON g.person = n.person CROSS JOIN events e ON e.id = g.event ${wanted}`,
    family,
    JSON.stringify(positions),
    Number(sealed),
    AMENDMENTS,
    standing.position,
  );
  return gathered(
    [...byPosition(rows)].map(([since, theirs]) => [
      since,
      idsOutside(tables, andErasuresOf(tables, theirs, since), told),
    ]),
  );
}

type Row = { readonly since: number; readonly position: number };

function byPosition(rows: readonly Row[]): ReadonlyMap<number, number[]> {
  const grouped = Map.groupBy(rows, ({ since }) => since);
  return new Map([...grouped].map(([since, all]) => [since, all.map(({ position }) => position)]));
}
