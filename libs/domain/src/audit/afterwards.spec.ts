import { describe, it } from '@jest/globals';
import type { AuditCommand, AuditEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { keyworker } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { answers, assigned, AUDITOR, caseWith, EPISODE, gradedAs, independence } from '../testing/audit.ts';
import { KEYWORKER, LEADER, pinned } from '../testing/audit.ts';
import { audit } from './audit.ts';

const A = 'audit-1';
const shown = answers({ PLAN: { grade: 'OUTSTANDING', evidence: ['e-1'] } });
const open = given(audit, assigned, pinned, ...shown);
const done = given(audit, assigned, pinned, ...shown, gradedAs('GOOD'));
const moderate = (grade: string): AuditCommand => ({
  type: 'ModerateAudit',
  data: { audit: A, grade, reason: 'Seen otherwise.' },
});
const moderated = (grade: string, changed: boolean): AuditEvent => ({
  type: 'AuditModerated',
  data: { grade, changed, reason: 'Seen otherwise.', independence, moderatedBy: 'leader' },
});
const dispute: AuditCommand = { type: 'DisputeGrade', data: { audit: A, reason: 'Not so.' } };
const disputed: AuditEvent = { type: 'GradeDisputed', data: { reason: 'Not so.', disputedBy: 'kit' } };
const resolve = (grade: string): AuditCommand => ({
  type: 'ResolveGradeDispute',
  data: { audit: A, grade, reason: 'Heard.' },
});
const somebodyElse = { actor: { ...LEADER.actor, user: 'third' } };

describe('moderation', () => {
  it('is by another than the auditor, as independent, once, and says whether the grade is another', () => {
    done.when(moderate('GOOD'), LEADER, caseWith()).then(moderated('GOOD', false));
    done.when(moderate('OUTSTANDING'), LEADER, caseWith()).then(moderated('OUTSTANDING', true));
    done
      .when(moderate('GOOD'), { actor: { ...LEADER.actor, user: 'auditor' } }, caseWith())
      .refuses('OWN_AUDIT');
    done.when(moderate('GOOD'), LEADER, caseWith({ worker: 'worker-kit' })).refuses('NOT_INDEPENDENT');
    done.when(moderate('GOOD'), LEADER).refuses('NOT_FOUND', { episode: EPISODE });
    open.when(moderate('GOOD'), LEADER, caseWith()).refuses('AUDIT_NOT_GRADED');
    given(audit, assigned, pinned, ...shown, gradedAs('GOOD'), moderated('GOOD', false))
      .when(moderate('GOOD'), somebodyElse, caseWith())
      .refuses('AUDIT_MODERATED');
  });

  it('gives no grade that needs evidence where no answer names any', () => {
    given(audit, assigned, pinned, ...answers(), gradedAs('GOOD'))
      .when(moderate('INADEQUATE'), LEADER, caseWith())
      .refuses('EVIDENCE_REQUIRED');
  });
});

describe('a dispute', () => {
  const settling = given(
    audit,
    assigned,
    pinned,
    ...shown,
    gradedAs('GOOD'),
    moderated('GOOD', false),
    disputed,
  );

  it('is raised by whoever answers for the work, once, and is not there before the audit is graded', () => {
    done.when(dispute, KEYWORKER).then(disputed);
    open.when(dispute, KEYWORKER).refuses('NOT_FOUND');
    settling.when(dispute, KEYWORKER).refuses('GRADE_DISPUTED');
  });

  it('is settled by neither the auditor, nor the moderator, nor who disputes it', () => {
    settling.when(resolve('OUTSTANDING'), somebodyElse, caseWith()).then({
      type: 'GradeDisputeResolved',
      data: { grade: 'OUTSTANDING', changed: true, reason: 'Heard.', independence, resolvedBy: 'third' },
    });
    for (const user of ['auditor', 'leader', 'kit'])
      settling.when(resolve('GOOD'), { actor: { ...LEADER.actor, user } }, caseWith()).refuses('OWN_AUDIT');
    settling.when(resolve('GOOD'), somebodyElse, caseWith({ isConnected: true })).refuses('NOT_INDEPENDENT');
    done.when(resolve('GOOD'), somebodyElse, caseWith()).refuses('NOT_DISPUTED');
  });

  it('that is settled is the last word', () => {
    const settled: AuditEvent = {
      type: 'GradeDisputeResolved',
      data: { grade: 'GOOD', changed: false, reason: 'Heard.', independence, resolvedBy: 'third' },
    };
    given(audit, assigned, pinned, ...shown, gradedAs('GOOD'), disputed, settled)
      .when(moderate('GOOD'), LEADER, caseWith())
      .refuses('GRADE_DISPUTED');
  });
});

describe('what is said of a graded audit', () => {
  const reflect = (practitioner = 'worker-kit'): AuditCommand => ({
    type: 'AddPractitionerReflection',
    data: { audit: A, practitioner, reflection: 'I see.' },
  });
  const feedback = (giver = 'ava'): AuditCommand => ({
    type: 'AddFamilyFeedback',
    data: { audit: A, giver, feedback: 'It helped.' },
  });

  it('is said by a worker of the case, for themselves, and recorded for others by whoever leads or audits', () => {
    const reflected = (user: string): AuditEvent => ({
      type: 'PractitionerReflectionAdded',
      data: { practitioner: 'worker-kit', reflection: 'I see.', recordedBy: user },
    });
    done.when(reflect(), KEYWORKER, caseWith({ worker: 'worker-kit' })).then(reflected('kit'));
    done.when(reflect(), LEADER, caseWith()).then(reflected('leader'));
    done.when(reflect(), KEYWORKER, caseWith({ worker: 'worker-new' })).refuses('NOT_OF_THE_CASE');
    done.when(reflect('worker-new'), LEADER, caseWith()).refuses('NOT_OF_THE_CASE');
    open.when(reflect(), KEYWORKER, caseWith({ worker: 'worker-kit' })).refuses('NOT_FOUND');
    open.when(reflect(), LEADER, caseWith()).refuses('AUDIT_NOT_GRADED');
  });

  it('is said by somebody of the family', () => {
    done.when(feedback(), LEADER, caseWith()).then({
      type: 'FamilyFeedbackAdded',
      data: { giver: 'ava', feedback: 'It helped.', recordedBy: 'leader' },
    });
    done.when(feedback('ben'), LEADER, caseWith()).refuses('NOT_OF_THE_CASE');
    done.when(feedback(), LEADER, { ...caseWith(), erased: new Set(['ava']) }).refuses('SUBJECT_ERASED');
  });
});

describe('an action', () => {
  const ACTION = 'action-new-1';
  const set = (due = '2026-07-01'): AuditCommand => ({
    type: 'SetAuditAction',
    data: { audit: A, owner: 'worker-kit', due, what: 'Hear each child.' },
  });
  const owner = { workers: new Map([['worker-kit', keyworker]]) };
  const isSet: AuditEvent = {
    type: 'AuditActionSet',
    data: {
      action: ACTION,
      owner: 'worker-kit',
      due: '2026-07-01',
      what: 'Hear each child.',
      setBy: 'auditor',
    },
  };
  const complete: AuditCommand = { type: 'CompleteAuditAction', data: { audit: A, action: ACTION } };
  const isDone: AuditEvent = { type: 'AuditActionDone', data: { action: ACTION, doneBy: 'kit' } };
  const verify: AuditCommand = {
    type: 'VerifyAuditAction',
    data: { audit: A, action: ACTION, verifiedIn: 'audit-2' },
  };
  const later = {
    ...{ episode: 'episode-2', family: 'family-2', auditor: 'other', isGraded: true, isWithdrawn: false },
    ...{ isOfLaterCase: true, isAssignedAfter: true },
  };
  const wasSet = given(audit, assigned, pinned, ...shown, gradedAs('GOOD'), isSet);
  const wasDone = given(audit, assigned, pinned, ...shown, gradedAs('GOOD'), isSet, isDone);

  it('is set of a graded audit, for a worker who is at work, by a day to come', () => {
    done.when(set(), AUDITOR, owner).then(isSet);
    done.when(set(), AUDITOR).refuses('NOT_FOUND', { worker: 'worker-kit' });
    done.when(set('2026-06-15'), AUDITOR, owner).refuses('END_BEFORE_START');
    open.when(set(), AUDITOR, owner).refuses('AUDIT_NOT_GRADED');
  });

  it('is done once', () => {
    wasSet.when(complete, KEYWORKER).then(isDone);
    wasDone.when(complete, KEYWORKER).then();
    done.when(complete, KEYWORKER).refuses('UNKNOWN_AUDIT_ACTION');
  });

  it('is verified only by the graded audit of a later case, assigned after it was done', () => {
    const facts = (changes: Partial<typeof later> = {}): Partial<Facts> => ({
      laterCase: { ...later, ...changes },
    });
    wasDone.when(verify, LEADER, facts()).then({
      type: 'AuditActionVerified',
      data: { action: ACTION, verifiedIn: 'audit-2', verifiedBy: 'leader' },
    });
    wasDone.when(verify, LEADER).refuses('NOT_FOUND', { audit: 'audit-2' });
    wasDone.when(verify, LEADER, facts({ isGraded: false })).refuses('AUDIT_NOT_GRADED');
    wasDone.when(verify, LEADER, facts({ isOfLaterCase: false })).refuses('NOT_A_LATER_CASE');
    wasDone.when(verify, LEADER, facts({ isAssignedAfter: false })).refuses('NOT_A_LATER_CASE');
    wasSet.when(verify, LEADER, facts()).refuses('ACTION_NOT_DONE');
  });
});
