import { londonDay } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Tables } from '../projection.ts';

/** The London day an answer is of; of the empty log the first there is. */
export function dayOfPoint({ effectiveAt, knownAt }: AsOfPoint): string {
  return effectiveAt ?? (knownAt === null ? '0001-01-01' : londonDay(knownAt));
}

/**
 * Families with all that any of them was ever merged with, or taken apart from: those whose merges may say which is read for
 * one of them.
 */
export function mergedWith(tables: Tables, families: Iterable<string>): string[] {
  const rows = tables.all<{ family: string }>(
    `WITH RECURSIVE near (family) AS (
       SELECT value FROM json_each(?1)
       UNION SELECT h.about FROM near CROSS JOIN happenings h INDEXED BY happenings_merging ON h.family = near.family
         WHERE h.kind IN ('MERGED', 'TAKEN_APART')
       UNION SELECT h.family FROM near CROSS JOIN happenings h INDEXED BY happenings_merged ON h.about = near.family
         WHERE h.kind IN ('MERGED', 'TAKEN_APART')
     ) SELECT family FROM near`,
    JSON.stringify([...families]),
  );
  return rows.map(({ family }) => family);
}

/**
 * Which family is read for one that was merged, by then, as merges were recorded; for any other the family itself. Asked of
 * these families, with all that they were merged with.
 */
export function survivorsAt(
  tables: Tables,
  families: readonly string[],
  at: AsOfPoint,
): (family: string) => string {
  const rows = tables.all<{ kind: 'MERGED' | 'TAKEN_APART'; family: string; about: string }>(
    `SELECT h.kind, h.family, h.about FROM json_each(?3) asked
     CROSS JOIN happenings h INDEXED BY happenings_merging ON h.family = asked.value
     WHERE h.kind IN ('MERGED', 'TAKEN_APART') AND h.position <= ?1 AND h.until > ?1 AND h.occurred_on <= ?2
     ORDER BY h.position`,
    at.position,
    dayOfPoint(at),
    JSON.stringify(families),
  );
  const merged = new Map<string, string>();
  for (const { kind, family, about } of rows) {
    if (kind === 'MERGED') merged.set(family, about);
    else if (merged.get(about) === family) merged.delete(about);
  }
  const readFor = (family: string, passed: ReadonlySet<string> = new Set()): string => {
    const survivor = merged.get(family);
    return survivor === undefined || passed.has(survivor)
      ? family
      : readFor(survivor, new Set([...passed, family]));
  };
  return readFor;
}

/** Where these families lived on the day of an answer, by what was known then, of one day the later told: family -> district. */
export function districtsOf(
  tables: Tables,
  families: Iterable<string | null>,
  at: AsOfPoint,
): ReadonlyMap<string, string> {
  const rows = tables.all<{ family: string; district: string | null }>(
    `SELECT asked.value AS family, (
       SELECT h.value FROM happenings h INDEXED BY happenings_placing
       WHERE h.family = asked.value AND h.kind IN ('OPENED', 'CONTINUED', 'MOVED')
         AND h.position <= ?1 AND h.until > ?1 AND h.occurred_on <= ?2
       ORDER BY h.occurred_on DESC, h.position DESC LIMIT 1
     ) AS district FROM json_each(?3) asked`,
    at.position,
    dayOfPoint(at),
    JSON.stringify([...new Set(families)].filter((family) => family !== null)),
  );
  return new Map(rows.flatMap(({ family, district }) => (district === null ? [] : [[family, district]])));
}
