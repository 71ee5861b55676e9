import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FORM, followed } from '../testing/panel-story.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A school's keyworker leads the help of a girl and her brother; agreement is withdrawn for him, then for her as well.

let served: Served;
let story: Story;
let brother: Receipt;
let school: string;
let teacher: string;
let manager: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const staff = await staffAround(served, story);
  ({ school, teacher, manager } = staff);
  const { family, episode, keyworker, agency } = story;
  brother = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Ben', family: 'Okafor' }],
    ...{ dateOfBirth: '2021-02-01', sex: 'M', adult: false },
  });
  await served.order('coordinator', 'addMember', {
    ...{ family: family.id, person: brother.id, role: 'CHILD', livesHere: 'FULL' },
  });
  await served.order('manager', 'addChildToEpisode', {
    ...{ family: family.id, episode, decidedBy: keyworker },
    ...{ child: brother.id, level: 'L2', indicators: ['L2.01'], rationale: 'He is tired as well.' },
  });
  for (const { id } of [story.child, brother])
    await served.order('coordinator', 'giveAgreement', {
      ...about(id),
      ...{ agencies: [agency, school], explained: 'All of it.' },
    });
  await served.order('manager', 'changeAccountableAgency', { family: family.id, episode, to: school });
  await served.order('manager', 'handOverKeyworker', {
    ...{ family: family.id, episode, to: teacher, agency: school },
    ...{ agreementReviewed: true, reason: 'SCHOOL_PHASE' },
  });
  await followed(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const about = (person: string) => ({
  ...{ person, family: story.family.id, by: story.mother.id, takenBy: story.keyworker },
  ...{ capacity: 'CARER', method: 'SIGNED' },
});
const withdraw = async (person: string) => {
  await served.order('coordinator', 'withdrawAgreement', { ...about(person), reason: 'Enough.' });
  await followed(served);
};

const FAMILY = `query ($family: ID!) {
  family(reference: $family, purpose: FAMILY_HELP) {
    members { person name } episode { keyworkerName children { child level } }
  }
}`;
const TIMELINE = `query ($family: ID!) {
  familyTimeline(family: $family, purpose: FAMILY_HELP, first: 100) { nodes { id type subjects data } }
}`;
const PERSON = `query ($id: ID!) { person(reference: $id, purpose: FAMILY_HELP) { name } }`;
const KNOWN = `query ($id: ID!, $agency: ID) {
  whatWasKnown(person: $id, agency: $agency, purpose: FAMILY_HELP, first: 100) { nodes { type subjects data } }
}`;
const EVENT = `query ($id: ID!) { event(id: $id, purpose: FAMILY_HELP) { type } }`;
const CASELOAD = `{ caseload(purpose: FAMILY_HELP) { nodes { family children { child } } } }`;

const asked = (query: string, variables: object = {}) =>
  served.read<Record<string, never>>('partner', query, variables).then(
    (answer) => answer as unknown,
    (error: Error) => error.message.match(/NOT_FOUND/)?.[0],
  );
const family = () => asked(FAMILY, { family: story.family.id });
const inEpisode = () => ({ family: story.family.id, episode: story.episode });
const tried = (more: object = {}) =>
  served.order('partner', 'recordNonEngagement', {
    ...inEpisode(),
    attempts: 1,
    whatWasTried: 'A call.',
    ...more,
  });
const decided = (child: string) =>
  served.order('partner', 'decideLevelOfNeed', {
    ...{ ...inEpisode(), child, level: 'L2', indicators: ['L2.01'] },
    ...{ rationale: 'As before.', decidedBy: teacher },
  });
const disclosed = (summary: string) =>
  served.order('partner', 'receiveInformation', { ...inEpisode(), from: 'SCHOOL', summary });
const stepUp = (child: string) =>
  served.order('partner', 'proposeStepUp', {
    ...{ ...inEpisode(), children: [child], target: 'CP', reason: 'She is hit.' },
    ...{ urgent: true, proposedBy: teacher },
  });

const DUE = `{ due(purpose: FAMILY_HELP, by: "2026-12-31", clocks: [AGREEMENT_ENDED]) { nodes { about dueOn title } } }`;
const toAct = async (persona: 'manager' | 'coordinator') =>
  (await served.read<{ nodes: { about: string; dueOn: string; title: string }[] }>(persona, DUE)).nodes;
const taken = { id: expect.stringMatching(/^family-/), position: expect.any(String) };

describe('where agreement is withdrawn for one of two children', () => {
  let his: string;

  beforeAll(async () => {
    const { nodes } = await served.read<{ nodes: { id: string; type: string; subjects: string[] }[] }>(
      'partner',
      TIMELINE,
      { family: story.family.id },
    );
    his =
      nodes.find(({ type, subjects }) => type === 'ChildAddedToEpisode' && subjects.includes(brother.id))
        ?.id ?? '';
    expect(await asked(EVENT, { id: his })).toEqual({ type: 'ChildAddedToEpisode' });
    await withdraw(brother.id);
  });

  it('whoever leads for a partner goes on reading the other’s help, and nothing of him', async () => {
    const girl = { child: story.child.id, level: 'L2' };
    expect(await family()).toEqual({
      members: [
        { person: story.child.id, name: 'Ava Okafor' },
        { person: story.mother.id, name: 'Ngozi Okafor' },
      ],
      episode: { keyworkerName: 'Tess Lee', children: [girl] },
    });
    expect(await asked(PERSON, { id: story.child.id })).toEqual({ name: 'Ava Okafor' });
    expect(await asked(PERSON, { id: story.mother.id })).toEqual({ name: 'Ngozi Okafor' });
    expect(await asked(CASELOAD)).toEqual({
      nodes: [{ family: story.family.id, children: [{ child: story.child.id }] }],
    });
    for (const told of [
      await asked(TIMELINE, { family: story.family.id }),
      await asked(KNOWN, { id: story.child.id }),
      await asked(KNOWN, { id: story.mother.id }),
    ]) {
      expect(JSON.stringify(told)).toContain(story.child.id);
      expect(JSON.stringify(told)).not.toMatch(new RegExp(`${brother.id}|Ben|2021-02-01`));
    }
  });

  it('his own record, and each entry that names him, are as if they were not there', async () => {
    expect(await asked(PERSON, { id: brother.id })).toBe('NOT_FOUND');
    expect(await asked(KNOWN, { id: brother.id, agency: school })).toBe('NOT_FOUND');
    expect(await asked(EVENT, { id: his })).toBe('NOT_FOUND');
  });

  it('they work on with the other, and decide nothing more about him', async () => {
    expect(await tried()).toMatchObject(taken);
    expect(await decided(story.child.id)).toMatchObject(taken);
    await expect(decided(brother.id)).rejects.toThrow('NOT_FOUND');
  });

  it('of either they may tell, and ask that they be protected', async () => {
    expect(await disclosed('Ava says that she is hit.')).toMatchObject(taken);
    expect(await stepUp(brother.id)).toMatchObject({ id: expect.stringMatching(/^step-/) });
  });

  it('a manager and a coordinator are told that it is to be acted on', async () => {
    for (const persona of ['manager', 'coordinator'] as const)
      expect((await toAct(persona)).map(({ about, dueOn }) => [about, dueOn])).toEqual([
        [story.episode, '2026-03-04'],
      ]);
  });

  it('the authority’s own people read both', async () => {
    const read = await served.read<{ members: object[] }>('manager', FAMILY, { family: story.family.id });
    expect(read.members).toHaveLength(3);
  });
});

describe('where it is withdrawn for both', () => {
  beforeAll(() => withdraw(story.child.id));

  it('whoever leads for a partner reads nothing of the family any more', async () => {
    expect(await family()).toBe('NOT_FOUND');
    expect(await asked(TIMELINE, { family: story.family.id })).toBe('NOT_FOUND');
    for (const { id } of [story.child, brother, story.mother])
      expect(await asked(PERSON, { id })).toBe('NOT_FOUND');
    expect(await asked(CASELOAD)).toEqual({ nodes: [] });
  });

  it('they work no more, and what is told to protect a child is taken until the help is another’s', async () => {
    await expect(tried({ attempts: 2 })).rejects.toThrow('NOT_FOUND');
    await expect(decided(story.child.id)).rejects.toThrow('NOT_FOUND');
    expect(await disclosed('She does not want to go home.')).toMatchObject(taken);
    expect(await stepUp(story.child.id)).toMatchObject({ id: expect.stringMatching(/^step-/) });
    const { id: request } = await served.order('partner', 'receiveRequest', {
      ...FORM,
      family: story.family.id,
    });
    await followed(served);
    const concern = { request, concern: 'Ava has bruises.', identifiedBy: teacher };
    await served.order('partner', 'identifySafeguardingConcern', concern);
    expect(await toAct('manager')).toHaveLength(2);
    await served.order('manager', 'changeAccountableAgency', { ...inEpisode(), to: story.agency });
    await served.order('manager', 'handOverKeyworker', {
      ...{ ...inEpisode(), to: story.keyworker, agency: story.agency },
      ...{ agreementReviewed: true, reason: 'SCHOOL_PHASE' },
      withoutAgreement: { manager, basis: 'PUBLIC_TASK', reason: 'She is not safe.' },
    });
    await followed(served);
    await expect(disclosed('She is in school.')).rejects.toThrow('NOT_FOUND');
    expect(await toAct('manager')).toEqual([]);
  });
});
