import type { AsOfPoint } from '../as-of.ts';
import { HOLDS_STILL, readAt } from '../newest.ts';
import type { Tables } from '../projection.ts';
import { heldFrom, type Holder } from './open-help.ts';
import { dayOfPoint } from './places.ts';
import { OF_ITEMS, type HeldRow, type RunRow } from './table.ts';

/** A clock that runs, and who holds what it is of. */
export type Running = RunRow &
  Pick<HeldRow, 'agency' | 'keyworker' | 'cover'> & {
    /** Of a request: where it is, and its family. */
    readonly of_request: string | null;
    readonly its_family: string | null;
  };

export interface Wanted extends Holder {
  readonly clocks?: readonly string[] | undefined;
}

/** Runs that by the position were known to have started by the day, and not to have stopped by it. */
export function runningAt(tables: Tables, wanted: Wanted, at: AsOfPoint): Running[] {
  const { clocks, agency = null, worker = null } = wanted;
  return readAt(tables, at.position, (isNewest) =>
    tables.all<Running>(
      statement(isNewest ? stillRunning(wanted) : runningThen(wanted)),
      at.position,
      dayOfPoint(at),
      clocks === undefined ? null : JSON.stringify(clocks),
      agency,
      worker,
    ),
  );
}

/** Of these clocks, those alone, in the order in which they began: whose they are is not said. */
export function runsAt(tables: Tables, clocks: readonly string[], at: AsOfPoint): RunRow[] {
  return readAt(tables, at.position, (isNewest) =>
    tables.all<RunRow>(
      `SELECT * FROM (${isNewest ? stillRunning({}) : runningThen({})})
       WHERE clock IN (SELECT value FROM json_each(?3)) AND from_position <= ?1 AND started_on <= ?2
       ORDER BY started_on, started`,
      at.position,
      dayOfPoint(at),
      JSON.stringify(clocks),
    ),
  );
}

const RUNNING_THEN = 'from_position <= ?1 AND until > ?1 AND (stopped_on IS NULL OR stopped_on > ?2)';

/** As of a position: found by whose they were then, where that is asked. */
function runningThen({ agency, worker }: Holder): string {
  if (agency === undefined && worker === undefined)
    return `SELECT * FROM runs WHERE from_position <= ?1 AND until > ?1 AND stopped_on IS NULL
      UNION ALL SELECT * FROM runs WHERE from_position <= ?1 AND until > ?1 AND stopped_on > ?2`;
  return `WITH theirs AS MATERIALIZED (
      SELECT h.episode, h.family FROM held_since f CROSS JOIN held h ON h.since = f.since AND h.from_position = ${heldFrom('f.since')}
      WHERE ${theirOwn(worker).join(' OR ')}
    ), asked AS MATERIALIZED (
      SELECT q.request FROM theirs CROSS JOIN requests q ON q.family = theirs.family AND q.from_position <= ?1 AND q.until > ?1
    )
    SELECT * FROM runs INDEXED BY runs_of_family
      WHERE family NOT NULL AND family IN (SELECT family FROM theirs) AND ${RUNNING_THEN}
    UNION ALL SELECT * FROM runs INDEXED BY runs_of_request
      WHERE request NOT NULL AND request IN (SELECT request FROM asked) AND ${RUNNING_THEN}
    UNION ALL SELECT * FROM runs INDEXED BY runs_of_item
      WHERE ${OF_ITEMS} AND about IN (SELECT request FROM asked) AND ${RUNNING_THEN}`;
}

function theirOwn(worker: string | undefined): string[] {
  return worker === undefined ? ['agency = ?4'] : ['keyworker = ?5', 'cover = ?5'];
}

/** As of now: found by whose they are, where that is asked. */
function stillRunning({ agency, worker }: Holder): string {
  const still = `SELECT * FROM runs INDEXED BY runs_still WHERE ${HOLDS_STILL} AND stopped_on IS NULL`;
  const theirs = `WITH theirs AS MATERIALIZED (
      ${theirOwn(worker)
        .map((is) => `SELECT episode, family FROM held WHERE ${HOLDS_STILL} AND ${is}`)
        .join(' UNION ALL ')}
    ), asked AS MATERIALIZED (
      SELECT q.request FROM theirs CROSS JOIN requests q ON q.family = theirs.family AND q.${HOLDS_STILL}
    )
    SELECT * FROM runs INDEXED BY runs_still_of_episode
      WHERE ${HOLDS_STILL} AND stopped_on IS NULL AND episode IN (SELECT episode FROM theirs)
    UNION ALL SELECT * FROM runs INDEXED BY runs_of_request
      WHERE ${HOLDS_STILL} AND stopped_on IS NULL AND request NOT NULL AND request IN (SELECT request FROM asked)
    UNION ALL SELECT * FROM runs INDEXED BY runs_of_item
      WHERE ${HOLDS_STILL} AND stopped_on IS NULL AND ${OF_ITEMS} AND about IN (SELECT request FROM asked)`;
  return `${agency === undefined && worker === undefined ? still : theirs}
    UNION ALL SELECT * FROM runs INDEXED BY runs_stopped WHERE ${HOLDS_STILL} AND stopped_on NOT NULL AND stopped_on > ?2`;
}

// `l`: the legs of the request's family that were open then.
const statement = (runs: string): string => `
  SELECT r.*, coalesce(h.agency, o.agency) AS agency, coalesce(h.keyworker, o.keyworker) AS keyworker,
    coalesce(h.cover, o.cover) AS cover, q.district AS of_request, q.family AS its_family FROM (${runs}) r
  LEFT JOIN held_since f ON f.id = r.episode || ' ' || r.family
  LEFT JOIN held h ON h.since = f.since AND h.from_position = ${heldFrom('f.since')}
  LEFT JOIN requests q ON q.request = coalesce(r.request, r.about) AND q.from_position <= ?1 AND +q.until > ?1
  LEFT JOIN held_since l ON l.family = q.family
    AND EXISTS (SELECT 1 FROM held w WHERE w.since = l.since AND w.from_position = ${heldFrom('l.since')} AND w.status = 'OPEN')
  LEFT JOIN held o ON o.since = l.since AND o.from_position = ${heldFrom('l.since')}
  WHERE r.from_position <= ?1 AND r.started_on <= ?2 AND NOT (r.clock = 'REFERRER_TOLD' AND q.tellable IS 0)
    AND (?3 IS NULL OR r.clock IN (SELECT value FROM json_each(?3)))
    AND (?4 IS NULL OR coalesce(h.agency, o.agency) = ?4)
    AND (?5 IS NULL OR coalesce(h.keyworker, o.keyworker) = ?5 OR coalesce(h.cover, o.cover) = ?5)`;
