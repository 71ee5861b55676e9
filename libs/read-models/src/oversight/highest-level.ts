import type { Tables } from '../projection.ts';
import type { LevelRow } from './table.ts';

/** What decided a level, by which day. */
export type Levelled = Pick<LevelRow, 'level' | 'occurred_on' | 'occurred_by'>;

/** Child -> what decided the level that the child has. */
export type LevelsDecided = Map<string, Levelled>;

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
  const rows = tables.all<LevelRow>(
    `SELECT l.* FROM json_each(?3) asked CROSS JOIN levels l INDEXED BY levels_in_episode ON l.episode = asked.value
     WHERE l.position <= ?1 AND l.until > ?1 AND l.occurred_on <= ?2 ORDER BY l.position`,
    position,
    on,
    JSON.stringify(episodes),
  );
  const decided = new Map<string, LevelsDecided>();
  for (const row of rows) {
    if (by?.has(row.family) === false) continue;
    const children: LevelsDecided = decided.get(row.episode) ?? new Map<string, Levelled>();
    decided.set(row.episode, children);
    if (row.kind === 'LEFT_OUT') children.delete(row.child);
    else takeLevel(children, row.child, row);
  }
  return decided;
}

/** Taken in the order of recording: a level gives way only to one that was not decided on an earlier day. */
function takeLevel(levels: LevelsDecided, child: string, decided: Levelled): void {
  if (decided.occurred_by >= (levels.get(child)?.occurred_on ?? '')) levels.set(child, decided);
}

/** The highest by the scheme, which begins with the lowest; null where none of it was decided. */
export function highestOf(levels: Iterable<Levelled>, scheme: readonly string[]): string | null {
  return scheme[Math.max(-1, ...[...levels].map(({ level }) => scheme.indexOf(String(level))))] ?? null;
}
