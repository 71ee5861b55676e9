import type { AsOfPoint } from '../as-of.ts';
import { HOLDS_STILL, readAt } from '../newest.ts';
import type { Tables } from '../projection.ts';
import type { Holder } from './open-help.ts';
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
      statement(isNewest ? stillRunning(wanted) : RAN),
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
      `SELECT * FROM (${(isNewest ? stillRunning({}) : RAN).runs})
       WHERE clock IN (SELECT value FROM json_each(?3)) AND from_position <= ?1 AND started_on <= ?2
       ORDER BY started_on, started`,
      at.position,
      dayOfPoint(at),
      JSON.stringify(clocks),
    ),
  );
}

/** Runs, and which rows of all else stand for them. */
interface From {
  readonly runs: string;
  readonly holds: (alias: string) => string;
}

const RAN: From = {
  runs: `SELECT * FROM runs WHERE from_position <= ?1 AND until > ?1 AND stopped_on IS NULL
    UNION ALL SELECT * FROM runs WHERE from_position <= ?1 AND until > ?1 AND stopped_on > ?2`,
  holds: (alias) => `${alias}.from_position <= ?1 AND +${alias}.until > ?1`,
};

/** As of now: found by whose they are, where that is asked. */
function stillRunning({ agency, worker }: Holder): From {
  const still = `SELECT * FROM runs INDEXED BY runs_still WHERE ${HOLDS_STILL} AND stopped_on IS NULL`;
  const by = worker === undefined ? ['agency = ?4'] : ['keyworker = ?5', 'cover = ?5'];
  const theirs = `WITH theirs AS MATERIALIZED (
      ${by.map((is) => `SELECT episode, family FROM held WHERE ${HOLDS_STILL} AND ${is}`).join(' UNION ALL ')}
    ), asked AS MATERIALIZED (
      SELECT q.request FROM theirs CROSS JOIN requests q ON q.family = theirs.family AND q.${HOLDS_STILL}
    )
    SELECT * FROM runs INDEXED BY runs_still_of_episode
      WHERE ${HOLDS_STILL} AND stopped_on IS NULL AND episode IN (SELECT episode FROM theirs)
    UNION ALL SELECT * FROM runs INDEXED BY runs_of_request
      WHERE ${HOLDS_STILL} AND stopped_on IS NULL AND request NOT NULL AND request IN (SELECT request FROM asked)
    UNION ALL SELECT * FROM runs INDEXED BY runs_of_item
      WHERE ${HOLDS_STILL} AND stopped_on IS NULL AND ${OF_ITEMS} AND about IN (SELECT request FROM asked)`;
  return {
    runs: `${agency === undefined && worker === undefined ? still : theirs}
      UNION ALL SELECT * FROM runs INDEXED BY runs_stopped WHERE ${HOLDS_STILL} AND stopped_on NOT NULL AND stopped_on > ?2`,
    holds: (alias) => `${alias}.from_position <= ?1 AND +${alias}.${HOLDS_STILL}`,
  };
}

// `+`: not to be gone through for an index made for this answer alone.
const statement = ({ runs, holds }: From): string => `
  SELECT r.*, coalesce(h.agency, o.agency) AS agency, coalesce(h.keyworker, o.keyworker) AS keyworker,
    coalesce(h.cover, o.cover) AS cover, q.district AS of_request, q.family AS its_family FROM (${runs}) r
  LEFT JOIN held_since f ON f.id = r.episode || ' ' || r.family
  LEFT JOIN held h ON h.since = f.since AND ${holds('h')}
  LEFT JOIN requests q ON q.request = coalesce(r.request, r.about) AND ${holds('q')}
  LEFT JOIN held o ON +o.status = 'OPEN' AND ${holds('o')} AND o.since IN (SELECT since FROM held_since WHERE family = q.family)
  WHERE r.from_position <= ?1 AND r.started_on <= ?2 AND NOT (r.clock = 'REFERRER_TOLD' AND q.tellable IS 0)
    AND (?3 IS NULL OR r.clock IN (SELECT value FROM json_each(?3)))
    AND (?4 IS NULL OR coalesce(h.agency, o.agency) = ?4)
    AND (?5 IS NULL OR coalesce(h.keyworker, o.keyworker) = ?5 OR coalesce(h.cover, o.cover) = ?5)`;
