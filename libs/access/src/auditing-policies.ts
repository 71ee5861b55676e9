import type { AuditCommand, DataClass } from '#libs/contracts';
import type { CommandPolicy } from './command-policy.ts';
import { none, type ReadPolicy } from './read-policy.ts';

/** Those who lead quality assurance see every audit, and judge the auditors. */
const leading: CommandPolicy = { QUALITY: 'anyone' };
/** Which audit is the auditor's own is a rule of the audit. */
const auditing: CommandPolicy = { AUDITOR: 'anyone' };
const both: CommandPolicy = { ...leading, ...auditing };

/** Who judges the help of a case, and who answers to it: part of `commandPolicies`. */
export const auditingPolicies: Readonly<Record<AuditCommand['type'], CommandPolicy>> = {
  AssignAudit: leading,
  PinCaseView: auditing,
  AnswerAuditQuestion: auditing,
  GradeAudit: auditing,
  RaiseImmediateConcern: both,
  AddPractitionerReflection: { ...both, KEYWORKER: 'assigned' },
  AddFamilyFeedback: both,
  ModerateAudit: leading,
  DisputeGrade: { KEYWORKER: 'assigned', MANAGER: 'anyone' },
  ResolveGradeDispute: leading,
  SetAuditAction: both,
  CompleteAuditAction: { ...leading, KEYWORKER: 'assigned', MANAGER: 'anyone' },
  VerifyAuditAction: leading,
  WithdrawAudit: leading,
};

const words: readonly DataClass[] = ['special'];

/** Who reads audits: auditors their own, those who lead all; who answers for the work what is graded of it. */
export const auditReads: readonly ReadPolicy[] = [
  {
    id: 'audit-own-audits',
    role: 'AUDITOR',
    purposes: ['AUDIT'],
    kinds: ['audit'],
    relation: 'assigned',
    classes: words,
  },
  {
    id: 'audit-worklist',
    role: 'AUDITOR',
    purposes: ['AUDIT'],
    kinds: ['audits'],
    relation: 'anyone',
    classes: none,
  },
  {
    id: 'quality-audits',
    role: 'QUALITY',
    purposes: ['QUALITY'],
    kinds: ['audit', 'concerns'],
    relation: 'anyone',
    classes: words,
  },
  {
    id: 'quality-audit-lists',
    role: 'QUALITY',
    purposes: ['QUALITY'],
    kinds: ['audits', 'auditFigures'],
    relation: 'anyone',
    classes: none,
  },
  {
    id: 'keyworker-graded-audits',
    role: 'KEYWORKER',
    purposes: ['FAMILY_HELP'],
    kinds: ['audit'],
    relation: 'assigned',
    classes: words,
  },
  {
    id: 'manager-graded-audits',
    role: 'MANAGER',
    purposes: ['FAMILY_HELP'],
    kinds: ['audit'],
    relation: 'manages',
    classes: words,
  },
  // Somebody may not be safe: a manager hears of it the same day, whatever else of the audit is not told yet.
  {
    id: 'manager-concerns',
    role: 'MANAGER',
    purposes: ['SAFEGUARDING'],
    kinds: ['concerns'],
    relation: 'anyone',
    classes: words,
  },
  {
    id: 'subject-access-audits',
    role: 'PRIVACY_OFFICER',
    purposes: ['SUBJECT_ACCESS'],
    kinds: ['audit'],
    relation: 'anyone',
    classes: words,
  },
];
