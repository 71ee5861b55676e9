import { amendmentTypes } from '#libs/contracts';
import type { AsOfPoint } from '../../as-of.ts';
import type { Tables } from '../../projection.ts';
import { entriesAt } from '../entries.ts';
import { seenBy, type Scope } from '../scope.ts';
import type { TimelineEntry } from '../table.ts';

/** The types of events that amend others, as JSON. */
export const AMENDMENTS = JSON.stringify(amendmentTypes);

/** By what the entries of a page of changes stand, and for whom. */
export interface Standing {
  readonly standing: Parameters<typeof entriesAt>[2];
  readonly sealed: boolean;
  readonly at: AsOfPoint;
}

/** The changes of one page, and by what its entries stand. */
export interface Around extends Standing {
  readonly positions: readonly number[];
}

/** What a copy has by the change at a position, or has no more. */
export type ByPosition<T> = ReadonlyMap<number, readonly T[]>;

export type Entries = ByPosition<TimelineEntry>;

/** The lists of each position as one. */
export function gathered<T>(lists: readonly (readonly [number, readonly T[]])[]): ByPosition<T> {
  const byPosition = Map.groupBy(lists, ([position]) => position);
  return new Map([...byPosition].map(([position, all]) => [position, all.flatMap(([, list]) => list)]));
}

/** The positions of a scope's entries, amendments apart, that are there for whoever asks. */
export function entriesIn(tables: Tables, scope: Scope, { at, sealed }: Standing): number[] {
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

/** Those entries at these positions that are not voided, as a copy gets them: what they cite is told as theirs. */
export function standingAt(
  tables: Tables,
  positions: readonly number[],
  { standing }: Standing,
): TimelineEntry[] {
  const stands = entriesAt(tables, positions, standing).filter(({ voided }) => !voided);
  return stands.map((entry) => ({ ...entry, cites: [] }));
}

/** The ids of what stands at these positions and is not in a scope. */
export function idsOutside(tables: Tables, positions: readonly number[], { sql, values }: Scope): string[] {
  const rows = tables.all<{ id: string }>(
    `SELECT id FROM events WHERE position IN (SELECT value FROM json_each(?))
     AND position NOT IN (SELECT position FROM (${sql}))`,
    JSON.stringify(positions),
    ...values,
  );
  return rows.map(({ id }) => id);
}
