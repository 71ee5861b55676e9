import { Rejected } from '#libs/contracts';
import type {
  AddFamilyFeedback,
  AddPractitionerReflection,
  AuditEvent,
  DisputeGrade,
  ModerateAudit,
  ResolveGradeDispute,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { ownAudit } from './assigning.ts';
import { checkEvidence, isEvidenced } from './grades.ts';
import { caseOf, independent } from './independence.ts';
import { graded, standing, type Assigned, type AuditState } from './state.ts';

/** Those who lead see every audit, auditors their own; whoever answers for the work one that is graded: to others it is not there. */
function seen(state: AuditState, told: Pick<Told<unknown>, 'actor'>): Assigned {
  const { role } = told.actor;
  if (role === 'AUDITOR') return ownAudit(state, told);
  if (role !== 'QUALITY' && (state.status === 'NONE' || state.grade === undefined))
    throw new Rejected('NOT_FOUND');
  return standing(state);
}

/** By a worker of the case, in their own words: who is none of those that lead or audit says only their own. */
export function addReflection(
  told: Told<AddPractitionerReflection>,
  state: AuditState,
  facts: Facts,
): AuditEvent[] {
  const audit = seen(state, told);
  graded(audit);
  const { practitioner, reflection } = told.data;
  const { workers, reviewer } = caseOf(facts, audit.episode);
  const isForOthers = ['QUALITY', 'AUDITOR'].includes(told.actor.role);
  if (!workers.includes(practitioner) || !(isForOthers || reviewer.worker === practitioner))
    throw new Rejected('NOT_OF_THE_CASE', { field: 'practitioner' });
  checkSaid(reflection, 'reflection');
  const data = { practitioner, reflection, recordedBy: told.actor.user };
  return [{ type: 'PractitionerReflectionAdded', data }];
}

/** By somebody who belongs or belonged to a family of the case. */
export function addFeedback(told: Told<AddFamilyFeedback>, state: AuditState, facts: Facts): AuditEvent[] {
  const audit = seen(state, told);
  graded(audit);
  const { giver, feedback } = told.data;
  if (!caseOf(facts, audit.episode).persons.includes(giver))
    throw new Rejected('NOT_OF_THE_CASE', { field: 'giver' });
  if (facts.erased.has(giver)) throw new Rejected('SUBJECT_ERASED', { subject: giver });
  checkSaid(feedback, 'feedback');
  return [{ type: 'FamilyFeedbackAdded', data: { giver, feedback, recordedBy: told.actor.user } }];
}

/** Once, and not after a dispute was settled, by another than the auditor, as independent as the auditor must be: what the auditor gave stands beside it. */
export function moderateAudit(told: Told<ModerateAudit>, state: AuditState, facts: Facts): AuditEvent[] {
  const audit = seen(state, told);
  const before = graded(audit);
  const { grade, reason } = told.data;
  if (audit.moderatedBy !== undefined) throw new Rejected('AUDIT_MODERATED');
  if (audit.dispute?.isSettled === true) throw new Rejected('GRADE_DISPUTED');
  const { user } = told.actor;
  const independence = judgedBy(audit, told, facts);
  checkSaid(reason, 'reason');
  checkEvidence(grade, isEvidenced(audit), dayOf(told), facts);
  const data = { grade, changed: grade !== before, reason, independence, moderatedBy: user };
  return [{ type: 'AuditModerated', data }];
}

/** I19: nobody judges their own audit. */
function judgedBy({ auditor, episode }: Assigned, { actor }: Pick<Told<unknown>, 'actor'>, facts: Facts) {
  if (auditor === actor.user) throw new Rejected('OWN_AUDIT');
  return independent(caseOf(facts, episode));
}

/** Once, by whoever answers for the work. */
export function disputeGrade(told: Told<DisputeGrade>, state: AuditState): AuditEvent[] {
  const audit = seen(state, told);
  graded(audit);
  if (audit.dispute !== undefined) throw new Rejected('GRADE_DISPUTED');
  const { user } = told.actor;
  if ([audit.auditor, audit.moderatedBy].includes(user)) throw new Rejected('OWN_AUDIT');
  checkSaid(told.data.reason, 'reason');
  return [{ type: 'GradeDisputed', data: { reason: told.data.reason, disputedBy: user } }];
}

/** By somebody who neither gave the grade nor disputes it. */
export function resolveDispute(
  told: Told<ResolveGradeDispute>,
  state: AuditState,
  facts: Facts,
): AuditEvent[] {
  const audit = seen(state, told);
  const before = graded(audit);
  const { grade, reason } = told.data;
  const { dispute } = audit;
  if (dispute === undefined || dispute.isSettled) throw new Rejected('NOT_DISPUTED');
  const { user } = told.actor;
  if ([audit.moderatedBy, dispute.by].includes(user)) throw new Rejected('OWN_AUDIT');
  const independence = judgedBy(audit, told, facts);
  checkSaid(reason, 'reason');
  checkEvidence(grade, isEvidenced(audit), dayOf(told), facts);
  const data = { grade, changed: grade !== before, reason, independence, resolvedBy: user };
  return [{ type: 'GradeDisputeResolved', data }];
}

export { seen };
