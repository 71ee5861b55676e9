import { describe, expect, it } from '@jest/globals';
import type { AuditCommand, AuditEvent, CommandOf } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { given } from '../testing/specification.ts';
import { aCase, answers, assigned, AUDITOR, caseWith, CHECKED, EPISODE, gradedAs } from '../testing/audit.ts';
import { KEYWORKER, LEADER, pinned, questions } from '../testing/audit.ts';
import { audit } from './audit.ts';

const A = 'audit-1';
const assign = (changes: Partial<CommandOf<'AssignAudit'>['data']> = {}): AuditCommand => ({
  type: 'AssignAudit',
  data: { episode: EPISODE, auditor: 'auditor', reason: 'CONCERN', ...changes },
});
const ofSample = (): AuditCommand => ({
  type: 'AssignAudit',
  data: { episode: EPISODE, auditor: 'auditor', sample: 'sample-1' },
});
const secondOf = (): AuditCommand => ({
  type: 'AssignAudit',
  data: { episode: EPISODE, auditor: 'auditor', secondOf: 'audit-0' },
});
const pin: AuditCommand = { type: 'PinCaseView', data: { audit: A } };
const answer = (changes: Partial<CommandOf<'AnswerAuditQuestion'>['data']> = {}): AuditCommand => ({
  type: 'AnswerAuditQuestion',
  data: { audit: A, question: 'THRESHOLD', answer: 'YES', ...changes },
});
const grade = (overall: string): AuditCommand => ({ type: 'GradeAudit', data: { audit: A, overall } });
const raise = (changes: Partial<CommandOf<'RaiseImmediateConcern'>['data']> = {}): AuditCommand => ({
  type: 'RaiseImmediateConcern',
  data: { audit: A, what: 'He is back.', ...changes },
});
const evidence = (): Pick<Facts, 'evidence'> => ({
  evidence: new Map([
    ['e-1', { position: 30, families: ['family-1'], persons: [] }],
    ['e-2', { position: 41, families: ['family-1'], persons: [] }],
  ]),
});
const first = { episode: EPISODE, family: 'family-1', auditor: 'other', isGraded: false, isWithdrawn: false };

const nothing = given(audit);
const begun = given(audit, assigned, pinned);

describe('an audit is assigned', () => {
  it('with what was found not to stand in the way, and as of which position', () => {
    nothing.when(assign(), LEADER, caseWith()).then(assigned);
    nothing.when(assign(), LEADER, caseWith({ worker: 'worker-9', agency: 'organisation-9' })).then({
      ...assigned,
      data: {
        ...(assigned.data as object),
        independence: { position: 40, worker: 'worker-9', checked: CHECKED },
      },
    } as AuditEvent);
  });

  it.each([
    ['own case', { worker: 'worker-kit' }],
    ['case of their team', { worker: 'worker-9', agency: 'organisation-school' }],
    ['case that they manage', { worker: 'worker-9', agency: 'organisation-help', role: 'TEAM_MANAGER' }],
    ['family that they know', { worker: 'worker-9', isConnected: true }],
  ])('to nobody for their %s, without saying which it is', (_, reviewer) => {
    nothing.when(assign(), LEADER, caseWith(reviewer)).refuses('NOT_INDEPENDENT', {});
  });

  it('to somebody of an agency that only helped too, who manages nobody', () => {
    const reviewer = { worker: 'worker-9', agency: 'organisation-help', role: 'KEYWORKER' };
    expect(() => nothing.when(assign(), LEADER, caseWith(reviewer)).then()).toThrow(/AuditAssigned/);
  });

  it('of a case that is there, on exactly one basis, and not to oneself', () => {
    nothing.when(assign(), LEADER).refuses('NOT_FOUND', { episode: EPISODE });
    nothing.when(assign({ sample: 'sample-1' }), LEADER, caseWith()).refuses('AUDIT_BASIS');
    const { reason: _, ...none } = assign().data as CommandOf<'AssignAudit'>['data'];
    nothing.when({ type: 'AssignAudit', data: none }, LEADER, caseWith()).refuses('AUDIT_BASIS');
    nothing.when(assign({ auditor: 'leader' }), LEADER, caseWith()).refuses('OWN_AUDIT');
  });

  it('of a sample only where that drew it, and once', () => {
    const cases = (selected: string[], taken: string[] = []) => ({
      ...caseWith(),
      casesOf: { selected, assigned: taken },
    });
    nothing.when(ofSample(), LEADER, caseWith()).refuses('NOT_FOUND', { sample: 'sample-1' });
    nothing.when(ofSample(), LEADER, cases(['episode-2'])).refuses('CASE_NOT_DRAWN');
    nothing.when(ofSample(), LEADER, cases([EPISODE], [EPISODE])).refuses('CASE_ASSIGNED');
    expect(() => nothing.when(ofSample(), LEADER, cases([EPISODE])).then()).toThrow(/sample-1/);
  });

  it('a second time to another than made the first, of the same case', () => {
    const beside = (changes: object) => ({ ...caseWith(), auditNamed: { ...first, ...changes } });
    nothing.when(secondOf(), LEADER, caseWith()).refuses('NOT_FOUND', { audit: 'audit-0' });
    nothing.when(secondOf(), LEADER, beside({ auditor: 'auditor' })).refuses('OWN_AUDIT');
    nothing.when(secondOf(), LEADER, beside({ episode: 'episode-2' })).refuses('OTHER_CASE');
    nothing.when(secondOf(), LEADER, beside({ isWithdrawn: true })).refuses('AUDIT_WITHDRAWN');
    expect(() => nothing.when(secondOf(), LEADER, beside({})).then()).toThrow(/audit-0/);
  });
});

