import type {
  AssessmentEvent,
  DeclineSignature,
  GiveAssessmentCopy,
  SignAssessment,
  WithholdAssessmentCopy,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, checkRationale, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, knownPerson, livingPerson } from '../eligibility.ts';
import { checkMayHaveCopy, checkOfFamily, checkSomebodyMay, helpFor } from '../plan/help.ts';
import { finalAssessment, type AssessmentState } from './state.ts';
import { checkNotWithheld } from '../plan/withheld.ts';

/** People of the family, or parents responsible for somebody of it, sign what is complete; children under 16 not alone. */
export function signAssessment(
  told: Told<SignAssessment>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { assessment, signedBy, takenBy } = told.data;
  helpFor(told, facts);
  finalAssessment(state, assessment);
  activeWorker(facts, takenBy, dayOf(told));
  checkDistinct(signedBy, 'signedBy');
  for (const person of signedBy) {
    livingPerson(facts, person, dayOf(told));
    checkOfFamily(person, facts);
  }
  checkSomebodyMay('signedBy', signedBy, told, facts);
  return [{ type: 'FamilySigned', data: told.data }];
}

export function declineSignature(
  told: Told<DeclineSignature>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { assessment, person, reason, takenBy } = told.data;
  helpFor(told, facts);
  finalAssessment(state, assessment);
  activeWorker(facts, takenBy, dayOf(told));
  livingPerson(facts, person, dayOf(told));
  checkOfFamily(person, facts);
  if (reason !== undefined) checkSaid(reason, 'reason');
  return [{ type: 'SignatureDeclined', data: told.data }];
}

export function giveAssessmentCopy(
  told: Told<GiveAssessmentCopy>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { assessment, to, givenBy } = told.data;
  helpFor(told, facts);
  const { withheld, tellsOf } = finalAssessment(state, assessment);
  activeWorker(facts, givenBy, dayOf(told));
  checkNotWithheld(to, withheld, facts);
  checkMayHaveCopy(to, { told, tellsOf }, facts);
  return [{ type: 'AssessmentCopyGiven', data: told.data }];
}

export function withholdAssessmentCopy(
  told: Told<WithholdAssessmentCopy>,
  state: AssessmentState,
  facts: Facts,
): AssessmentEvent[] {
  const { assessment, from, reason, decidedBy } = told.data;
  helpFor(told, facts);
  finalAssessment(state, assessment);
  activeWorker(facts, decidedBy, dayOf(told));
  knownPerson(facts, from);
  checkRationale(reason, 'reason');
  return [{ type: 'AssessmentCopyWithheld', data: told.data }];
}
