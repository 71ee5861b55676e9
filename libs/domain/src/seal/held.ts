import { Rejected } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { isOver } from '../eligibility.ts';
import type { HeldFact } from './fact.ts';

/** Who holds open help on a day: its keyworker, and whoever covers then. */
export function holdersOn(day: string, { keyworker, cover }: Omit<HeldFact, 'family' | 'episode'>): string[] {
  return cover === undefined || isOver(cover.until, day) ? [keyworker] : [keyworker, cover.worker];
}

/**
 * I10, where a seal covers open help: whoever holds it can see it. Of what seals cover when help changes hands, a fact of
 * the moment: whoever is to hold it keeps each seal over this family or person: OWNER_NOT_CUSTODIAN.
 */
export function checkKeeps({ keepers }: Pick<Facts, 'keepers'>, sealed: string, worker: string): void {
  if (keepers.get(sealed)?.includes(worker) === false) throw new Rejected('OWNER_NOT_CUSTODIAN', { worker });
}

/** The same of a seal, as it is to be kept: nobody who holds what it covers is shut out of it. */
export function checkHoldersKeep(
  held: readonly HeldFact[],
  day: string,
  keeps: (worker: string) => boolean,
): void {
  for (const help of held)
    for (const worker of holdersOn(day, help))
      if (!keeps(worker)) throw new Rejected('OWNER_NOT_CUSTODIAN', { worker, episode: help.episode });
}