describe('the view of the case', () => {
  it('is pinned once, as of the log’s own position, by the auditor, who is independent still', () => {
    const chosen = given(audit, assigned);
    chosen.when(pin, AUDITOR, { auditCase: { ...aCase, position: 55 } }).then({
      type: 'CaseViewPinned',
      data: { position: 55, heldBy: 'family-1', pinnedBy: 'auditor' },
    });
    chosen.when(pin, LEADER, caseWith()).refuses('NOT_FOUND');
    chosen.when(pin, AUDITOR, caseWith({ isConnected: true })).refuses('NOT_INDEPENDENT');
    begun.when(pin, AUDITOR, caseWith()).then();
  });
});

describe('a question', () => {
  it('is answered by the auditor alone, once the view is pinned', () => {
    begun.when(answer(), AUDITOR).then({
      type: 'QuestionAnswered',
      data: { question: 'THRESHOLD', answer: 'YES', answeredBy: 'auditor' },
    });
    begun.when(answer(), { actor: { ...AUDITOR.actor, user: 'other' } }).refuses('NOT_FOUND');
    given(audit, assigned).when(answer(), AUDITOR).refuses('VIEW_NOT_PINNED');
    given(audit, assigned, pinned, gradedAs('GOOD')).when(answer(), AUDITOR).refuses('AUDIT_GRADED');
    nothing.when(answer(), AUDITOR).refuses('NOT_FOUND');
  });

  it('has no grade where it does not apply', () => {
    begun.when(answer({ answer: 'NA', grade: 'GOOD' }), AUDITOR).refuses('GRADE_NOT_TAKEN');
  });

  it('is graded best or worst by evidence alone: entries of the case that stood there at the pinned position', () => {
    begun.when(answer({ grade: 'INADEQUATE' }), AUDITOR).refuses('EVIDENCE_REQUIRED');
    begun.when(answer({ grade: 'OUTSTANDING' }), AUDITOR).refuses('EVIDENCE_REQUIRED');
    begun.when(answer({ evidence: ['e-9'] }), AUDITOR, evidence()).refuses('UNKNOWN_ENTRY', { entry: 'e-9' });
    begun.when(answer({ evidence: ['e-2'] }), AUDITOR, evidence()).refuses('EVIDENCE_AFTER_VIEW');
    begun.when(answer({ evidence: ['e-1', 'e-1'] }), AUDITOR, evidence()).refuses('DUPLICATE_VALUE');
    begun.when(answer({ grade: 'OUTSTANDING', evidence: ['e-1'] }), AUDITOR, evidence()).then({
      type: 'QuestionAnswered',
      data: {
        ...{ question: 'THRESHOLD', answer: 'YES', grade: 'OUTSTANDING', evidence: ['e-1'] },
        answeredBy: 'auditor',
      },
    });
  });
});

