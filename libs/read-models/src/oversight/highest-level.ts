import type { Tables } from '../projection.ts';
import type { HappeningRow } from './table.ts';

/** What decided a level, by which day. */
export type Levelled = Pick<HappeningRow, 'value' | 'occurred_on' | 'occurred_by'>;

/** Child -> what decided the level that the child has. */
export type LevelsDecided = Map<string, Levelled>;

type Told = Levelled &
  Pick<HappeningRow, 'kind' | 'family'> & { readonly episode: string; readonly about: string };

interface Asked {
  readonly on: string;
  readonly position: number;
  /** What was said in the streams of these families alone; of all, if left out. */
  readonly by?: ReadonlySet<string>;
}

/** Episode -> what decided the levels of its children on a day; one told late of an earlier day changes nothing since. */
export function levelsDecided(
  tables: Tables,
  episodes: readonly string[],
  { on, position, by }: Asked,
): ReadonlyMap<string, LevelsDecided> {
  const rows = tables.all<Told>(
    `SELECT h.kind, h.episode, h.family, h.about, h.value, h.occurred_on, h.occurred_by FROM json_each(?3) asked
     CROSS JOIN happenings h INDEXED BY happenings_levelling ON h.episode = asked.value
     WHERE h.kind IN ('LEVEL', 'STEPPED_UP', 'STEPPED_DOWN', 'LEFT_OUT')
       AND h.position <= ?1 AND h.until > ?1 AND h.occurred_on <= ?2 ORDER BY h.position`,
    position,
    on,
    JSON.stringify(episodes),
  );
  const decided = new Map<string, LevelsDecided>();
  for (const row of rows) {
    if (by?.has(row.family ?? '') === false) continue;
    const children: LevelsDecided = decided.get(row.episode) ?? new Map<string, Levelled>();
    decided.set(row.episode, children);
    if (row.kind === 'LEFT_OUT') children.delete(row.about);
    else takeLevel(children, row.about, row);
  }
  return decided;
}

/** Taken in the order of recording: a level gives way only to one that was not decided on an earlier day. */
function takeLevel(levels: LevelsDecided, child: string, decided: Levelled): void {
  if (decided.occurred_by >= (levels.get(child)?.occurred_on ?? '')) levels.set(child, decided);
}

/** The highest by the scheme, which begins with the lowest; null where none of it was decided. */
export function highestOf(levels: Iterable<Levelled>, scheme: readonly string[]): string | null {
  return scheme[Math.max(-1, ...[...levels].map(({ value }) => scheme.indexOf(String(value))))] ?? null;
}
