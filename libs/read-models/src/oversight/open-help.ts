import type { AsOfPoint } from '../as-of.ts';
import { HOLDS_STILL, readAt } from '../newest.ts';
import type { Tables } from '../projection.ts';
import { openOn } from './held.ts';
import { dayOfPoint } from './places.ts';
import type { HeldRow } from './table.ts';

/** Whose help is asked for: everybody's, where nothing is said. */
export interface Holder {
  readonly agency?: string | undefined;
  /** A keyworker, or who covers for one. */
  readonly worker?: string | undefined;
}

/** Whether help is theirs. */
export function isOf(
  { agency, keyworker, cover }: Pick<HeldRow, 'agency' | 'keyworker' | 'cover'>,
  holder: Holder,
): boolean {
  return (
    (holder.agency === undefined || agency === holder.agency) &&
    (holder.worker === undefined || [keyworker, cover].includes(holder.worker))
  );
}

/**
 * Help that was open on the day, and theirs then, as it is known by the position: closed since, too. Who held it before it
 * was taken up again stands in the row itself: what was taken up since is looked at whoever holds it now.
 */
export function openAt(tables: Tables, holder: Holder, at: AsOfPoint): HeldRow[] {
  const day = dayOfPoint(at);
  const rows = heldWhere(tables, [...armsOf(holder, day), { sql: 'opened_on > ?', is: [day] }], at.position);
  return rows.flatMap((row) => openOn(row, day) ?? []).filter((row) => isOf(row, holder));
}

/** A condition on the columns of help, and the values of its `?`. */
export interface Arm {
  readonly sql: string;
  readonly is: readonly string[];
}

/** In SQL: where the span of a leg begins that holds at the position `?1`. Others of the leg are not looked at. */
export function heldFrom(since: string): string {
  return `(SELECT s.from_position FROM held s
    WHERE s.since = ${since} AND s.from_position <= ?1 AND +s.until > ?1 ORDER BY s.from_position DESC LIMIT 1)`;
}

/**
 * Help as it stood by the position, of which one of the conditions holds, in the order in which its legs began; as of now
 * each is looked for by an index.
 */
export function heldWhere(tables: Tables, arms: readonly Arm[], position: number): HeldRow[] {
  const values = arms.flatMap(({ is }) => is);
  return readAt(tables, position, (isNewest) =>
    isNewest
      ? tables.all<HeldRow>(
          `SELECT * FROM held WHERE since IN (${arms.map(({ sql }) => stillWhere(sql)).join(' UNION ALL ')})
             AND ${HOLDS_STILL} AND from_position <= ? AND status <> 'CONTINUED'`,
          ...values,
          position,
        )
      : tables.all<HeldRow>(
          `SELECT h.* FROM held_since f CROSS JOIN held h ON h.since = f.since AND h.from_position = ${heldFrom('f.since')}
           WHERE (${arms.map(({ sql }) => sql).join(' OR ')}) AND f.since <= ?1 AND h.status <> 'CONTINUED' ORDER BY h.since`,
          position,
          ...values,
        ),
  );
}

/** SQLite looks into an index of those that hold still for each of these alone, not for one or another of them. */
function stillWhere(sql: string): string {
  return `SELECT since FROM held WHERE ${HOLDS_STILL} AND ${sql}`;
}

function armsOf({ agency, worker }: Holder, day: string): Arm[] {
  if (worker !== undefined)
    return ['keyworker', 'cover'].map((column) => ({ sql: `${column} = ?`, is: [worker] }));
  if (agency !== undefined) return [{ sql: 'agency = ?', is: [agency] }];
  return [
    { sql: 'closed_on IS NULL', is: [] },
    { sql: 'closed_on > ?', is: [day] },
  ];
}
