import { asCorrected, Rejected, type JsonObject } from '#libs/contracts';
import type { Around, Facts } from '../aggregate.ts';

/** Where a fact that is corrected stands, and what is known around it. */
export interface CorrectedFact {
  readonly around: Around;
  readonly facts: Facts;
}

/** What the fact says until it is corrected. */
export function stood({ around, facts }: CorrectedFact): JsonObject {
  return asCorrected(facts.entries).find(({ revision }) => revision === around.revision)?.data ?? {};
}

/** Whether the correction says that field: what is as it stood was judged when it was recorded. */
export function differs<D extends object>(data: D, field: keyof D & string, known: CorrectedFact): boolean {
  return (stood(known)[field] as unknown) !== data[field];
}

interface About {
  readonly child?: string;
  readonly goal?: string;
  readonly person?: string;
}

/** Whom or what each of a field's parts is about is not corrected: OTHER_RECORD. */
export function checkSameAbout(field: string, now: readonly About[], known: CorrectedFact): void {
  const before = (stood(known)[field] ?? []) as readonly About[];
  const idsOf = (each: readonly About[]): string =>
    each.map(({ child, goal, person }) => [child, goal, person].join(' ')).join();
  if (idsOf(before) !== idsOf(now)) throw new Rejected('OTHER_RECORD', { field });
}
