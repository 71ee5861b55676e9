import { FOREVER, type Tables } from '../projection.ts';
import { idsIn } from '../unseen.ts';
import { AMENDMENTS, gathered, idsOutside, standingAt } from './changes-around.ts';
import type { Around, ByPosition, Entries } from './changes-around.ts';
import { andErasuresOf } from './changes-of-erased.ts';
import { numberOf } from './names.ts';
import type { Scope } from './scope.ts';

/** The own records of a family's members until they left: `?` is for the family, and three times for the position. */
export const OF_MEMBERS = `SELECT e.position, e.occurred FROM members m CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")}
  WHERE m.family = ? AND m.since <= ? AND e.position <= ? AND e.position < m.until AND NOT ${isVoid('m', '?')}`;

/** Position at which somebody became a member -> the earlier entries of their own record that are not voided. */
export function broughtInto(tables: Tables, family: string, around: Around): Entries {
  const { positions, standing, sealed, at } = around;
  const rows = tables.all<{ since: number; position: number }>(
    `SELECT m.since, e.position FROM members m
     CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")} AND e.position < m.since
     WHERE m.family = ?1 AND m.since IN (SELECT value FROM json_each(?2)) AND e.sealed <= ?3
       AND e.type NOT IN (SELECT value FROM json_each(?4)) AND NOT ${isVoid('m', '?5')}
       AND NOT EXISTS (SELECT 1 FROM moved g CROSS JOIN json_each(?6) u ON u.value = g.person
         WHERE g.event = e.id AND g.until = ${FOREVER})
     ORDER BY e.position`,
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

/** Position at which a joining was voided -> the entries of that person's own record that a copy has by it alone; not what is `told`. */
export function takenBackFrom(
  tables: Tables,
  family: string,
  { positions, standing, sealed, told }: Around & { readonly told: Scope },
): ByPosition<string> {
  const rows = tables.all<{ since: number; position: number }>(
    `SELECT DISTINCT w.from_position AS since, e.position FROM members m
     CROSS JOIN versions w ON w.target = m.since AND w.from_position IN (SELECT value FROM json_each(?2))
       AND w.voided = 1 AND w.until > ?5
     CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")} AND e.position < w.from_position
     WHERE m.family = ?1 AND e.sealed <= ?3 AND e.type NOT IN (SELECT value FROM json_each(?4))`,
    family,
    JSON.stringify(positions),
    Number(sealed),
    AMENDMENTS,
    standing.position,
  );
  return gathered(
    [...byPosition(rows)].map(([voided, theirs]) => [
      voided,
      idsOutside(tables, andErasuresOf(tables, theirs, voided), told),
    ]),
  );
}

type Row = { readonly since: number; readonly position: number };

function byPosition(rows: readonly Row[]): ReadonlyMap<number, number[]> {
  const grouped = Map.groupBy(rows, ({ since }) => since);
  return new Map([...grouped].map(([since, all]) => [since, all.map(({ position }) => position)]));
}

/** Whether what made somebody a member was voided, as of a position. */
function isVoid(members: string, position: string): string {
  return `EXISTS (SELECT 1 FROM versions u WHERE u.target = ${members}.since AND u.voided = 1
    AND u.from_position <= ${position} AND u.until > ${position})`;
}
