import { isAmendment } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { Page } from '../page.ts';
import { pageOf, windowOf } from '../paging.ts';
import type { Tables } from '../projection.ts';
import { AMENDMENTS, broughtByMerge, takenBackByReversal, type Around } from './changes-of-merged.ts';
import { namingFamilies, withMerged } from './lineage.ts';
import { entriesAt, entryAt } from './entries.ts';
import { seenBy, type Scope } from './scope.ts';
import type { TimelineEntry, TimelineRequest } from './table.ts';
import { numberOf } from './names.ts';

/** What the event at a position changed: an entry was recorded, or corrected, or it is to be purged. */
export interface Change {
  readonly position: number;
  /** The event that says it. */
  readonly event: string;
  /** The entry, as it stands now; of one that is voided only its id and place are told. */
  readonly entry: TimelineEntry;
  /** Of one family: the entries of the own record of whoever became a member by it, or of a family merged into it, from before, as they stand now. */
  readonly brought: readonly TimelineEntry[];
  /** Ids of entries that a copy takes out: of the own record of somebody who was never a member, as it turns out, or of a family that is merged into it no longer. */
  readonly takenBack: readonly string[];
}

export interface ChangesRequest extends Omit<TimelineRequest, 'order'> {
  /** Only what names this family, or one merged into it, and the own records of its members: all of their lives until they left. */
  readonly family?: string | undefined;
}

/**
 * Changes in the order of positions. Whoever keeps an entry for each change, and drops it where it is voided, has the same
 * entries in the end as whoever begins afresh: each change tells the entry as it stands at `at.position`. What became of
 * the entries it cites is told as theirs.
 */
export function changesPage(
  tables: Tables,
  at: AsOfPoint,
  { family, sealed = false, ...page }: ChangesRequest,
): Page<Change> {
  const window = windowOf(page);
  const families = family === undefined ? [] : withMerged(tables, family, at);
  const told = family === undefined ? everything(at) : ofFamily(families, family, at);
  const { sql, values } = told;
  const seen = seenBy(at);
  const rows = tables.all<{ position: number }>(
    `SELECT e.position FROM (SELECT position FROM (${sql}) WHERE ${seen.sql}) s CROSS JOIN events e ON e.position = s.position
     WHERE s.position > ? AND s.position < ? AND e.sealed <= ?
     ORDER BY e.position ${window.backwards ? 'DESC' : ''} LIMIT ?`,
    ...values,
    ...seen.values,
    window.after,
    window.before,
    Number(sealed),
    window.limit,
  );
  const standing = { position: at.position, view: 'AS_CORRECTED' } as const;
  const positions = rows.map(({ position }) => position);
  const events = entriesAt(tables, positions, standing);
  const around = { positions, standing, sealed, at };
  const brought = [broughtInto(tables, family, around), broughtByMerge(tables, families, around)];
  const takenBack = [
    takenBackFrom(tables, families, around),
    takenBackByReversal(tables, families, { ...around, told }),
  ];
  return pageOf(events, window, (event) => ({
    cursor: event.position,
    node: {
      position: event.position,
      event: event.id,
      entry: { ...entryOf(event, (id) => entryAt(tables, id, standing)), cites: [] },
      brought: brought.flatMap((each) => each.get(event.position) ?? []),
      takenBack: takenBack.flatMap((each) => each.get(event.position) ?? []),
    },
  }));
}

/** Position at which somebody became a member -> the earlier entries of their own record that are not voided. */
function broughtInto(
  tables: Tables,
  family: string | undefined,
  { positions, standing, sealed }: Around,
): ReadonlyMap<number, readonly TimelineEntry[]> {
  if (family === undefined) return new Map();
  const rows = tables.all<{ since: number; position: number }>(
    `SELECT m.since, e.position FROM members m
     CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")} AND e.position < m.since
     WHERE m.family = ?1 AND m.since IN (SELECT value FROM json_each(?2)) AND e.sealed <= ?3
       AND e.type NOT IN (SELECT value FROM json_each(?4)) AND NOT ${isVoid('m', '?5')}
     ORDER BY e.position`,
    family,
    JSON.stringify(positions),
    Number(sealed),
    AMENDMENTS,
    standing.position,
  );
  const byJoining = Map.groupBy(rows, ({ since }) => since);
  return new Map(
    [...byJoining].map(([since, earlier]) => {
      const at = earlier.map(({ position }) => position);
      const stands = entriesAt(tables, at, standing).filter(({ voided }) => !voided);
      return [since, stands.map((entry) => ({ ...entry, cites: [] }))];
    }),
  );
}

