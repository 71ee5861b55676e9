import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { answered, assigned, AUDIT, caughtUp, COMMENT, type AuditRead } from '../testing/audit-story.ts';
import { drawn, helpOpensToo } from '../testing/sampled-story.ts';
import { standAt } from '../testing/forgotten-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// The help of Ava's family is audited: who learns of it, and when, and what becomes of the grade.

const DAY = '2026-03-02';
let served: Served;
let story: Story;
let audit: string;
let level: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: `${DAY}T09:00:00.000Z` });
  story = await helpOpens(served);
  await caughtUp(served);
  const { nodes } = await served.read<{ nodes: { id: string; type: string }[] }>('manager', STORY, {
    family: story.family.id,
  });
  level = nodes.find(({ type }) => type === 'LevelOfNeedDecided')?.id ?? '';
  audit = await assigned(served, { episode: story.episode });
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const STORY = `query ($family: ID!) {
  familyTimeline(family: $family, last: 100, purpose: SAFEGUARDING) { nodes { id type } } }`;
const WORKLIST = `query ($state: AuditState, $awaiting: Boolean, $purpose: Purpose!) {
  audits(state: $state, awaitingModeration: $awaiting, purpose: $purpose) { nodes { id state auditor awaitsModeration } } }`;
const OF_CASE = `query ($family: ID!, $purpose: Purpose!) {
  caseAudits(family: $family, purpose: $purpose) { audits { id grade auditor } } }`;
const CONCERNS = `query ($purpose: Purpose!) {
  immediateConcerns(purpose: $purpose) { nodes { audit family questions what } } }`;

const read = (persona: PersonaName, purpose: string) =>
  served.read<AuditRead>(persona, AUDIT, { audit, purpose });
const codeOf = async (persona: PersonaName, query: string, variables: object) =>
  (await served.ask(persona, query, variables)).errors?.[0]?.extensions['code'];
const order = (persona: PersonaName, name: string, input: object) =>
  served.order(persona, name, { audit, ...input });

describe('an audit that is not graded', () => {
  it('is in the worklist of its auditor and of those who lead', async () => {
    for (const [persona, purpose] of [
      ['auditor', 'AUDIT'],
      ['quality', 'QUALITY'],
    ] as const) {
      const list = await served.read<{ nodes: object[] }>(persona, WORKLIST, { purpose });
      expect(list.nodes).toEqual([
        { id: audit, state: 'ASSIGNED', auditor: 'auditor', awaitsModeration: false },
      ]);
      expect((await read(persona, purpose)).audit).toMatchObject({
        episode: story.episode,
        state: 'ASSIGNED',
      });
    }
  });

  it('is not there for whoever answers for the work, and stands in no story, list of changes or event', async () => {
    for (const persona of ['practitioner', 'manager'] as const) {
      expect(await codeOf(persona, AUDIT, { audit, purpose: 'FAMILY_HELP' })).toBe('NOT_FOUND');
      const { errors } = await served.ask(persona, OF_CASE, {
        family: story.family.id,
        purpose: 'FAMILY_HELP',
      });
      if (persona === 'practitioner') expect(errors).toBeUndefined();
      const { nodes } = await served.read<{ nodes: { type: string }[] }>(persona, STORY, {
        family: story.family.id,
      });
      expect(nodes.filter(({ type }) => type === 'AuditAssigned')).toEqual([]);
    }
    await expect(order('practitioner', 'disputeGrade', { reason: 'Not so.' })).rejects.toThrow('NOT_FOUND');
    const changes = `{ changesSince(purpose: OPERATIONS, last: 100) { nodes { entry { type } } } }`;
    for (const persona of ['system', 'manager'] as const) {
      const told = JSON.stringify(await served.read(persona, changes));
      expect(told).toContain('EpisodeOpened');
      expect(told).not.toContain('Audit');
    }
    const head = await served.record.store.head();
    const event = `query ($id: ID!) { event(id: $id, purpose: SAFEGUARDING) { id } }`;
    expect(await codeOf('manager', event, { id: String(head) })).toBe('NOT_FOUND');
  });

  it('is none of a system’s, of a partner’s or of an administrator’s', async () => {
    for (const persona of ['system', 'partner', 'administrator', 'coordinator'] as const) {
      expect(await codeOf(persona, AUDIT, { audit, purpose: 'QUALITY' })).toBe('NOT_PERMITTED');
      expect(await codeOf(persona, WORKLIST, { purpose: 'QUALITY' })).toBe('NOT_PERMITTED');
    }
  });
});

