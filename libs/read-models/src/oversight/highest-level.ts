import type { HappeningRow } from './table.ts';

/** What decided a level, by which day. */
export type Levelled = Pick<HappeningRow, 'value' | 'occurred_on' | 'occurred_by'>;

/** Child -> what decided the level that the child has. */
export type LevelsDecided = Map<string, Levelled>;

/** Taken in the order of recording: a level gives way only to one that was not decided on an earlier day. */
export function takeLevel(levels: LevelsDecided, child: string, decided: Levelled): void {
  if (decided.occurred_by >= (levels.get(child)?.occurred_on ?? '')) levels.set(child, decided);
}

/** The highest by the scheme, which begins with the lowest; null where none of it was decided. */
export function highestOf(levels: Iterable<Levelled>, scheme: readonly string[]): string | null {
  return scheme[Math.max(-1, ...[...levels].map(({ value }) => scheme.indexOf(String(value))))] ?? null;
}
