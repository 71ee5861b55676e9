import type { CodeSet } from '#libs/reference';
import type { FactOf } from './fact.ts';
import type { Tables } from './projection.ts';

/** The level of each child in an episode now, and the order of levels in the scheme published last. */
export const levelTables = `
  CREATE TABLE levels (
    episode TEXT NOT NULL, child TEXT NOT NULL, level TEXT, PRIMARY KEY (episode, child)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE level_ranks (level TEXT PRIMARY KEY, rank INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** A scheme lists its levels from the lowest to the highest. */
export function rankLevels({ data: { name, content } }: FactOf<'CodeSetPublished'>, tables: Tables): void {
  if (name !== 'level') return;
  tables.run('DELETE FROM level_ranks');
  const { codes } = JSON.parse(content) as CodeSet;
  const levels = new Set(codes.map(({ code }) => code));
  for (const [rank, level] of [...levels].entries())
    tables.run('INSERT INTO level_ranks (level, rank) VALUES (?, ?)', level, rank);
}

export function addChild(tables: Tables, episode: string, child: string): void {
  tables.run('INSERT OR IGNORE INTO levels (episode, child) VALUES (?, ?)', episode, child);
}

export function setLevel(tables: Tables, episode: string, child: string, level: string): void {
  tables.run('INSERT OR REPLACE INTO levels (episode, child, level) VALUES (?, ?, ?)', episode, child, level);
}

export function childrenOf(tables: Tables, episode: string): string[] {
  const rows = tables.all<{ child: string }>(
    'SELECT child FROM levels WHERE episode = ? ORDER BY child',
    episode,
  );
  return rows.map(({ child }) => child);
}

/** The highest level of the episode's children; null while none is decided. */
export function headlineOf(tables: Tables, episode: string): string | null {
  const row = tables.one<{ level: string }>(
    `SELECT level FROM levels LEFT JOIN level_ranks USING (level) WHERE episode = ? AND level IS NOT NULL
     ORDER BY rank DESC, level DESC LIMIT 1`,
    episode,
  );
  return row?.level ?? null;
}
