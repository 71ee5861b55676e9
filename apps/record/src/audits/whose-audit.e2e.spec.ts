import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import {
  answered,
  assigned,
  AUDIT,
  caughtUp,
  COMMENT,
  graded,
  type AuditRead,
} from '../testing/audit-story.ts';
import { childIdentified, decideErasure, standAt } from '../testing/forgotten-story.ts';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { helpOpensToo } from '../testing/sampled-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// What becomes of an audit whose family is sealed, merged, held or erased; and who may make one.

let served: Served;
let story: Story;
beforeEach(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
}, 60_000);
afterEach(() => served[Symbol.asyncDispose]());

const read = (audit: string, persona: PersonaName = 'quality', purpose = 'QUALITY') =>
  served.read<AuditRead>(persona, AUDIT, { audit, purpose });
const refusalOf = async (audit: string, persona: PersonaName = 'quality', purpose = 'QUALITY') => {
  const { data, errors } = await served.ask(persona, AUDIT, { audit, purpose });
  const { message, extensions } = errors?.[0] ?? { message: '', extensions: {} };
  return { data, message, code: extensions['code'] };
};
const UNKNOWN = `audit-${'0'.repeat(26)}`;
const commentIn = ({ answers }: AuditRead) =>
  answers.find(({ question }) => question === 'CHILD_VOICE')?.comment;

describe('an audit of a family that is sealed', () => {
  it('answers as one that is not there, to reads and to orders, and neither list nor figure tells of it', async () => {
    const audit = await graded(served, story);
    await sealed(served, story.family.id, await custodians(served, story));
    await caughtUp(served);
    for (const [persona, purpose] of [
      ['quality', 'QUALITY'],
      ['auditor', 'AUDIT'],
    ] as const) {
      expect(await refusalOf(audit, persona, purpose)).toEqual(await refusalOf(UNKNOWN, persona, purpose));
      const list = `{ audits(purpose: ${purpose}) { nodes { id } } }`;
      expect(await served.read(persona, list)).toEqual({ nodes: [] });
    }
    const raise = (of: string) => served.order('quality', 'raiseImmediateConcern', { audit: of, what: 'x' });
    await expect(raise(audit)).rejects.toThrow('NOT_FOUND');
    await expect(raise(UNKNOWN)).rejects.toThrow('NOT_FOUND');
    await expect(assigned(served, { episode: story.episode })).rejects.toThrow('NOT_FOUND');
    const moderated = `{ moderationVariance(purpose: QUALITY) { auditors { auditor } } }`;
    expect(await served.read('quality', moderated)).toEqual({ auditors: [] });
  });
});

const OF_CASE = `query ($family: ID!) {
  caseAudits(family: $family, purpose: SUBJECT_ACCESS) { audits { id state auditor } } }`;

describe('an audit of a family whose data is kept, and not used', () => {
  let audit: string;
  let open: string;
  beforeEach(async () => {
    audit = await graded(served, story);
    open = await assigned(served, { episode: story.episode });
    await answered(served, open, { comment: COMMENT });
    const why = { ground: 'ACCURACY_CONTESTED', explanation: 'She says that it was not so.' };
    await served.order('privacy-officer', 'restrictProcessing', { person: story.child.id, ...why });
    await caughtUp(served);
  }, 30_000);

  it('opens for an audit, and stays in lists that say nothing of what was found', async () => {
    for (const [persona, purpose] of [
      ['quality', 'QUALITY'],
      ['practitioner', 'FAMILY_HELP'],
    ] as const)
      expect((await refusalOf(audit, persona, purpose)).code).toBe('PROCESSING_RESTRICTED');
    expect(commentIn(await read(audit, 'auditor', 'AUDIT'))).toBe(COMMENT);
    const list = async (persona: PersonaName, purpose: string, filter = '') => {
      const query = `{ audits(${filter} purpose: ${purpose}) { nodes { id grade overall concern awaitsModeration } } }`;
      return (await served.read<{ nodes: object[] }>(persona, query)).nodes;
    };
    const nothing = { grade: null, overall: null, concern: null, awaitsModeration: null };
    expect(await list('quality', 'QUALITY')).toEqual([audit, open].map((id) => ({ id, ...nothing })));
    for (const filter of ['concern: false', 'awaitingModeration: true'])
      expect(await list('quality', 'QUALITY', filter)).toEqual([]);
    const found = { id: audit, grade: 'GOOD', overall: 'GOOD', concern: false, awaitsModeration: true };
    expect((await list('auditor', 'AUDIT'))[0]).toEqual(found);
  });

  it('is told to data protection for subject access, graded or not, with its words and without accounts', async () => {
    expect(await served.read('privacy-officer', OF_CASE, { family: story.family.id })).toEqual({
      audits: [
        { id: audit, state: 'GRADED', auditor: null },
        { id: open, state: 'PINNED', auditor: null },
      ],
    });
    for (const each of [audit, open])
      expect(commentIn(await read(each, 'privacy-officer', 'SUBJECT_ACCESS'))).toBe(COMMENT);
  });
});

describe('an audit of a family that was merged into another', () => {
  it('is followed there, and takes the story of both as evidence', async () => {
    const audit = await assigned(served, { episode: story.episode });
    const survivor = await mergedIntoAnother(served, story);
    expect((await read(audit)).audit).toMatchObject({ family: survivor, state: 'ASSIGNED' });
    const query = `query ($family: ID!) {
      familyTimeline(family: $family, last: 100, purpose: AUDIT) { nodes { id type } } }`;
    const { nodes } = await served.read<{ nodes: { id: string; type: string }[] }>('auditor', query, {
      family: survivor,
    });
    const level = nodes.find(({ type }) => type === 'LevelOfNeedDecided')?.id ?? '';
    await answered(served, audit, { evidence: [level] });
    await served.order('auditor', 'gradeAudit', { audit, overall: 'GOOD' });
    await caughtUp(served);
    const ofCase = `query ($family: ID!) { caseAudits(family: $family, purpose: QUALITY) { audits { id } } }`;
    expect(await served.read('quality', ofCase, { family: survivor })).toEqual({ audits: [{ id: audit }] });
  });
});

