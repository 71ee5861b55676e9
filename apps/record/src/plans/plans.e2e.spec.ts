import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DUE, fatherOf, followedUp, PLAN, standingAt, type Plan } from '../testing/plan-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Ava and her mother are helped from 2 March 2026; their plan has two goals. The school is of the team; the father is barred.

let served: Served;
let story: Story;
let [school, father, ours, rent, bedtime, letter] = ['', '', '', '', '', ''];
const seen = new Map<string, string>();

const help = () => ({ family: story.family.id, episode: story.episode });
const order = (name: string, input: object) => served.order('practitioner', name, { ...help(), ...input });
const refusal = (name: string, input: object) =>
  expect(served.order('practitioner', name, { ...help(), ...input })).rejects;

const standAt = (instant: string) => standingAt(served, instant);
const followed = () => followedUp(served);
const plan = (persona: 'practitioner' | 'partner' | 'manager' = 'practitioner', asked: object = {}) =>
  served.read<Plan>(persona, PLAN, { family: story.family.id, ...asked });
const due = async (by: string) =>
  (await served.read<{ nodes: { clock: string; dueOn: string }[] }>('manager', DUE, { by })).nodes.map(
    ({ clock, dueOn }) => [clock, dueOn],
  );

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00Z' });
  story = await helpOpens(served);
  ({ school } = await staffAround(served, story));
  father = await fatherOf(served, story);
  await followed();
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

