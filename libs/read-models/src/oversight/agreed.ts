import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';
import { dayOfPoint } from './places.ts';
import type { RunRow } from './table.ts';

/** The clock of an episode that agreements, which have streams of their own, start anew. */
const CLOCK = 'AGREEMENT_REVIEW';

/**
 * The runs of clocks as agreements leave them: what a family was asked about again need not be asked before its time. An
 * agreement of a family counts for the help that it had then, wherever that goes on.
 */
export function sinceAgreed<R extends RunRow>(runs: readonly R[], tables: Tables, at: AsOfPoint): R[] {
  const agreed = agreedAt(tables, at);
  const earlier = holdersAt(tables, at);
  return runs.map((run) => {
    if (run.clock !== CLOCK) return run;
    const families = [run.family, ...(earlier.get(run.episode) ?? [])];
    const days = families.map((family) => agreed.get(family) ?? '');
    const started_on = [run.started_on, ...days].reduce((one, other) => (one > other ? one : other));
    return { ...run, started_on };
  });
}

/** Family -> the last day on which somebody agreed, or was asked again and agreed still. */
function agreedAt(tables: Tables, at: AsOfPoint): ReadonlyMap<string | null, string> {
  const rows = tables.all<{ family: string; day: string }>(
    `SELECT family, max(occurred_on) AS day FROM happenings
     WHERE kind = 'AGREED' AND position <= ?1 AND until > ?1 AND occurred_on <= ?2 GROUP BY family`,
    at.position,
    dayOfPoint(at),
  );
  return new Map(rows.map(({ family, day }) => [family, day]));
}

/** Episode -> the families that it came from. */
function holdersAt(tables: Tables, { position }: AsOfPoint): ReadonlyMap<string | null, string[]> {
  const rows = tables.all<{ episode: string; about: string }>(
    `SELECT episode, about FROM happenings WHERE kind = 'CONTINUED' AND position <= ?1 AND until > ?1`,
    position,
  );
  const byEpisode = Map.groupBy(rows, ({ episode }) => episode);
  return new Map([...byEpisode].map(([episode, found]) => [episode, found.map(({ about }) => about)]));
}
