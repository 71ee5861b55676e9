import { Rejected } from '#libs/contracts';
import type { AssignAudit, AuditEvent, PinCaseView, WithdrawAudit } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { present } from '../checks.ts';
import { caseOf, independent } from './independence.ts';
import { standing, type AuditState } from './state.ts';

/** A case of a sample, for a reason, or a second and blind time; by somebody who is independent of it. */
export function assignAudit(told: Told<AssignAudit>, state: AuditState, facts: Facts): AuditEvent[] {
  if (state.status !== 'NONE') return [];
  const { episode, sample, reason, secondOf, auditor } = told.data;
  const found = caseOf(facts, episode);
  if ([sample, reason, secondOf].filter((each) => each !== undefined).length !== 1)
    throw new Rejected('AUDIT_BASIS', { field: 'reason' });
  if (auditor === told.actor.user) throw new Rejected('OWN_AUDIT', { field: 'auditor' });
  if (sample !== undefined) checkDrawn(sample, episode, facts);
  if (secondOf !== undefined) checkSecond(told.data, secondOf, facts);
  const independence = independent(found);
  const said = { episode, heldBy: found.family, ...present({ sample, reason, secondOf }), auditor };
  return [{ type: 'AuditAssigned', data: { ...said, independence, assignedBy: told.actor.user } }];
}

/**
 * One of those selected, or a reserve that came in the place of one, and nobody's yet. That two are assigned the same case at
 * the same moment is guarded by no stream: the process manager `assigned-twice` withdraws the later.
 */
function checkDrawn(sample: string, episode: string, { casesOf }: Facts): void {
  if (casesOf === undefined) throw new Rejected('NOT_FOUND', { sample });
  if (!casesOf.selected.includes(episode)) throw new Rejected('CASE_NOT_DRAWN', { sample });
  if (casesOf.assigned.includes(episode)) throw new Rejected('CASE_ASSIGNED', { sample });
}

function checkSecond({ episode, auditor }: AssignAudit, secondOf: string, { auditNamed }: Facts): void {
  if (auditNamed === undefined) throw new Rejected('NOT_FOUND', { audit: secondOf });
  if (auditNamed.episode !== episode) throw new Rejected('OTHER_CASE', { audit: secondOf });
  if (auditNamed.isWithdrawn) throw new Rejected('AUDIT_WITHDRAWN', { audit: secondOf });
  if (auditNamed.auditor === auditor) throw new Rejected('OWN_AUDIT', { audit: secondOf });
}

/** As the log stands now: nobody chooses the position. Independence may have ended since it was assigned. */
export function pinCaseView(told: Told<PinCaseView>, state: AuditState, facts: Facts): AuditEvent[] {
  const audit = ownAudit(state, told);
  if (audit.pinned !== undefined) return [];
  const found = caseOf(facts, audit.episode);
  independent(found);
  const { position, family } = found;
  return [{ type: 'CaseViewPinned', data: { position, heldBy: family, pinnedBy: told.actor.user } }];
}

export function withdrawAudit(told: Told<WithdrawAudit>, state: AuditState): AuditEvent[] {
  if (state.status === 'WITHDRAWN') return [];
  if (standing(state).status === 'GRADED') throw new Rejected('AUDIT_GRADED');
  return [{ type: 'AuditWithdrawn', data: { reason: told.data.reason, withdrawnBy: told.actor.user } }];
}

/** The audit of whoever gives the order: to another auditor it is not there. */
export function ownAudit(state: AuditState, { actor }: Pick<Told<unknown>, 'actor'>) {
  if (state.status === 'NONE' || state.auditor !== actor.user) throw new Rejected('NOT_FOUND');
  return standing(state);
}
