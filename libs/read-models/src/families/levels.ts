import type { CodeSet } from '#libs/reference';
import type { FactOf } from '../fact.ts';
import type { Tables } from '../projection.ts';

/** The order of levels in the scheme published last. */
export const levelTables =
  'CREATE TABLE level_ranks (level TEXT PRIMARY KEY, rank INTEGER NOT NULL) STRICT, WITHOUT ROWID;';

/** Child -> level; null while none is decided. */
export type Levels = Readonly<Record<string, string | null>>;

/** A scheme lists its levels from the lowest to the highest. */
export function rankLevels({ data: { name, content } }: FactOf<'CodeSetPublished'>, tables: Tables): void {
  if (name !== 'level') return;
  tables.memory.delete('level_ranks');
  tables.run('DELETE FROM level_ranks');
  const { codes } = JSON.parse(content) as CodeSet;
  const levels = new Set(codes.map(({ code }) => code));
  for (const [rank, level] of [...levels].entries())
    tables.run('INSERT INTO level_ranks (level, rank) VALUES (?, ?)', level, rank);
}

/** The highest level of the children; null while none is decided. A level of no known scheme counts by its name. */
export function headlineOf(levels: Levels, tables: Tables): string | null {
  const ranks = ranksOf(tables);
  const decided = Object.values(levels).filter((level) => level !== null);
  const [lowest = null] = decided;
  return decided.reduce<string | null>(
    (highest, level) => (highest === null || isHigher(level, highest, ranks) ? level : highest),
    lowest,
  );
}

function isHigher(one: string, other: string, ranks: ReadonlyMap<string, number>): boolean {
  const difference = (ranks.get(one) ?? -1) - (ranks.get(other) ?? -1);
  return difference === 0 ? one > other : difference > 0;
}

function ranksOf(tables: Tables): ReadonlyMap<string, number> {
  const known = tables.memory.get('level_ranks') as ReadonlyMap<string, number> | undefined;
  if (known !== undefined) return known;
  const rows = tables.all<{ level: string; rank: number }>('SELECT level, rank FROM level_ranks');
  const ranks = new Map(rows.map(({ level, rank }) => [level, rank]));
  tables.memory.set('level_ranks', ranks);
  return ranks;
}
