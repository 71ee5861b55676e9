import { londonDay } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';

/** The London day an answer is of; of the empty log the first there is. */
export function dayOfPoint({ effectiveAt, knownAt }: AsOfPoint): string {
  return effectiveAt ?? (knownAt === null ? '0001-01-01' : londonDay(knownAt));
}

/** Where each family lived on the day of an answer, by what was known then: family -> district. */
export function districtsAt(tables: Tables, at: AsOfPoint): ReadonlyMap<string, string> {
  const rows = tables.all<{ family: string; value: string }>(
    `SELECT family, value FROM happenings
     WHERE kind IN ('OPENED', 'CONTINUED', 'MOVED') AND position <= ?1 AND until > ?1 AND occurred_on <= ?2
     ORDER BY occurred, position`,
    at.position,
    dayOfPoint(at),
  );
  return new Map(rows.map(({ family, value }) => [family, value]));
}
