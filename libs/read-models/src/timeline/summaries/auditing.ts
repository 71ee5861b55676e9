import type { Opened } from '#libs/contracts';
import { after, lower, type Say } from './wording.ts';

type DataOf<T extends Opened.AuditEvent['type']> = Extract<Opened.AuditEvent, { type: T }>['data'];

/** A sentence for each event of an audit. */
export const auditingSummaries: {
  readonly [T in Opened.AuditEvent['type']]: (data: DataOf<T>, say: Say) => string;
} = {
  AuditAssigned: ({ reason }, say) =>
    `Audit assigned${after(': ', reason && lower(say('audit-reason', reason)))}`,
  CaseViewPinned: ({ position }) => `Case looked at as of position ${position}`,
  QuestionAnswered: ({ question, answer }, say) =>
    `Question answered: ${lower(say('audit-question', question))}: ${lower(say('audit-answer', answer))}`,
  AuditGraded: ({ overall }, say) => `Audit graded: ${lower(say('audit-grade', overall))}`,
  ImmediateConcernRaised: ({ what }) => `Immediate concern raised${after(': ', what)}`,
  PractitionerReflectionAdded: ({ reflection }) =>
    `Practitioner’s reflection added${after(': ', reflection)}`,
  FamilyFeedbackAdded: ({ feedback }) => `Family’s feedback added${after(': ', feedback)}`,
  AuditModerated: ({ grade, changed }, say) =>
    `Audit moderated: ${changed ? '' : 'still '}${lower(say('audit-grade', grade))}`,
  GradeDisputed: ({ reason }) => `Grade disputed${after(': ', reason)}`,
  GradeDisputeResolved: ({ grade, changed }, say) =>
    `Dispute about the grade settled: ${changed ? '' : 'still '}${lower(say('audit-grade', grade))}`,
  AuditActionSet: ({ what, due }) => `Action set, to be done by ${due}${after(': ', what)}`,
  AuditActionDone: ({ note }) => `Action done${after(': ', note)}`,
  AuditActionVerified: () => 'Action seen to hold in a later case',
  AuditWithdrawn: ({ reason }, say) => `Audit given up: ${lower(say('audit-withdrawal-reason', reason))}`,
};
