import { codesJudgedOn, isCertainlyAfter } from '#libs/reference';
import type { FactOf } from '../fact.ts';
import type { RetoldTable, Tables } from '../projection.ts';
import { remember, rememberedIn } from '../remembered.ts';

/** The day, whole or partial, on which a child's level was decided last, where that is known. */
export const levelDayTables = `
  CREATE TABLE level_days (
    family TEXT NOT NULL, episode TEXT NOT NULL, child TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (family, episode, child)
  ) STRICT, WITHOUT ROWID;
`;

/** How they are told again. */
export const LEVEL_DAYS: RetoldTable = { table: 'level_days', where: 'family = ?' };

const REMEMBERED = 20_000;

interface OfChild {
  readonly family: string;
  readonly episode: string;
  readonly child: string;
}

/** Whether a level that was decided on a later day is known; where none is, this one's day is kept. */
export function isToldLate(
  { stream, data, occurredAt, stored }: FactOf<'LevelOfNeedDecided' | 'SteppedUp' | 'SteppedDown'>,
  tables: Tables,
): boolean {
  const of = { family: stream, episode: data.episode, child: data.child };
  const known = dayOf(of, tables);
  const day = codesJudgedOn(occurredAt, stored.recordedAt);
  if (known !== undefined && isCertainlyAfter(known, day)) return true;
  if (day !== known) keepDay(of, day, tables);
  return false;
}

/** Keeps the day; where there is none, nothing is known of it any longer. */
export function keepDay({ family, episode, child }: OfChild, day: string | undefined, tables: Tables): void {
  if (day === undefined) tables.run(`DELETE FROM level_days WHERE ${ITS}`, family, episode, child);
  else
    tables.run(
      `INSERT INTO level_days (family, episode, child, day) VALUES (?, ?, ?, ?)
       ON CONFLICT (family, episode, child) DO UPDATE SET day = excluded.day`,
      family,
      episode,
      child,
      day,
    );
  remember(days(tables), [keyOf({ family, episode, child }), day], REMEMBERED);
}

const ITS = 'family = ? AND episode = ? AND child = ?';

function dayOf(of: OfChild, tables: Tables): string | undefined {
  const known = days(tables);
  const key = keyOf(of);
  if (known.has(key)) return known.get(key);
  const sql = `SELECT day FROM level_days WHERE ${ITS}`;
  return tables.one<{ day: string }>(sql, of.family, of.episode, of.child)?.day;
}

function days(tables: Tables): Map<string, string | undefined> {
  return rememberedIn(tables, 'level_days');
}

function keyOf({ family, episode, child }: OfChild): string {
  return `${family} ${episode} ${child}`;
}
