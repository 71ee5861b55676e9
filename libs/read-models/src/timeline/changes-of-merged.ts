import { amendmentTypes } from '#libs/contracts';
import type { AsOfPoint } from '../as-of.ts';
import { FOREVER, type Tables } from '../projection.ts';
import { entriesAt } from './entries.ts';
import { everMergedInto, mergedInto, namingFamilies } from './lineage.ts';
import { seenBy, type Scope } from './scope.ts';
import type { TimelineEntry } from './table.ts';

/** The types of events that amend others, as JSON. */
export const AMENDMENTS = JSON.stringify(amendmentTypes);

/** The changes of one page, and by what its entries stand. */
export interface Around {
  readonly positions: readonly number[];
  readonly standing: Parameters<typeof entriesAt>[2];
  readonly sealed: boolean;
  readonly at: AsOfPoint;
}

/** Position at which another was merged into one of the families -> what was recorded of it before, as it stands now. */
export function broughtByMerge(
  tables: Tables,
  families: readonly string[],
  around: Around,
): ReadonlyMap<number, readonly TimelineEntry[]> {
  const { standing, at } = around;
  const merges = linesAt(tables, 'since', families, around).filter(({ until }) => until > at.position);
  return new Map(
    merges.map(({ other, since }) => {
      const parts = [other, ...mergedInto(tables, [other], at.position)];
      const before = entriesIn(tables, namingFamilies(parts, { position: since - 1 }), around);
      const stands = entriesAt(tables, before, standing).filter(({ voided }) => !voided);
      return [since, stands.map((entry) => ({ ...entry, cites: [] }))];
    }),
  );
}

/** Position at which a merge into one of the families was reversed -> entries that a copy has by it alone; not what is `told`. */
export function takenBackByReversal(
  tables: Tables,
  families: readonly string[],
  { told, ...around }: Around & { readonly told: Scope },
): ReadonlyMap<number, readonly string[]> {
  return new Map(
    linesAt(tables, 'until', families, around).map(({ other, until }) => {
      const parts = everMergedInto(tables, other, until);
      const theirs = entriesIn(tables, namingFamilies(parts, { position: until }), around);
      const rows = tables.all<{ id: string }>(
        `SELECT id FROM events WHERE position IN (SELECT value FROM json_each(?))
         AND position NOT IN (SELECT position FROM (${told.sql}))`,
        JSON.stringify(theirs),
        ...told.values,
      );
      return [until, rows.map(({ id }) => id)];
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

/** The positions of a scope's entries, amendments apart, that are there for whoever asks. */
function entriesIn(tables: Tables, scope: Scope, { at, sealed }: Around): number[] {
  const seen = seenBy(at);
  const rows = tables.all<{ position: number }>(
    `SELECT e.position FROM (SELECT position FROM (${scope.sql}) WHERE ${seen.sql}) s
     CROSS JOIN events e ON e.position = s.position
     WHERE e.sealed <= ? AND e.type NOT IN (SELECT value FROM json_each(?)) ORDER BY e.position`,
    ...scope.values,
    ...seen.values,
    Number(sealed),
    AMENDMENTS,
  );
  return rows.map(({ position }) => position);
}