describe('the whole', () => {
  const all = (...otherwise: Parameters<typeof answers>) =>
    given(audit, assigned, pinned, ...answers(...otherwise));
  const unsafe = { CHILD_VOICE: { answer: 'NO', grade: 'INADEQUATE', evidence: ['e-1'] } };

  it('is graded once every question is answered, and does not apply is an answer', () => {
    const [, ...rest] = answers();
    given(audit, assigned, pinned, ...rest)
      .when(grade('GOOD'), AUDITOR)
      .refuses('QUESTION_UNANSWERED', { question: questions[0] ?? '' });
    all({ STEPS: { answer: 'NA' } })
      .when(grade('GOOD'), AUDITOR)
      .then(gradedAs('GOOD'));
    all().when(grade('GOOD'), LEADER).refuses('NOT_FOUND');
  });

  it('is best or worst only where an answer shows it', () => {
    all().when(grade('OUTSTANDING'), AUDITOR).refuses('EVIDENCE_REQUIRED');
    const shown = { PLAN: { grade: 'OUTSTANDING', evidence: ['e-1'] } };
    all(shown).when(grade('OUTSTANDING'), AUDITOR).then(gradedAs('OUTSTANDING'));
  });

  it('is capped by a question of safety, and what is not safe is raised with the same order', () => {
    const capped: AuditEvent = {
      type: 'AuditGraded',
      data: { overall: 'INADEQUATE', chosen: 'GOOD', cappedBy: ['CHILD_VOICE'], gradedBy: 'auditor' },
    };
    const raised: AuditEvent = {
      type: 'ImmediateConcernRaised',
      data: { questions: ['CHILD_VOICE'], raisedBy: 'auditor' },
    };
    all(unsafe).when(grade('GOOD'), AUDITOR).then(capped, raised);
    all(unsafe).when(grade('INADEQUATE'), AUDITOR).then(gradedAs('INADEQUATE'), raised);
    const byHand: AuditEvent = { type: 'ImmediateConcernRaised', data: { raisedBy: 'auditor' } };
    given(audit, assigned, pinned, ...answers(unsafe), byHand)
      .when(grade('GOOD'), AUDITOR)
      .then(capped);
    const ofAnother: AuditEvent = { ...raised, data: { questions: ['STEPS'], raisedBy: 'auditor' } };
    given(audit, assigned, pinned, ...answers(unsafe), ofAnother)
      .when(grade('GOOD'), AUDITOR)
      .then(capped, raised);
  });

  it('is not capped by practice, nor by safety that is answered anew', () => {
    const poor = { PLAN: { answer: 'NO', grade: 'INADEQUATE', evidence: ['e-1'] } };
    all(poor).when(grade('GOOD'), AUDITOR).then(gradedAs('GOOD'));
    given(audit, assigned, pinned, ...answers(unsafe), ...answers())
      .when(grade('GOOD'), AUDITOR)
      .then(gradedAs('GOOD'));
  });
});

describe('a concern that cannot wait', () => {
  it('is raised by the auditor or whoever leads, at any time before it is given up', () => {
    const raised = (user: string): AuditEvent => ({
      type: 'ImmediateConcernRaised',
      data: { what: 'He is back.', raisedBy: user },
    });
    given(audit, assigned).when(raise(), AUDITOR).then(raised('auditor'));
    begun.when(raise(), LEADER).then(raised('leader'));
    begun.when(raise(), { actor: { ...AUDITOR.actor, user: 'other' } }).refuses('NOT_FOUND');
    begun.when(raise({ what: ' ' }), AUDITOR).refuses('REQUIRED');
    begun.when(raise({ told: 'worker-9' }), AUDITOR).refuses('NOT_FOUND', { worker: 'worker-9' });
  });
});

describe('an audit is given up', () => {
  it('before it is graded, and nothing more is done with it', () => {
    const withdraw: AuditCommand = { type: 'WithdrawAudit', data: { audit: A, reason: 'AUDITOR_GONE' } };
    const withdrawn: AuditEvent = {
      type: 'AuditWithdrawn',
      data: { reason: 'AUDITOR_GONE', withdrawnBy: 'leader' },
    };
    begun.when(withdraw, LEADER).then(withdrawn);
    const over = given(audit, assigned, pinned, withdrawn);
    over.when(withdraw, LEADER).then();
    over.when(answer(), AUDITOR).refuses('AUDIT_WITHDRAWN');
    given(audit, assigned, pinned, gradedAs('GOOD')).when(withdraw, LEADER).refuses('AUDIT_GRADED');
    begun.when({ type: 'DisputeGrade', data: { audit: A, reason: 'No.' } }, KEYWORKER).refuses('NOT_FOUND');
  });
});
