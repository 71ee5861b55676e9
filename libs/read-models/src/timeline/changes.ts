import { eventTable, isAmendment } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import type { Page } from '../page.ts';
import { pageOf, windowOf } from '../paging.ts';
import type { Tables } from '../projection.ts';
import { namingFamily } from './lineage.ts';
import { entriesAt, entryAt } from './pages.ts';
import type { Scope } from './scope.ts';
import type { TimelineEntry, TimelineRequest } from './table.ts';

/** What the event at a position changed: an entry was recorded, or corrected, or it is to be purged. */
export interface Change {
  readonly position: number;
  /** The event that says it. */
  readonly event: string;
  /** The entry, as it stands now; of one that is voided only its id and place are told. */
  readonly entry: TimelineEntry;
  /** Of one family: the entries of the own record of whoever became a member by it, from before, as they stand now. */
  readonly brought: readonly TimelineEntry[];
}

export interface ChangesRequest extends Omit<TimelineRequest, 'order'> {
  /** Only what names this family, and the own records of its members: all of their lives until they left. */
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
  const { sql, values } = family === undefined ? everything(at) : ofFamily(family, at);
  const rows = tables.all<{ position: number }>(
    `SELECT e.position FROM (${sql}) s CROSS JOIN events e ON e.position = s.position
     WHERE s.position > ? AND s.position < ? AND e.sealed <= ?
     ORDER BY e.position ${window.backwards ? 'DESC' : ''} LIMIT ?`,
    ...values,
    window.after,
    window.before,
    Number(sealed),
    window.limit,
  );
  const standing = { position: at.position, view: 'AS_CORRECTED' } as const;
  const positions = rows.map(({ position }) => position);
  const events = entriesAt(tables, positions, standing);
  const brought =
    family === undefined
      ? new Map<number, never>()
      : broughtInto(tables, family, { positions, standing, sealed });
  return pageOf(events, window, (event) => ({
    cursor: event.position,
    node: {
      position: event.position,
      event: event.id,
      entry: { ...entryOf(event, (id) => entryAt(tables, id, standing)), cites: [] },
      brought: brought.get(event.position) ?? [],
    },
  }));
}

interface Joining {
  readonly positions: readonly number[];
  readonly standing: Parameters<typeof entriesAt>[2];
  readonly sealed: boolean;
}

/** Position at which somebody became a member -> the earlier entries of their own record that are not voided. */
function broughtInto(
  tables: Tables,
  family: string,
  { positions, standing, sealed }: Joining,
): ReadonlyMap<number, readonly TimelineEntry[]> {
  const rows = tables.all<{ since: number; position: number }>(
    `SELECT m.since, e.position FROM members m
     CROSS JOIN events e ON e.stream = 'person-' || m.person AND e.position < m.since
     WHERE m.family = ? AND m.since IN (SELECT value FROM json_each(?)) AND e.sealed <= ?
       AND e.type NOT IN (SELECT value FROM json_each(?))
     ORDER BY e.position`,
    family,
    JSON.stringify(positions),
    Number(sealed),
    AMENDMENTS,
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

/** The entry that an event amends, or the event itself; an amendment may amend an amendment. */
function entryOf(event: TimelineEntry, find: (id: string) => TimelineEntry | undefined): TimelineEntry {
  const { entry } = event.data;
  const amended = isAmendment(event.type) && typeof entry === 'string' ? find(entry) : undefined;
  return amended === undefined ? event : entryOf(amended, find);
}

const AMENDMENTS = JSON.stringify(Object.keys(eventTable).filter(isAmendment));

/** The entries that name the family, those of its members' own records until they left, and where each was amended. */
function ofFamily(family: string, at: AsOfPoint): Scope {
  const naming = namingFamily(family, at);
  return {
    sql: `WITH entries AS (
        SELECT f.position FROM (${naming.sql} UNION ${OF_MEMBERS}) f CROSS JOIN events e ON e.position = f.position
        WHERE e.type NOT IN (SELECT value FROM json_each(?))
      )
      SELECT position FROM entries UNION
      SELECT v.from_position FROM entries CROSS JOIN versions v ON v.target = entries.position WHERE v.from_position <= ?`,
    values: [...naming.values, family, at.position, at.position, AMENDMENTS, at.position],
  };
}

const OF_MEMBERS = `SELECT e.position, e.occurred FROM members m CROSS JOIN events e ON e.stream = 'person-' || m.person
  WHERE m.family = ? AND m.since <= ? AND e.position <= ? AND e.position < m.until`;

function everything({ position }: AsOfPoint): Scope {
  return { sql: 'SELECT position FROM events WHERE position <= ?', values: [position] };
}
