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
}

export interface ChangesRequest extends Omit<TimelineRequest, 'order'> {
  /** Only what names this family. */
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
  const events = entriesAt(
    tables,
    rows.map(({ position }) => position),
    standing,
  );
  return pageOf(events, window, (event) => ({
    cursor: event.position,
    node: {
      position: event.position,
      event: event.id,
      entry: { ...entryOf(event, (id) => entryAt(tables, id, standing)), cites: [] },
    },
  }));
}

/** The entry that an event amends, or the event itself; an amendment may amend an amendment. */
function entryOf(event: TimelineEntry, find: (id: string) => TimelineEntry | undefined): TimelineEntry {
  const { entry } = event.data;
  const amended = isAmendment(event.type) && typeof entry === 'string' ? find(entry) : undefined;
  return amended === undefined ? event : entryOf(amended, find);
}

const AMENDMENTS = JSON.stringify(Object.keys(eventTable).filter(isAmendment));

/** The entries that name the family, and where each was amended. */
function ofFamily(family: string, at: AsOfPoint): Scope {
  const { sql, values } = namingFamily(family, at);
  return {
    sql: `WITH entries AS (
        SELECT f.position FROM (${sql}) f CROSS JOIN events e ON e.position = f.position
        WHERE e.type NOT IN (SELECT value FROM json_each(?))
      )
      SELECT position FROM entries UNION
      SELECT v.from_position FROM entries CROSS JOIN versions v ON v.target = entries.position WHERE v.from_position <= ?`,
    values: [...values, AMENDMENTS, at.position],
  };
}

function everything({ position }: AsOfPoint): Scope {
  return { sql: 'SELECT position FROM events WHERE position <= ?', values: [position] };
}
