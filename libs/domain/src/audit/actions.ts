import { Rejected } from '#libs/contracts';
import type { AuditEvent, CompleteAuditAction, SetAuditAction, VerifyAuditAction } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkSaid } from '../checks.ts';
import { checkDate, checkOrder, dayOf } from '../days.ts';
import { activeWorker } from '../eligibility.ts';
import { seen } from './afterwards.ts';
import { graded, type Assigned, type AuditState } from './state.ts';

export function setAction(told: Told<SetAuditAction>, state: AuditState, facts: Facts): AuditEvent[] {
  graded(seen(state, told));
  const { owner, due, what } = told.data;
  activeWorker(facts, owner, dayOf(told));
  checkDate(due, 'due');
  checkOrder(dayOf(told), due, 'due');
  checkSaid(what, 'what');
  const action = `action-${told.newId(1)}`;
  return [{ type: 'AuditActionSet', data: { action, owner, due, what, setBy: told.actor.user } }];
}

export function completeAction(told: Told<CompleteAuditAction>, state: AuditState): AuditEvent[] {
  const { action, note } = told.data;
  if (actionOf(seen(state, told), action).done) return [];
  if (note !== undefined) checkSaid(note, 'note');
  const said = note !== undefined && { note };
  return [{ type: 'AuditActionDone', data: { action, ...said, doneBy: told.actor.user } }];
}

/** What was learnt holds when a later case shows it: one that came after, and whose audit was assigned once it was done. */
export function verifyAction(told: Told<VerifyAuditAction>, state: AuditState, facts: Facts): AuditEvent[] {
  const { action, verifiedIn } = told.data;
  const stands = actionOf(seen(state, told), action);
  if (stands.verified) return [];
  if (!stands.done) throw new Rejected('ACTION_NOT_DONE', { action });
  const { laterCase } = facts;
  if (laterCase === undefined) throw new Rejected('NOT_FOUND', { audit: verifiedIn });
  if (!laterCase.isGraded) throw new Rejected('AUDIT_NOT_GRADED', { audit: verifiedIn });
  if (!laterCase.isOfLaterCase || !laterCase.isAssignedAfter)
    throw new Rejected('NOT_A_LATER_CASE', { audit: verifiedIn });
  return [{ type: 'AuditActionVerified', data: { action, verifiedIn, verifiedBy: told.actor.user } }];
}

function actionOf({ actions }: Assigned, action: string) {
  const found = actions.get(action);
  if (found === undefined) throw new Rejected('UNKNOWN_AUDIT_ACTION', { action });
  return found;
}