describe('an audit of a family of which somebody is erased', () => {
  const erasable = async () => {
    const outcomes = [{ child: story.child.id, outcome: 'She sleeps.' }];
    const { family, episode } = story;
    const closing = { family: family.id, episode, reason: 'MOVED_OUT_NO_TRANSFER', outcomes };
    await served.order('manager', 'closeEpisode', closing);
    await caughtUp(served);
    await childIdentified(served, story);
  };
  const erased = async () => {
    const { family, request, child } = story;
    await decideErasure(served, { persons: [child.id] }, [family.id, request.id], 'UNLAWFUL');
    standAt(served, '2026-05-02T09:00:00.000Z');
    await served.record.erasures.look();
    await caughtUp(served);
  };

  it('loses its words with the first of them, and keeps its grades', async () => {
    const audit = await graded(served, story);
    const open = await assigned(served, { episode: story.episode });
    await answered(served, open, { comment: COMMENT });
    await erasable();
    expect(commentIn(await read(audit))).toBe(COMMENT);
    await erased();
    const told = await read(audit);
    expect([told.erased, commentIn(told)]).toEqual([true, null]);
    expect(JSON.stringify(told)).not.toContain('Much was done well');
    expect(told).toMatchObject({ audit: { grade: 'GOOD' }, grading: { overall: 'GOOD', summary: null } });
    const again = { audit: open, question: 'PLAN', answer: 'YES' };
    await expect(
      served.order('auditor', 'answerAuditQuestion', { ...again, comment: 'She was heard.' }),
    ).rejects.toThrow('SUBJECT_ERASED');
    await served.order('auditor', 'answerAuditQuestion', again);
    await served.order('auditor', 'gradeAudit', { audit: open, overall: 'GOOD' });
    const since = await graded(served, story, { comment: 'Her brother was heard.' });
    expect(commentIn(await read(since))).toBe('Her brother was heard.');
  });

  it('keeps all whose erasure would take its words while anybody else of whom they tell is held', async () => {
    await graded(served, story);
    await erasable();
    const hold = { persons: [story.mother.id], everything: false, reason: 'COURT', explanation: 'A claim.' };
    await served.order('privacy-officer', 'placeLegalHold', hold);
    await caughtUp(served);
    const { child, family, request } = story;
    await expect(
      decideErasure(served, { persons: [child.id] }, [family.id, request.id], 'UNLAWFUL'),
    ).rejects.toThrow('LEGAL_HOLD');
  });
});

describe('who makes an audit', () => {
  it('is independent, as far as the record knows them', async () => {
    const { agency } = story;
    const worker = async (user: string, input: object = {}) =>
      served.order('administrator', 'registerWorker', {
        ...{ name: user, user, agency, role: 'OTHER', activeFrom: '2020-01-01', ...input },
      });
    await worker('of-the-team');
    const elsewhere = (
      await served.order('administrator', 'registerOrganisation', {
        name: 'Quality',
        agencyType: 'EARLY_HELP',
      })
    ).id;
    const { id: friend } = await worker('friend', { agency: elsewhere });
    const knows = { worker: friend, person: story.child.id, connection: 'CLOSE' };
    await served.order('administrator', 'declarePersonalConnection', knows);
    await worker('stranger', { agency: elsewhere });
    for (const auditor of ['practitioner', 'of-the-team', 'friend'])
      await expect(assigned(served, { episode: story.episode, auditor })).rejects.toThrow('NOT_INDEPENDENT');
    await assigned(served, { episode: story.episode, auditor: 'stranger' });
  });

  it('sees nothing of the audit beside which theirs is made until that is graded, nor another’s', async () => {
    const { episode } = story;
    const first = await assigned(served, { episode, auditor: 'another' });
    expect(await refusalOf(first, 'auditor', 'AUDIT')).toEqual(await refusalOf(UNKNOWN, 'auditor', 'AUDIT'));
    const second = await assigned(served, { episode, secondOf: first });
    await answered(served, second);
    await caughtUp(served);
    expect((await refusalOf(first, 'auditor', 'AUDIT')).code).toBe('NOT_FOUND');
    await served.order('auditor', 'gradeAudit', { audit: second, overall: 'GOOD' });
    await caughtUp(served);
    expect((await read(first, 'auditor', 'AUDIT')).audit).toMatchObject({ id: first });
    expect((await read(second)).audit).toMatchObject({ secondOf: first });
  });

  it('verifies an action only by a later case', async () => {
    const audit = await graded(served, story);
    const set = { audit, owner: story.keyworker, due: '2026-04-01', what: 'Hear each child.' };
    const { id: action } = await served.order('quality', 'setAuditAction', set);
    const other = await helpOpensToo(served, story, 'Lea');
    const tooEarly = await graded(served, other);
    await served.order('quality', 'completeAuditAction', { audit, action });
    const verify = (verifiedIn: string) =>
      served.order('quality', 'verifyAuditAction', { audit, action, verifiedIn });
    await expect(verify(tooEarly)).rejects.toThrow('NOT_A_LATER_CASE');
    await expect(verify(await graded(served, story))).rejects.toThrow('NOT_A_LATER_CASE');
    const later = await graded(served, other);
    await verify(later);
    await caughtUp(served);
    expect(await read(audit)).toMatchObject({ actions: [{ action, state: 'VERIFIED', verifiedIn: later }] });
  });
});
