import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { dayOfPoint } from './places.ts';
import type { HeldRow } from './table.ts';

/** How open help has been looked at. */
export interface Looked {
  /** Days on which levels were confirmed since one last changed, and the last day of either. */
  readonly reviews: number;
  readonly reviewedOn: string | undefined;
  /** Drift rule -> the day on which it was last acknowledged. */
  readonly acknowledgedOn: Readonly<Record<string, string>>;
}

/** A level was confirmed (DECIDED) or changed (STEPPED), or a sign of drift was acknowledged, by its rule: on a day. */
interface Look {
  readonly episode: string;
  readonly what: string;
  readonly day: string;
}

type Open = Pick<HeldRow, 'episode' | 'opened_on'>;

/** Each with how it has been looked at since it was opened, or last reopened, up to the day of an answer. */
export function withLooks<Row extends Open>(
  tables: Tables,
  open: readonly Row[],
  at: AsOfPoint,
): (Row & Looked)[] {
  const looks = Map.groupBy(looksOf(tables, open, at), ({ episode }) => episode);
  return open.map((help) => ({ ...help, ...lookedBy(help, looks.get(help.episode) ?? []) }));
}

/** Levels confirmed on one day are one review; those decided as it opened are none. */
function lookedBy({ opened_on }: Open, looks: readonly Look[]): Looked {
  const acknowledgedOn: Record<string, string> = {};
  let [reviews, reviewedOn]: [number, string | undefined] = [0, undefined];
  for (const { what, day } of looks) {
    if (what === 'STEPPED') [reviews, reviewedOn] = [0, day];
    else if (what !== 'DECIDED') acknowledgedOn[what] = day;
    else if (day !== (reviewedOn ?? opened_on)) [reviews, reviewedOn] = [reviews + 1, day];
    if (what === 'REVIEWS_WITHOUT_CHANGE') reviews = 0;
  }
  return { reviews, reviewedOn, acknowledgedOn };
}

/** By the days on which it was so, of one day in the order of recording; of levels none before the last that changed. */
function looksOf(tables: Tables, open: readonly Open[], at: AsOfPoint): Look[] {
  return tables.all<Look>(
    `WITH help AS (SELECT value ->> 0 AS episode, value ->> 1 AS opened_on FROM json_each(?3)),
     stepped AS (
       SELECT episode, ifnull((
         SELECT s.occurred_on FROM levels s INDEXED BY levels_in_episode
         WHERE s.episode = help.episode AND s.kind = 'STEPPED' AND s.occurred_on BETWEEN help.opened_on AND ?2
           AND s.position <= ?1 AND s.until > ?1 ORDER BY s.occurred_on DESC LIMIT 1
       ), opened_on) AS since FROM help
     )
     SELECT l.episode, l.kind AS what, l.occurred_on AS day, l.position FROM stepped
       CROSS JOIN levels l INDEXED BY levels_in_episode ON l.episode = stepped.episode AND l.kind IN ('DECIDED', 'STEPPED')
       WHERE l.occurred_on BETWEEN stepped.since AND ?2 AND l.position <= ?1 AND l.until > ?1
     UNION ALL SELECT h.episode, h.value, h.occurred_on, h.position FROM help
       CROSS JOIN happenings h INDEXED BY happenings_in_episode ON h.episode = help.episode
       WHERE h.kind = 'ACKNOWLEDGED' AND h.occurred_on BETWEEN help.opened_on AND ?2 AND h.position <= ?1 AND h.until > ?1
     ORDER BY day, position`,
    at.position,
    dayOfPoint(at),
    JSON.stringify(open.map(({ episode, opened_on }) => [episode, opened_on])),
  );
}
