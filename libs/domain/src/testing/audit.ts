import type { AuditEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import type { AuditCaseFact } from '../audit/fact.ts';
import { noFacts } from './examples.ts';

export const EPISODE = 'episode-1';
export const AUDITOR = { actor: { user: 'auditor', role: 'AUDITOR', agency: 'organisation-council' } };
export const LEADER = { actor: { user: 'leader', role: 'QUALITY', agency: 'organisation-council' } };
export const KEYWORKER = { actor: { user: 'kit', role: 'KEYWORKER', agency: 'organisation-school' } };

export const aCase: AuditCaseFact = {
  position: 40,
  family: 'family-1',
  workers: ['worker-kit'],
  agencies: ['organisation-school'],
  teams: ['organisation-school', 'organisation-help'],
  persons: ['ava'],
  reviewer: { isConnected: false },
};

/** The case, with whoever is to judge it. */
export const caseWith = (reviewer: Partial<AuditCaseFact['reviewer']> = {}): Pick<Facts, 'auditCase'> => ({
  auditCase: { ...aCase, reviewer: { isConnected: false, ...reviewer } },
});

export const CHECKED = ['OWN_CASE', 'TEAM_CASE', 'LINE_MANAGED', 'CONNECTED'];
export const independence = { position: 40, checked: CHECKED };
export const assigned: AuditEvent = {
  type: 'AuditAssigned',
  data: {
    ...{ episode: EPISODE, heldBy: 'family-1', reason: 'CONCERN', auditor: 'auditor' },
    ...{ independence, assignedBy: 'leader' },
  },
};
export const pinned: AuditEvent = {
  type: 'CaseViewPinned',
  data: { position: 40, heldBy: 'family-1', pinnedBy: 'auditor' },
};
export const questions = noFacts.reference.codes('audit-question').map(({ code }) => code);

/** Every question answered with GOOD, but for these. */
export function answers(
  otherwise: Readonly<Record<string, { grade?: string; answer?: string; evidence?: string[] }>> = {},
): AuditEvent[] {
  return questions.map((question) => ({
    type: 'QuestionAnswered',
    data: { question, answer: 'YES', grade: 'GOOD', answeredBy: 'auditor', ...otherwise[question] },
  }));
}

export const gradedAs = (overall: string): AuditEvent => ({
  type: 'AuditGraded',
  data: { overall, gradedBy: 'auditor' },
});
