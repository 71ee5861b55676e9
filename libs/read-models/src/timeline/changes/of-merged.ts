import { FOREVER, type Tables } from '../../projection.ts';
import { entriesIn, gathered, idsOutside, standingAt } from './around.ts';
import type { Around, ByPosition, Entries } from './around.ts';
import { andErasuresOf } from './of-erased.ts';
import { everMergedInto, mergedInto, namingFamilies } from '../lineage.ts';
import { everReferredTo, referralsOf } from '../referrals.ts';
import { together, type Scope } from '../scope.ts';

/** Position at which another was merged into one of the families -> what was recorded of it before, as it stands now. */
export function broughtByMerge(tables: Tables, families: readonly string[], around: Around): Entries {
  const { at } = around;
  const merges = linesAt(tables, 'since', families, around).filter(({ until }) => until > at.position);
  return gathered(
    merges.map(({ other, since }) => {
      const parts = [other, ...mergedInto(tables, [other], at.position)];
      const referred = parts.map((part) => referralsOf(part, at));
      const theirs = together([namingFamilies(parts, { position: since - 1 }), ...referred]);
      const before = entriesIn(tables, theirs, around).filter((position) => position < since);
      return [since, standingAt(tables, andErasuresOf(tables, before, since), around)];
    }),
  );
}

/** Position at which a merge into one of the families was reversed -> entries that a copy has by it alone; not what is `told`. */
export function takenBackByReversal(
  tables: Tables,
  families: readonly string[],
  { told, ...around }: Around & { readonly told: Scope },
): ByPosition<string> {
  return gathered(
    linesAt(tables, 'until', families, around).map(({ other, until }) => {
      const parts = everMergedInto(tables, other, until);
      const referred = parts.map((part) => everReferredTo(part, { position: until }));
      const theirs = together([namingFamilies(parts, { position: until }), ...referred]);
      const positions = andErasuresOf(tables, entriesIn(tables, theirs, around), until);
      return [until, idsOutside(tables, positions, told)];
    }),
  );
}

type Line = { readonly other: string; readonly since: number; readonly until: number };

/** Merges into these families that began, or ended, at one of the positions. */
function linesAt(
  tables: Tables,
  end: 'since' | 'until',
  families: readonly string[],
  { positions }: Around,
): Line[] {
  return tables.all<Line>(
    `SELECT l.other, l.since, l.until FROM json_each(?) f CROSS JOIN lines l ON l.family = f.value
     WHERE l.up_to = ? AND l.${end} IN (SELECT value FROM json_each(?))`,
    JSON.stringify(families),
    FOREVER,
    JSON.stringify(positions),
  );
}
