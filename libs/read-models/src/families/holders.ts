import type { Tables } from '../projection.ts';

/** The family that holds each of these episodes, or held it last, by then: episode -> family. */
export function holdersOf(
  tables: Tables,
  episodes: readonly string[],
  position: number,
): ReadonlyMap<string, string> {
  const rows = tables.all<{ episode: string; family: string | null }>(
    `SELECT asked.value AS episode, (
       SELECT family FROM episodes WHERE episode = asked.value AND since <= ?2 ORDER BY since DESC LIMIT 1
     ) AS family FROM json_each(?1) asked`,
    JSON.stringify(episodes),
    position,
  );
  return new Map(rows.flatMap(({ episode, family }) => (family === null ? [] : [[episode, family]])));
}

/** The episodes that a family holds, or held last. */
export function heldLastBy(tables: Tables, family: string): string[] {
  const rows = tables.all<{ episode: string }>(
    `SELECT DISTINCT episode FROM episodes e WHERE family = ?1 AND ?1 = (
       SELECT family FROM episodes WHERE episode = e.episode ORDER BY since DESC LIMIT 1
     )`,
    family,
  );
  return rows.map(({ episode }) => episode);
}
