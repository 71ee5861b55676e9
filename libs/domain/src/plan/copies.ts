import type { PlanEvent, SharePlanCopy, WithholdPlanCopy } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkRationale } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, knownPerson } from '../eligibility.ts';
import { checkMayHaveCopy, helpFor } from './help.ts';
import { inForce, type PlanState } from './state.ts';
import { checkNotWithheld } from './withheld.ts';

/** Nobody has a copy from whom one of this version was withheld. */
export function sharePlanCopy(told: Told<SharePlanCopy>, state: PlanState, facts: Facts): PlanEvent[] {
  const { to, sharedBy } = told.data;
  helpFor(told, facts);
  const { version, withheld, tellsOf } = inForce(state);
  activeWorker(facts, sharedBy, dayOf(told));
  checkNotWithheld(to, withheld, facts);
  checkMayHaveCopy(to, { told, tellsOf }, facts);
  return [{ type: 'PlanCopyShared', data: { ...told.data, version } }];
}

export function withholdPlanCopy(told: Told<WithholdPlanCopy>, state: PlanState, facts: Facts): PlanEvent[] {
  const { from, reason, decidedBy } = told.data;
  helpFor(told, facts);
  const { version } = inForce(state);
  activeWorker(facts, decidedBy, dayOf(told));
  knownPerson(facts, from);
  checkRationale(reason, 'reason');
  return [{ type: 'PlanCopyWithheld', data: { ...told.data, version } }];
}
