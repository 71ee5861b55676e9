import type { CodeSet } from '#libs/reference';
import type { FactOf } from '../fact.ts';
import { linkTables, recordsOf } from '../links.ts';
import { NEWEST } from '../model-reader.ts';
import type { Tables } from '../projection.ts';

/** The order of levels in the scheme published last, who is known to have died, and which records are of one person. */
export const levelTables = `
  CREATE TABLE level_ranks (level TEXT PRIMARY KEY, rank INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE deaths (person TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  ${linkTables}
`;

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

/** What a row of a family says of its children's levels. */
export function levelsOf(children: string | null): Levels {
  return JSON.parse(children ?? '{}') as Levels;
}

/**
 * The highest level of the children who are not known to have died; null while none is decided. A level of no known scheme
 * counts by its name.
 */
export function headlineOf(levels: Levels, tables: Tables): string | null {
  const ranks = ranksOf(tables);
  const decided = Object.entries(levels)
    .flatMap(([child, level]) => (level === null ? [] : { child, level }))
    .sort((one, other) => difference(other.level, one.level, ranks));
  return decided.find(({ child }) => !hasDied(child, tables))?.level ?? null;
}

function hasDied(child: string, tables: Tables): boolean {
  const isDead = (record: string): boolean =>
    tables.one('SELECT 1 FROM deaths WHERE person = ?', record) !== undefined;
  return recordsOf(tables, child, NEWEST).some(isDead);
}

/** Above 0 where the one is higher. */
function difference(one: string, other: string, ranks: ReadonlyMap<string, number>): number {
  return (ranks.get(one) ?? -1) - (ranks.get(other) ?? -1) || Number(one > other) - Number(one < other);
}

function ranksOf(tables: Tables): ReadonlyMap<string, number> {
  const known = tables.memory.get('level_ranks') as ReadonlyMap<string, number> | undefined;
  if (known !== undefined) return known;
  const rows = tables.all<{ level: string; rank: number }>('SELECT level, rank FROM level_ranks');
  const ranks = new Map(rows.map(({ level, rank }) => [level, rank]));
  tables.memory.set('level_ranks', ranks);
  return ranks;
}
