import type { Principal, Relations } from '#libs/access';
import type { FamilyRow } from '#libs/read-models';

/** Open help, and whose it is. */
export type Work = Pick<FamilyRow, 'keyworker' | 'cover' | 'coverUntil' | 'agency'>;

/** How the caller stands to open help on a day in London. */
export function related(
  principal: Principal,
  work: readonly Work[],
  day: string,
): Pick<Relations, 'assigned' | 'ownAgency'> {
  return {
    assigned: work.some((each) => isHeldBy(principal, each, day)),
    ownAgency: work.some(({ agency }) => agency === principal.agency),
  };
}

export function isHeldBy({ worker }: Principal, work: Work, day: string): boolean {
  return worker !== undefined && holdersOf(work, day).includes(worker);
}

/** The keyworker, and whoever covers: cover is over after the last day that was meant, whether or not anybody says so. */
export function holdersOf({ keyworker, cover, coverUntil }: Omit<Work, 'agency'>, day: string): string[] {
  const covering = coverUntil === null || coverUntil >= day ? cover : null;
  return [keyworker, covering].filter((each) => each !== null);
}