describe('a plan of two goals over a year', () => {
  it('is agreed only once those who may agree to help do, by people of the family', async () => {
    const agreed = { agreedBy: [story.mother.id], familyPresent: true, takenBy: story.keyworker };
    await refusal('agreePlan', agreed).toThrow('NO_AGREEMENT');
    await order('giveAgreement', {
      person: story.child.id,
      by: story.mother.id,
      capacity: 'CARER',
      agencies: [school],
      method: 'SIGNED',
      explained: 'What the plan is for.',
      takenBy: story.keyworker,
      episode: undefined,
    });
    await refusal('agreePlan', { ...agreed, agreedBy: [story.child.id] }).toThrow('NO_CAPACITY');
    expect(await due('2026-12-31')).toEqual([['FIRST_TAF', '2026-04-13']]);
    await order('agreePlan', agreed);
    expect(await plan()).toMatchObject({ status: 'AGREED', goals: [], versions: [{ version: 1 }] });
  });

  it('has goals of one and of all, with actions of the family, a worker and an agency', async () => {
    const said = { measure: 'Days on time in a week.', baseline: 'One of five.', setBy: story.keyworker };
    ours = (
      await order('setGoal', {
        ...{ ...said, person: story.child.id, wanted: 'Ava is at school on time.' },
        ...{ bees: ['BEE.AMB', 'BEE.HEA'], ambitions: ['BEE.AMB.2'] },
      })
    ).id;
    rent = (await order('setGoal', { ...said, wanted: 'The rent is paid.', bees: ['BEE.IND'] })).id;
    const wrong = { ...said, wanted: 'All is well.', bees: ['BEE.IND'], ambitions: ['BEE.AMB.2'] };
    await refusal('setGoal', wrong).toThrow('NOT_OF_THE_BEE');
    const until = { due: '2026-03-30' };
    bedtime = (
      await order('addAction', { ...until, goal: ours, what: 'A bedtime.', ownerPerson: story.mother.id })
    ).id;
    letter = (
      await order('addAction', { ...until, goal: rent, what: 'A letter.', ownerWorker: story.keyworker })
    ).id;
    await order('addAction', { ...until, goal: ours, what: 'Breakfast club.', ownerAgency: school });
    const [goal, other] = (await plan()).goals;
    expect(goal).toMatchObject({
      ...{ goal: ours, person: story.child.id, wanted: 'Ava is at school on time.', standing: true },
      ...{ bees: ['BEE.AMB', 'BEE.HEA'], ambitions: ['BEE.AMB.2'], progress: null },
      actions: [
        { action: bedtime, state: 'OPEN', ownerPerson: story.mother.id, what: 'A bedtime.' },
        { ownerAgencyName: 'Hill School', state: 'OPEN' },
      ],
    });
    expect(other).toMatchObject({ goal: rent, person: null, actions: [{ ownerWorkerName: 'Kit Wardley' }] });
  });

  it('is carried out by a team that meets, and stands in the family’s story', async () => {
    const absent = { childrenAbsent: [{ child: story.child.id, reason: 'At school.' }] };
    await refusal('holdTaf', { ledBy: story.keyworker }).toThrow('REQUIRED');
    const day = { occurredAt: { precision: 'DATE', value: '2026-03-03' } };
    await refusal('holdTaf', { ledBy: story.keyworker, ...absent, ...day }).toThrow('DATE_IN_FUTURE');
    standAt('2026-03-07T09:00:00Z');
    const met = { ledBy: story.keyworker, agencies: [school], persons: [story.mother.id], ...absent };
    seen.set('first', (await order('holdTaf', { ...met, notes: 'All came.', ...day })).position);
    const told = await served.read<{ nodes: { type: string }[] }>(
      'practitioner',
      `query ($family: ID!) { familyTimeline(family: $family, first: 50, purpose: FAMILY_HELP) { nodes { type } } }`,
      { family: story.family.id },
    );
    expect(told.nodes.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['PlanAgreed', 'GoalSet', 'ActionAdded', 'TafHeld']),
    );
    expect(await due('2026-12-31')).toEqual([
      ['PLAN_COPY', '2026-03-10'],
      ['PLAN_ACTION', '2026-03-30'],
      ['PLAN_ACTION', '2026-03-30'],
      ['PLAN_ACTION', '2026-03-30'],
      ['PLAN_REVIEW', '2026-04-14'],
    ]);
  });

  it('is given to the mother, and to nobody whom a bar keeps from any of them', async () => {
    const copy = { how: 'IN_PERSON', sharedBy: story.keyworker };
    await served.order('practitioner', 'recordContactBar', {
      ...{ person: story.child.id, barred: father, scope: 'NO_CONTACT' },
    });
    await order('sharePlanCopy', { ...copy, to: story.mother.id });
    await refusal('sharePlanCopy', { ...copy, to: father }).toThrow('CONTACT_BAR');
    const why = { from: father, reason: 'The order stands.', nobodyElse: false, decidedBy: story.keyworker };
    await order('withholdPlanCopy', why);
    expect(await plan()).toMatchObject({
      copies: [{ to: story.mother.id, version: 1, how: 'IN_PERSON' }],
      withheld: [{ from: father, reason: 'The order stands.', nobodyElse: false }],
    });
    expect((await due('2026-12-31')).map(([clock]) => clock)).not.toContain('PLAN_COPY');
    const streams = served.record.readers.timeline.streamsAbout([father]);
    expect(streams).toEqual(expect.arrayContaining([story.family.id]));
    expect(streams).not.toContain(`plan-${story.episode}`);
  });

  it('is read by a partner of the team while those who agreed let it be told, and by no other', async () => {
    const told = { status: 'AGREED', goals: [{ goal: ours }, { goal: rent }] };
    expect(await plan('partner')).toMatchObject(told);
    const family = { family: story.family.id };
    const whole = `query ($family: ID!) { family(reference: $family, purpose: FAMILY_HELP) { id } }`;
    await expect(served.read('partner', whole, family)).rejects.toThrow('NOT_FOUND');
    const agreement = {
      ...{ person: story.child.id, family: story.family.id, by: story.mother.id, takenBy: story.keyworker },
      ...{ capacity: 'CARER', method: 'SIGNED', explained: 'Less of it.' },
    };
    await served.order('practitioner', 'changeAgreementScope', { ...agreement, agencies: [] });
    await expect(plan('partner')).rejects.toThrow('NOT_FOUND');
    await served.order('practitioner', 'changeAgreementScope', { ...agreement, agencies: [school] });
    const withheld = [{ from: father, reason: null }];
    expect(await plan('partner')).toMatchObject({ ...told, withheld });
    await expect(served.read('administrator', PLAN, family)).rejects.toThrow('NOT_PERMITTED');
    await expect(served.read('practitioner', PLAN, { family: `family-${'0'.repeat(26)}` })).rejects.toThrow(
      'NOT_FOUND',
    );
  });

  it('is overdue where a review is missed, and where an action is', async () => {
    standAt('2026-05-20T09:00:00Z');
    expect(await plan()).toMatchObject({ goals: [{ actions: [{ overdue: true }, {}] }, {}] });
    expect(await due('2026-05-20')).toEqual([
      ['PLAN_ACTION', '2026-03-30'],
      ['PLAN_ACTION', '2026-03-30'],
      ['PLAN_ACTION', '2026-03-30'],
      ['PLAN_REVIEW', '2026-04-14'],
    ]);
    await order('missAction', { action: letter, reason: 'No address.', due: '2026-06-05' });
    await order('completeAction', { action: bedtime, note: 'Every night.' });
    const progress = [
      { goal: ours, progress: 'GOOD_PROGRESS', note: 'Four of five.' },
      { goal: rent, progress: 'NO_CHANGE' },
    ];
    const review = { progress, nextDue: '2026-06-10', reviewedBy: story.keyworker };
    seen.set('review', (await order('completeReview', review)).position);
    expect(await due('2026-12-31')).toEqual([
      ['PLAN_ACTION', '2026-03-30'],
      ['PLAN_ACTION', '2026-06-05'],
      ['PLAN_REVIEW', '2026-06-10'],
    ]);
  });

  it('is as it was known on a day in the middle, on both axes', async () => {
    const first = { position: seen.get('first') };
    expect(await plan('practitioner', { asOf: first })).toMatchObject({
      goals: [{ progress: null, actions: [{ state: 'OPEN', notes: [] }, {}] }, { progress: null }],
      ...{ copies: [], withheld: [], reviews: [], tafs: [{ ledByName: 'Kit Wardley', notes: 'All came.' }] },
    });
    expect(await plan('practitioner', { asOf: { effectiveAt: '2026-03-02' } })).toMatchObject({
      ...{ tafs: [], reviews: [], goals: [{ actions: [{ state: 'OPEN' }, {}] }, {}] },
    });
    expect(await plan()).toMatchObject({
      goals: [
        {
          progress: { progress: 'GOOD_PROGRESS', note: 'Four of five.' },
          actions: [{ state: 'DONE', notes: [{ kind: 'DONE', note: 'Every night.' }] }, {}],
        },
        {
          progress: { progress: 'NO_CHANGE' },
          actions: [{ due: '2026-06-05', notes: [{ kind: 'MISSED' }] }],
        },
      ],
    });
  });

  it('goes on in a new version, and ends with the help, which is not met with open actions', async () => {
    standAt('2027-03-01T09:00:00Z');
    const agreed = { agreedBy: [story.mother.id], familyPresent: false, takenBy: story.keyworker };
    await refusal('agreePlan', { ...agreed, absentReason: 'Ill.', goals: [ours] }).toThrow('OPEN_WORK');
    await order('cancelAction', { action: letter, reason: 'The rent is paid.' });
    await order('agreePlan', { ...agreed, absentReason: 'Ill.', goals: [ours] });
    expect(await plan()).toMatchObject({
      versions: [{ version: 1 }, { version: 2, familyPresent: false, absentReason: 'Ill.' }],
      goals: [{ standing: true }, { standing: false }],
    });
    const outcomes = [{ child: story.child.id, outcome: 'On time.' }];
    const close = (reason: string) =>
      served.order('manager', 'closeEpisode', { ...help(), reason, outcomes });
    await expect(close('OUTCOMES_MET')).rejects.toThrow('OPEN_WORK');
    const [, club] = ((await plan()).goals[0]?.actions ?? []) as { action: string }[];
    await order('completeAction', { action: club?.action });
    await close('OUTCOMES_MET');
    await followed();
    expect(await plan('manager')).toMatchObject({
      status: 'ENDED',
      endReason: 'EPISODE_CLOSED',
      endedOn: { value: '2027-03-01T09:00:00.000Z' },
    });
    const late = served.order('manager', 'setGoal', {
      ...help(),
      ...{ wanted: 'More.', bees: ['BEE.HAP'], measure: 'Days.', baseline: 'None.', setBy: story.keyworker },
    });
    await expect(late).rejects.toThrow('EPISODE_CLOSED');
    expect(await due('2027-12-31')).toEqual([]);
  });

  it('does not stand after its help, though help is ended with work undone, and is agreed anew where help goes on', async () => {
    const owner = { agency: story.agency, keyworker: story.keyworker, familyAgreed: true };
    await served.order('manager', 'reopenEpisode', { ...help(), reason: 'NEEDS_RETURNED', ...owner });
    expect(await plan()).toMatchObject({ status: 'ENDED' });
    const agreed = { agreedBy: [story.mother.id], familyPresent: true, takenBy: story.keyworker };
    await order('agreePlan', { ...agreed, goals: [ours] });
    await order('addAction', {
      ...{ goal: ours, what: 'A call.', ownerWorker: story.keyworker, due: '2027-04-01' },
    });
    const outcomes = [{ child: story.child.id, outcome: 'They moved.' }];
    await served.order('manager', 'closeEpisode', { ...help(), reason: 'MOVED_OUT_NO_TRANSFER', outcomes });
    await followed();
    expect(await plan('manager')).toMatchObject({
      status: 'ENDED',
      goals: [{ actions: [{}, {}, { state: 'OPEN', overdue: false }] }, {}],
    });
    expect(served.record.managers.parked()).toEqual([]);
  });
});
