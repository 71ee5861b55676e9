import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { childIdentified, decideErasure, standAt } from '../testing/forgotten-story.ts';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { followedUp, PLAN, type Plan } from '../testing/plan-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Ava and Ben are helped together, and their plan has a goal for each: what becomes of it when one of them is sealed or
// erased, and when their family parts or becomes one with another.

let served: Served;
let story: Story;
let ben: string;
let goalOf: { ava: string; ben: string };

const HER_WORDS = 'Ava sleeps through.';
const HIS_WORDS = 'Ben eats at noon.';

beforeEach(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, child, mother, keyworker } = story;
  ben = (
    await served.order('coordinator', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Ben', family: 'Okafor' }],
      ...{ dateOfBirth: '2021-02-01', sex: 'M', adult: false },
    })
  ).id;
  const joining = { family: family.id, person: ben, role: 'CHILD', livesHere: 'FULL' };
  await served.order('coordinator', 'addMember', joining);
  await order('manager', 'addChildToEpisode', {
    ...{
      child: ben,
      decidedBy: keyworker,
      level: 'L2',
      indicators: ['L2.01'],
      rationale: 'He is tired too.',
    },
  });
  for (const person of [child.id, ben])
    await served.order('practitioner', 'giveAgreement', {
      ...{ person, by: mother.id, capacity: 'CARER', agencies: [], method: 'SIGNED' },
      ...{ explained: 'What the plan is for.', takenBy: keyworker, family: family.id },
    });
  await order('practitioner', 'agreePlan', {
    ...{ agreedBy: [mother.id], familyPresent: true, takenBy: keyworker },
  });
  goalOf = { ava: await setGoal(child.id, HER_WORDS), ben: await setGoal(ben, HIS_WORDS) };
  for (const goal of Object.values(goalOf)) await addAction(goal);
  await order('practitioner', 'holdTaf', {
    ...{ ledBy: keyworker, persons: [mother.id], childrenPresent: [ben], notes: 'All were heard.' },
    childrenAbsent: [{ child: child.id, reason: 'She was asleep.' }],
  });
}, 60_000);
afterEach(() => served[Symbol.asyncDispose]());

function order(
  persona: 'practitioner' | 'manager',
  name: string,
  input: object,
): ReturnType<Served['order']> {
  return served.order(persona, name, { family: story.family.id, episode: story.episode, ...input });
}

async function setGoal(person: string, wanted: string, family = story.family.id): Promise<string> {
  const said = { measure: 'Days of seven.', baseline: 'Two.', bees: ['BEE.HEA'], setBy: story.keyworker };
  return (await order('practitioner', 'setGoal', { ...said, person, wanted, family })).id;
}

async function addAction(goal: string): Promise<void> {
  const said = { what: 'An early night.', ownerPerson: story.mother.id, due: '2026-04-30' };
  await order('practitioner', 'addAction', { ...said, goal });
}

const CERTIFICATE = `query ($erasure: ID!) {
  erasure(erasure: $erasure, purpose: OPERATIONS) { certificate { copies { kind person } } }
}`;
interface Certified {
  readonly certificate: { readonly copies: readonly object[] };
}
const STORY = `query ($family: ID!) {
  familyTimeline(family: $family, last: 50, purpose: FAMILY_HELP) { nodes { id type } }
}`;
const planOf = (family: string, asOf?: object, persona: 'practitioner' | 'manager' = 'manager') =>
  served.read<Plan>(persona, PLAN, { family, asOf });

