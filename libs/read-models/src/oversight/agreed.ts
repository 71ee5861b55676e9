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
  const concerned = runs.filter(({ clock }) => clock === CLOCK);
  const earlier = holdersAt(tables, new Set(concerned.map(({ episode }) => episode)), at);
  const familiesOf = ({ family, episode }: RunRow) => [family, ...(earlier.get(episode) ?? [])];
  const agreed = agreedAt(tables, new Set(concerned.flatMap(familiesOf)), at);
  return runs.map((run) => {
    if (run.clock !== CLOCK) return run;
    const days = familiesOf(run).map((family) => agreed.get(family) ?? '');
    const started_on = [run.started_on, ...days].reduce((one, other) => (one > other ? one : other));
    return { ...run, started_on };
  });
}

type Ids = ReadonlySet<string | null>;

/** Of these families: family -> the last day on which somebody agreed, or was asked again and agreed still. */
function agreedAt(tables: Tables, families: Ids, at: AsOfPoint): ReadonlyMap<string | null, string> {
  const rows = tables.all<{ family: string; day: string }>(
    `SELECT h.family, max(h.occurred_on) AS day FROM json_each(?3) asked
     CROSS JOIN happenings h INDEXED BY happenings_agreeing ON h.family = asked.value
     WHERE h.kind = 'AGREED' AND h.position <= ?1 AND h.until > ?1 AND h.occurred_on <= ?2 GROUP BY h.family`,
    at.position,
    dayOfPoint(at),
    JSON.stringify([...families]),
  );
  return new Map(rows.map(({ family, day }) => [family, day]));
}

/** Of these episodes: episode -> the families that it came from. */
function holdersAt(
  tables: Tables,
  episodes: Ids,
  { position }: AsOfPoint,
): ReadonlyMap<string | null, string[]> {
  const rows = tables.all<{ episode: string; about: string }>(
    `SELECT h.episode, h.about FROM json_each(?2) asked
     CROSS JOIN happenings h INDEXED BY happenings_in_episode ON h.episode = asked.value
     WHERE h.episode NOT NULL AND h.kind = 'CONTINUED' AND h.position <= ?1 AND h.until > ?1`,
    position,
    JSON.stringify([...episodes]),
  );
  const byEpisode = Map.groupBy(rows, ({ episode }) => episode);
  return new Map([...byEpisode].map(([episode, found]) => [episode, found.map(({ about }) => about)]));
}
