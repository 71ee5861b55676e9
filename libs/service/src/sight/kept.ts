import { mayKeepSeals, type Principal } from '#libs/access';
import type { SealInForce } from '#libs/read-models';

/** Grounds for a seal that keep who somebody is, and not where they live. Of one that is not known it is not said. */
const OF_THE_PERSON: readonly (string | null)[] = ['ADOPTION', 'HIGH_PROFILE'];

/** Whether a seal covers whoever lives with the person too. */
export function keepsWhereTheyLive({ ground }: SealInForce): boolean {
  return !OF_THE_PERSON.includes(ground);
}

/** Whether the caller is one of its custodians; partners keep none. */
export function isKeptBy(principal: Principal, { custodians }: SealInForce): boolean {
  const { worker } = principal;
  return worker !== undefined && mayKeepSeals(principal) && custodians.includes(worker);
}