describe('an audit', () => {
  it('rests on entries of the case by the pinned position, and is capped by what is not safe', async () => {
    await expect(order('auditor', 'answerAuditQuestion', { question: 'PLAN', answer: 'NO' })).rejects.toThrow(
      'VIEW_NOT_PINNED',
    );
    await answered(served, audit, { evidence: [level], grade: 'INADEQUATE', comment: COMMENT });
    const other = await helpOpensToo(served, story, 'Lea');
    await caughtUp(served);
    const late = await served.record.store.head();
    const query = `query ($id: ID!) { event(id: $id, purpose: AUDIT) { id } }`;
    const { id } = await served.read<{ id: string }>('auditor', query, { id: String(late) });
    const answer = { question: 'PLAN', answer: 'YES', evidence: [id] };
    await expect(order('auditor', 'answerAuditQuestion', answer)).rejects.toThrow('UNKNOWN_ENTRY');
    expect(other.episode).not.toBe(story.episode);
    await order('auditor', 'gradeAudit', { overall: 'GOOD' });
    await caughtUp(served);
    expect(await read('quality', 'QUALITY')).toMatchObject({
      audit: {
        state: 'GRADED',
        overall: 'INADEQUATE',
        grade: 'INADEQUATE',
        concern: true,
        awaitsModeration: true,
      },
      grading: { overall: 'INADEQUATE', chosen: 'GOOD', cappedBy: ['CHILD_VOICE'] },
      concerns: [{ questions: ['CHILD_VOICE'], what: null }],
    });
    await expect(order('auditor', 'answerAuditQuestion', { question: 'PLAN', answer: 'NO' })).rejects.toThrow(
      'AUDIT_GRADED',
    );
  });

  it('is read once it is graded by whoever answers for the work, without the account', async () => {
    const told = await read('practitioner', 'FAMILY_HELP');
    expect(told.audit).toMatchObject({ grade: 'INADEQUATE', auditor: null });
    expect(told.answers.find(({ question }) => question === 'CHILD_VOICE')?.comment).toBe(COMMENT);
    expect(JSON.stringify(told)).not.toContain('"auditor":"auditor"');
    expect(
      await served.read('practitioner', OF_CASE, { family: story.family.id, purpose: 'FAMILY_HELP' }),
    ).toEqual({ audits: [{ id: audit, grade: 'INADEQUATE', auditor: null }] });
    expect(await codeOf('practitioner', WORKLIST, { purpose: 'FAMILY_HELP' })).toBe('NOT_PERMITTED');
  });

  it('shows a manager what cannot wait', async () => {
    await order('quality', 'raiseImmediateConcern', { what: 'He is back at the house.' });
    await caughtUp(served);
    const { nodes } = await served.read<{ nodes: object[] }>('manager', CONCERNS, {
      purpose: 'SAFEGUARDING',
    });
    expect(nodes).toEqual([
      { audit, family: story.family.id, questions: ['CHILD_VOICE'], what: null },
      { audit, family: story.family.id, questions: [], what: 'He is back at the house.' },
    ]);
    expect(await codeOf('practitioner', CONCERNS, { purpose: 'SAFEGUARDING' })).toBe('NOT_PERMITTED');
  });

  it('is moderated and disputed, and what the auditor gave stands beside it', async () => {
    const awaiting = { awaiting: true, purpose: 'QUALITY' };
    expect((await served.read<{ nodes: object[] }>('quality', WORKLIST, awaiting)).nodes).toHaveLength(1);
    await order('quality', 'moderateAudit', { grade: 'REQUIRES_IMPROVEMENT', reason: 'She was heard once.' });
    await order('practitioner', 'disputeGrade', { reason: 'She was heard twice.' });
    await expect(
      order('quality', 'resolveGradeDispute', { grade: 'GOOD', reason: 'So it is.' }),
    ).rejects.toThrow('OWN_AUDIT');
    const { mother, keyworker } = story;
    await order('quality', 'addFamilyFeedback', { giver: mother.id, feedback: 'It helped.' });
    const reflection = { practitioner: keyworker, reflection: 'I was too quick.' };
    await order('practitioner', 'addPractitionerReflection', reflection);
    await caughtUp(served);
    expect(await read('auditor', 'AUDIT')).toMatchObject({
      audit: { overall: 'INADEQUATE', moderated: 'REQUIRES_IMPROVEMENT', grade: 'REQUIRES_IMPROVEMENT' },
      moderation: { changed: true, reason: 'She was heard once.', by: 'quality' },
      dispute: { reason: 'She was heard twice.', by: 'practitioner' },
      feedback: [{ giver: mother.id, feedback: 'It helped.' }],
      reflections: [{ practitioner: keyworker, reflection: 'I was too quick.' }],
    });
    expect((await served.read<{ nodes: object[] }>('quality', WORKLIST, awaiting)).nodes).toEqual([]);
    const query = `query ($id: ID!) {
      whatWasKnown(person: $id, purpose: SAFEGUARDING) { nodes { type } } }`;
    const known = JSON.stringify(await served.read('manager', query, { id: mother.id }));
    expect(known).toContain('PersonRegistered');
    expect(known).not.toContain('Feedback');
  });

  it('counts in the figures of its sample and of its auditor', async () => {
    const { id: sample } = await drawn(served, { on: DAY, size: 2 });
    await expect(
      served.order('quality', 'assignAudit', {
        ...{ episode: `episode-${'0'.repeat(26)}`, sample, auditor: 'auditor' },
      }),
    ).rejects.toThrow('NOT_FOUND');
    const ofSample = await assigned(served, { episode: story.episode, sample });
    await expect(assigned(served, { episode: story.episode, sample })).rejects.toThrow('CASE_ASSIGNED');
    await answered(served, ofSample);
    await served.order('auditor', 'gradeAudit', { audit: ofSample, overall: 'GOOD' });
    await caughtUp(served);
    const matrix = `query ($sample: ID!) { gradeMatrix(sample: $sample, purpose: QUALITY) {
      graded open questions { question grade count } overall { grade count } } }`;
    const found = await served.read<{ questions: object[] }>('quality', matrix, { sample });
    expect(found).toMatchObject({ graded: 1, open: 0, overall: [{ grade: 'GOOD', count: 1 }] });
    expect(found.questions).toContainEqual({ question: 'PLAN', grade: 'GOOD', count: 1 });
    const variance = `{ moderationVariance(purpose: QUALITY) {
      auditors { auditor moderated unchanged raised lowered kappa grades { given moderated count } } } }`;
    expect(await served.read('quality', variance)).toEqual({
      auditors: [
        {
          ...{ auditor: 'auditor', moderated: 1, unchanged: 0, raised: 1, lowered: 0, kappa: 0 },
          grades: [{ given: 'INADEQUATE', moderated: 'REQUIRES_IMPROVEMENT', count: 1 }],
        },
      ],
    });
  });

  it('sets actions that are overdue once their day is over', async () => {
    const set = { owner: story.keyworker, due: DAY, what: 'Hear each child.' };
    const { id: action } = await order('quality', 'setAuditAction', set);
    await caughtUp(served);
    const actions = `query ($overdue: Boolean) { auditActions(overdue: $overdue, purpose: QUALITY) {
      nodes { action family overdue ownerActive state } } }`;
    expect(await served.read('quality', actions, { overdue: true })).toEqual({ nodes: [] });
    standAt(served, '2026-03-03T09:00:00.000Z');
    const { nodes } = await served.read<{ nodes: object[] }>('quality', actions, { overdue: true });
    expect(nodes).toMatchObject([{ action, overdue: true, state: 'SET' }]);
    await order('practitioner', 'completeAuditAction', { action });
    await caughtUp(served);
    expect(await served.read('quality', actions)).toEqual({
      nodes: [{ action, family: story.family.id, overdue: false, ownerActive: true, state: 'DONE' }],
    });
  });
});
