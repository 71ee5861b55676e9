import type { Readers } from '#libs/read-models';

/** Family -> the one it is merged into. */
export type Merged = ReadonlyMap<string, string>;

/** What these families, and those that they were merged into, are merged into at a position; now, where none is named. */
export function mergedAmong(
  families: readonly string[],
  readers: {
    readonly families: Pick<Readers['families'], 'familiesNamed'>;
    readonly timeline: Pick<Readers['timeline'], 'withSurvivors'>;
  },
  position?: number,
): Merged {
  const rows = readers.families.familiesNamed(readers.timeline.withSurvivors(families, position), position);
  return new Map(rows.flatMap(({ family, mergedInto }) => (mergedInto ? [[family, mergedInto]] : [])));
}

/** Which family is read for one that was merged, into another that may have been merged in turn. */
export function survivorOf(family: string, merged: Merged, passed: ReadonlySet<string> = new Set()): string {
  const next = merged.get(family);
  return next === undefined || passed.has(next)
    ? family
    : survivorOf(next, merged, new Set([...passed, family]));
}
