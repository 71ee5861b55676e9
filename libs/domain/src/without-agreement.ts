import { Rejected } from '#libs/contracts';
import type { Circumstances, Facts } from './aggregate.ts';
import { checkRationale } from './checks.ts';
import { dayOf } from './days.ts';
import { activeWorker } from './eligibility.ts';

/** The role of a worker who may decide to go on without agreement (code set `worker-role`). */
const MANAGER = 'TEAM_MANAGER';

/** What a basis asks of the family's agreement (code set `agreement-rule`). */
export type AgreementRule = 'RESTS_ON_IT' | 'SEEKS_IT' | 'HOLDS_WITHOUT' | 'DUTY';

/** What the basis asks of the family's agreement on the day; of one that says nothing agreement is sought. */
export function agreementRuleOf(basis: string, told: Circumstances, { reference }: Facts): AgreementRule {
  return (reference.ownerOf('sharing-basis', basis, dayOf(told)) ?? 'SEEKS_IT') as AgreementRule;
}

export interface WithoutAgreement {
  readonly manager: string;
  readonly basis: string;
  readonly reason: string;
}

/** I2: a manager goes on without agreement, says why, and not on the basis of the agreement that is not there. */
export function checkGoesOnWithout(
  told: Circumstances,
  { manager, basis, reason }: WithoutAgreement,
  facts: Facts,
): void {
  checkManager(told, manager, facts);
  checkRationale(reason, 'withoutAgreement.reason');
  if (agreementRuleOf(basis, told, facts) === 'RESTS_ON_IT') throw new Rejected('NO_AGREEMENT');
}

export function checkManager(told: Circumstances, manager: string, facts: Facts): void {
  if (activeWorker(facts, manager, dayOf(told)).role !== MANAGER)
    throw new Rejected('WORKER_NOT_ELIGIBLE', { worker: manager, because: 'NOT_A_MANAGER' });
}
