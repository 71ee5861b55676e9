import { Rejected } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { couldBeLiving } from '../eligibility.ts';
import { isAtLeast } from './levels.ts';
import type { OpenEpisode } from './state.ts';

/** Reasons to close that say that nobody need help any more, or that nobody does (code set `closure-reason`). */
const OVER: readonly string[] = [
  'OUTCOMES_MET',
  'NEEDS_MET_SINGLE_AGENCY',
  'DISENGAGED_NEEDS_UNMET',
  'AGED_OUT',
  'NO_NEED_FOUND',
];

/**
 * I7 and I12: help is not over for a child who is in need, under enquiry, on a protection plan or looked after:
 * STATUTORY_STANDS. A family may withdraw from what is voluntary; all else says who goes on, or that nothing was. Of a child
 * who died nothing stands.
 */
export function checkCarriedOn(
  reason: string,
  { children }: Pick<OpenEpisode, 'children'>,
  { facts, on }: { readonly facts: Facts; readonly on: string },
): void {
  if (!OVER.includes(reason)) return;
  for (const [child, { statutory }] of children)
    if (
      statutory !== undefined &&
      isAtLeast(statutory, 'CIN_S17') &&
      couldBeLiving(facts.persons.get(child), on)
    )
      throw new Rejected('STATUTORY_STANDS', { child, status: statutory });
}
