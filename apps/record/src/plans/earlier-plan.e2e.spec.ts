import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { standAt } from '../testing/forgotten-story.ts';
import { followedUp, PLAN } from '../testing/plan-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Ava is helped twice. The school is of the team of the second help alone: nobody let it be told of the first.

let served: Served;
let story: Story;
let again: string;
/** While the first help went on. */
let then: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { school } = await staffAround(served, story);
  const { family, episode, child, keyworker, agency } = story;
  await planned(episode, 'Ava sleeps through.', []);
  await followedUp(served);
  then = String(await served.record.store.head());
  await served.order('manager', 'closeEpisode', {
    ...{ family: family.id, episode, reason: 'DISENGAGED_NEEDS_UNMET' },
    outcomes: [{ child: child.id, outcome: 'She is tired still.' }],
  });
  await followedUp(served);
  standAt(served, '2026-06-02T09:00:00.000Z');
  const level = { level: 'L2', indicators: ['L2.01'], rationale: 'Often late again.' };
  again = (
    await served.order('manager', 'openEpisode', {
      ...{ family: family.id, route: 'SELF', district: 'herts.ff.stevenage', agency, keyworker },
      ...{ children: [{ child: child.id, ...level }], familyAgreed: true, decidedBy: keyworker },
    })
  ).id;
  const goal = await planned(again, 'Ava is on time.', [school]);
  await served.order('practitioner', 'addAction', {
    ...{ family: family.id, episode: again, goal, what: 'Breakfast club.' },
    ...{ ownerAgency: school, due: '2026-07-01' },
  });
  await followedUp(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

/** Answers the goal of a plan of which these agencies may be told. */
async function planned(episode: string, wanted: string, agencies: readonly string[]): Promise<string> {
  const { family, child, mother, keyworker } = story;
  const help = { family: family.id, episode };
  await served.order('practitioner', 'giveAgreement', {
    ...{ family: family.id, person: child.id, by: mother.id, capacity: 'CARER', agencies },
    ...{ method: 'SIGNED', explained: 'What the plan is for.', takenBy: keyworker },
  });
  const agreed = { agreedBy: [mother.id], familyPresent: true, takenBy: keyworker };
  await served.order('practitioner', 'agreePlan', { ...help, ...agreed });
  const said = { measure: 'Days of seven.', baseline: 'Two.', bees: ['BEE.HEA'], setBy: keyworker };
  return (await served.order('practitioner', 'setGoal', { ...help, ...said, person: child.id, wanted })).id;
}

const EARLIER = PLAN.replace('($family: ID!,', '($family: ID!, $episode: ID,').replace(
  'family: $family,',
  'family: $family, episode: $episode,',
);
const read = (persona: 'partner' | 'manager', asked: object = {}) =>
  served.read<{ goals: { wanted: string }[] }>(persona, EARLIER, { family: story.family.id, ...asked });
const wantedIn = ({ goals }: { goals: { wanted: string }[] }) => goals.map(({ wanted }) => wanted);

describe('a partner of the team of open help', () => {
  it('reads its plan, and that of no help before', async () => {
    for (const asked of [{}, { episode: again }])
      expect(wantedIn(await read('partner', asked))).toEqual(['Ava is on time.']);
    const earlier = [
      { episode: story.episode },
      { asOf: { position: then } },
      { episode: story.episode, asOf: { position: then } },
    ];
    for (const asked of earlier) {
      await expect(read('partner', asked)).rejects.toThrow('NOT_FOUND');
      expect(wantedIn(await read('manager', asked))).toEqual(['Ava sleeps through.']);
    }
  });
});