describe('a plan of two children', () => {
  it('tells nothing of the one who left and is sealed, and all of the other', async () => {
    const { family, episode, child, keyworker } = story;
    const before = (await planOf(family.id)) as Plan & { readonly asOf: { readonly position: string } };
    standAt(served, '2026-03-20T09:00:00.000Z');
    const leaves = { family: family.id, episode, child: child.id };
    await served.order('manager', 'removeChildFromEpisode', {
      ...{ ...leaves, reason: 'HELPED_ELSEWHERE', decidedBy: keyworker },
    });
    const gone = { family: family.id, person: child.id, reason: 'ADOPTED' };
    await served.order('coordinator', 'removeMember', gone);
    await sealed(served, child.id, await custodians(served, story));
    await followedUp(served);
    for (const asOf of [undefined, { position: before.asOf.position }]) {
      const plan = await planOf(family.id, asOf, 'practitioner');
      const told = JSON.stringify(plan);
      for (const hers of [child.id, goalOf.ava, HER_WORDS, 'asleep']) expect(told).not.toContain(hers);
      expect(plan.goals).toMatchObject([{ goal: goalOf.ben, wanted: HIS_WORDS, actions: [{}] }]);
    }
  });

  it('has no words of the one who is erased, and all of the other; who has a copy stands in the certificate', async () => {
    const { family, child, request, mother, keyworker } = story;
    const copy = { to: mother.id, how: 'IN_PERSON', sharedBy: keyworker };
    await order('practitioner', 'sharePlanCopy', copy);
    const outcomes = [child.id, ben].map((each) => ({ child: each, outcome: 'They sleep.' }));
    await order('manager', 'closeEpisode', { reason: 'MOVED_OUT_NO_TRANSFER', outcomes });
    await followedUp(served);
    await childIdentified(served, story);
    const erasure = await decideErasure(served, { persons: [ben] }, [family.id, request.id], 'UNLAWFUL');
    standAt(served, '2026-05-02T09:00:00.000Z');
    await served.record.erasures.look();
    await served.record.projector.reached(await served.record.store.head());
    const { certificate } = await served.read<Certified>('privacy-officer', CERTIFICATE, { erasure });
    expect(certificate.copies).toEqual([{ kind: 'PLAN', person: mother.id }]);
    const plan = await planOf(family.id);
    expect(JSON.stringify(plan)).not.toContain(HIS_WORDS);
    expect(plan).toMatchObject({ erased: true });
    expect(plan.goals).toContainEqual(expect.objectContaining({ goal: goalOf.ava, wanted: HER_WORDS }));
    expect(plan.goals).toContainEqual(expect.objectContaining({ goal: goalOf.ben, wanted: null }));
  });

  it('goes on in the family that lives on, where two become one', async () => {
    const survivor = await mergedIntoAnother(served, story);
    expect(await planOf(survivor)).toMatchObject({ status: 'AGREED', erased: false, goals: [{}, {}] });
    const goal = await setGoal(story.mother.id, 'She rests.', survivor);
    expect((await planOf(survivor)).goals.map((each) => each.goal)).toEqual([goalOf.ava, goalOf.ben, goal]);
    await expect(setGoal(story.mother.id, 'She rests.')).rejects.toThrow('EPISODE_CONTINUED');
    const { family, episode, keyworker } = story;
    const approvedBy = served.record.readers.directory.workerOfUser('manager')?.worker;
    const reversed = { survivor, retired: family.id, episode, reason: 'Two households.' };
    await served.order('manager', 'reverseFamilyMerge', { ...reversed, requestedBy: keyworker, approvedBy });
    await followedUp(served);
    expect((await planOf(family.id)).goals.map((each) => each.goal)).toEqual([goalOf.ava, goalOf.ben, goal]);
  });

  it('is at the revision that an order about it expects, once an entry of it was corrected too', async () => {
    const { nodes } = await served.read<{ nodes: { id: string; type: string }[] }>('practitioner', STORY, {
      family: story.family.id,
    });
    const { revision: before } = await planOf(story.family.id);
    await served.order('practitioner', 'correctEntry', {
      ...{ stream: `plan-${story.episode}`, entry: nodes.find(({ type }) => type === 'GoalSet')?.id },
      ...{ reason: 'TYPO', replaced: { goalSet: { wanted: 'Ava sleeps all night.' } } },
    });
    await followedUp(served);
    const { revision } = await planOf(story.family.id);
    const noted = {
      action: (await planOf(story.family.id)).goals[0]?.actions[0]?.action,
      note: 'It goes well.',
    };
    const stale = order('practitioner', 'progressAction', { ...noted, expectedRevision: before });
    await expect(stale).rejects.toThrow('CONFLICT');
    await order('practitioner', 'progressAction', { ...noted, expectedRevision: revision });
    expect((await planOf(story.family.id)).goals[0]?.wanted).toBe('Ava sleeps all night.');
  });

  it('goes with the help where the family parts, and stays as it was in the other', async () => {
    const { family, episode, child, mother, keyworker } = story;
    const { position } = await served.order('manager', 'splitFamily', {
      ...{ family: family.id, episode, members: [child.id, ben, mother.id], inBoth: [mother.id] },
      ...{ reason: 'SEPARATED', decidedBy: keyworker },
    });
    await followedUp(served);
    const families = await served.read<{ nodes: { id: string }[] }>(
      'manager',
      `query { families(keyworker: "${keyworker}", purpose: OPERATIONS) { nodes { id } } }`,
    );
    const part = families.nodes.map(({ id }) => id).find((id) => id !== family.id) ?? '';
    expect(await planOf(part)).toMatchObject({ status: 'AGREED', goals: [{}, {}], tafs: [{}] });
    const goal = await setGoal(ben, 'Ben paints.', part);
    expect((await planOf(part)).goals).toContainEqual(expect.objectContaining({ goal }));
    expect((await planOf(family.id, { position })).goals).toHaveLength(2);
    const stayed = JSON.stringify(await planOf(family.id));
    expect(stayed).toContain(HIS_WORDS);
    expect(stayed).not.toContain('paints');
  });
});
