import { Rejected, type PlanEvent, type SharePlanCopy, type WithholdPlanCopy } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkBegun, checkRationale } from '../checks.ts';
import { dayOf } from '../days.ts';
import { checkNotBarred, recordsOf } from '../disclosure/bars.ts';
import { activeWorker, livingPerson } from '../eligibility.ts';
import { checkOfFamily, helpFor } from './help.ts';
import { inForce, type PlanState } from './state.ts';

/**
 * Somebody of the family, or a parent responsible for somebody of it, has a copy: I16, nobody whom any bar keeps from
 * anybody of the family, for a plan says where they are helped; nor from whom a copy of this version was withheld. Others
 * are told by a disclosure.
 */
export function sharePlanCopy(told: Told<SharePlanCopy>, state: PlanState, facts: Facts): PlanEvent[] {
  const { family, to, sharedBy } = told.data;
  helpFor(told, facts);
  const { version, withheld } = inForce(state);
  activeWorker(facts, sharedBy, dayOf(told));
  livingPerson(facts, to, dayOf(told));
  checkOfFamily(to, facts);
  if (recordsOf(to, facts).some((each) => withheld.has(each)))
    throw new Rejected('COPY_WITHHELD', { person: to });
  const telling = { family, persons: [], others: facts.belonged, classes: ['address'] };
  checkNotBarred({ ...telling, recipientPerson: to }, facts);
  return [{ type: 'PlanCopyShared', data: { ...told.data, version } }];
}

export function withholdPlanCopy(told: Told<WithholdPlanCopy>, state: PlanState, facts: Facts): PlanEvent[] {
  const { from, reason, decidedBy } = told.data;
  helpFor(told, facts);
  const { version } = inForce(state);
  activeWorker(facts, decidedBy, dayOf(told));
  checkBegun(facts, `person-${from}`);
  checkRationale(reason, 'reason');
  return [{ type: 'PlanCopyWithheld', data: { ...told.data, version } }];
}