/** Position at which a joining was voided -> the entries of that person's own record that a copy has by it alone. */
function takenBackFrom(
  tables: Tables,
  families: readonly string[],
  { positions, standing, sealed }: Around,
): ReadonlyMap<number, readonly string[]> {
  const [family] = families;
  if (family === undefined) return new Map();
  const rows = tables.all<{ position: number; id: string }>(
    `SELECT DISTINCT w.from_position AS position, e.id FROM members m
     CROSS JOIN versions w ON w.target = m.since AND w.from_position IN (SELECT value FROM json_each(?2))
       AND w.voided = 1 AND w.until > ?5
     CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")} AND e.position < w.from_position
     WHERE m.family = ?1 AND e.sealed <= ?3 AND e.type NOT IN (SELECT value FROM json_each(?4))
       AND NOT EXISTS (SELECT 1 FROM json_each(?6) n CROSS JOIN family_events f
         ON f.family = ${numberOf('n.value')} AND f.position = e.position)
       AND NOT EXISTS (SELECT 1 FROM members o WHERE o.family = ?1 AND o.person = m.person
         AND o.since <= ?5 AND e.position < o.until AND NOT ${isVoid('o', '?5')})`,
    family,
    JSON.stringify(positions),
    Number(sealed),
    AMENDMENTS,
    standing.position,
    JSON.stringify(families),
  );
  const byVoiding = Map.groupBy(rows, ({ position }) => position);
  return new Map([...byVoiding].map(([position, taken]) => [position, taken.map(({ id }) => id)]));
}

/** Whether what made somebody a member was voided, as of a position. */
function isVoid(members: string, position: string): string {
  return `EXISTS (SELECT 1 FROM versions u WHERE u.target = ${members}.since AND u.voided = 1
    AND u.from_position <= ${position} AND u.until > ${position})`;
}

/** The entry that an event amends, or the event itself; an amendment may amend an amendment. */
function entryOf(event: TimelineEntry, find: (id: string) => TimelineEntry | undefined): TimelineEntry {
  const { entry } = event.data;
  const amended = isAmendment(event.type) && typeof entry === 'string' ? find(entry) : undefined;
  return amended === undefined ? event : entryOf(amended, find);
}

/** The entries that name the families, those of the members' own records until they left, and where each was amended. */
function ofFamily(families: readonly string[], family: string, at: AsOfPoint): Scope {
  const naming = namingFamilies(families, at);
  return {
    sql: `WITH entries AS (
        SELECT f.position FROM (${naming.sql} UNION ${OF_MEMBERS}) f CROSS JOIN events e ON e.position = f.position
        WHERE e.type NOT IN (SELECT value FROM json_each(?))
      )
      SELECT position FROM entries UNION
      SELECT v.from_position FROM entries CROSS JOIN versions v ON v.target = entries.position WHERE v.from_position <= ?`,
    values: [
      ...naming.values,
      family,
      ...[at.position, at.position, at.position, at.position],
      AMENDMENTS,
      at.position,
    ],
  };
}

const OF_MEMBERS = `SELECT e.position, e.occurred FROM members m CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")}
  WHERE m.family = ? AND m.since <= ? AND e.position <= ? AND e.position < m.until AND NOT ${isVoid('m', '?')}`;

function everything({ position }: AsOfPoint): Scope {
  return { sql: 'SELECT position FROM events WHERE position <= ?', values: [position] };
}
