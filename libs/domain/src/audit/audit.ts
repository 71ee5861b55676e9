import type { AuditCommand, AuditEvent, Clear } from '#libs/contracts';
import type { Aggregate, Circumstances, Facts } from '../aggregate.ts';
import { completeAction, setAction, verifyAction } from './actions.ts';
import { addFeedback, addReflection, disputeGrade, moderateAudit, resolveDispute } from './afterwards.ts';
import { answerQuestion, gradeAudit, raiseConcern } from './answering.ts';
import { assignAudit, pinCaseView, withdrawAudit } from './assigning.ts';
import { needs } from './needs.ts';
import { evolve, type AuditState } from './state.ts';

function decide(command: AuditCommand & Circumstances, state: AuditState, facts: Facts): AuditEvent[] {
  switch (command.type) {
    case 'AssignAudit':
      return assignAudit(command, state, facts);
    case 'PinCaseView':
      return pinCaseView(command, state, facts);
    case 'AnswerAuditQuestion':
      return answerQuestion(command, state, facts);
    case 'GradeAudit':
      return gradeAudit(command, state, facts);
    case 'RaiseImmediateConcern':
      return raiseConcern(command, state, facts);
    case 'AddPractitionerReflection':
      return addReflection(command, state, facts);
    case 'AddFamilyFeedback':
      return addFeedback(command, state, facts);
    case 'ModerateAudit':
      return moderateAudit(command, state, facts);
    case 'DisputeGrade':
      return disputeGrade(command, state);
    case 'ResolveGradeDispute':
      return resolveDispute(command, state, facts);
    case 'SetAuditAction':
      return setAction(command, state, facts);
    case 'CompleteAuditAction':
      return completeAction(command, state);
    case 'VerifyAuditAction':
      return verifyAction(command, state, facts);
    case 'WithdrawAudit':
      return withdrawAudit(command, state);
  }
}

/**
 * How somebody who had no part in it judges the help of an episode. The stream guards that it is answered as of one position,
 * graded once and moderated once; how whoever judges stands to the case is a fact of the moment, recorded with its position.
 */
export const audit: Aggregate<AuditState, AuditCommand, AuditEvent, Clear.AuditEvent> = {
  category: 'audit',
  initial: { status: 'NONE' },
  needs,
  decide,
  evolve,
  families: () => [],
  seen: () => undefined,
};
