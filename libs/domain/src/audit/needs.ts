import type { AnswerAuditQuestion, AssignAudit, AuditCommand } from '#libs/contracts';
import type { Needs } from '../aggregate.ts';
import { present } from '../checks.ts';
import type { AuditState } from './state.ts';

/** What each rule needs from elsewhere: above all how whoever judges stands to the case. */
export function needs({ type, data }: AuditCommand, state: AuditState): Needs {
  if (type === 'AssignAudit') return assigning(data);
  if (state.status === 'NONE') return {};
  const { episode, auditor, pinned } = state;
  switch (type) {
    case 'PinCaseView':
      return { auditCase: { episode, auditor } };
    case 'AnswerAuditQuestion':
      return evidenceOf(data, pinned?.heldBy);
    case 'AddPractitionerReflection':
    case 'ModerateAudit':
    case 'ResolveGradeDispute':
      return { auditCase: { episode } };
    case 'AddFamilyFeedback':
      return { auditCase: { episode }, erasedAmong: [data.giver] };
    case 'RaiseImmediateConcern':
      return { workers: [data.told].filter((each) => each !== undefined) };
    case 'SetAuditAction':
      return { workers: [data.owner] };
    case 'VerifyAuditAction': {
      const { audit, action, verifiedIn } = data;
      return { laterCase: { audit, action, verifiedIn } };
    }
    case 'GradeAudit':
    case 'DisputeGrade':
    case 'CompleteAuditAction':
    case 'WithdrawAudit':
      return {};
  }
}

function assigning({ episode, auditor, sample, secondOf }: AssignAudit): Needs {
  return { auditCase: { episode, auditor }, ...present({ casesOf: sample, auditNamed: secondOf }) };
}

function evidenceOf({ evidence: entries = [] }: AnswerAuditQuestion, family: string | undefined): Needs {
  return family === undefined ? {} : { evidence: { family, entries } };
}
