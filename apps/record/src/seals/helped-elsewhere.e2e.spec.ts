import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { Served, type Receipt } from '../testing/served.ts';
import { DISTRICT, helpOpens, type Story } from '../testing/story.ts';

// A girl is sealed, and the family with her, in which her brother is helped. The manager, who keeps nothing of it, opens help
// for him in another family.

let served: Served;
let story: Story;
let brother: Receipt;
let theirs: Receipt;
let aunt: Receipt;
let opening: object;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  story = await helpOpens(served);
  const { family, episode, child, keyworker, agency } = story;
  brother = await served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given: 'Ben', family: 'Okafor' }],
    ...{ dateOfBirth: '2021-02-01', sex: 'M', adult: false },
  });
  aunt = await served.order('coordinator', 'registerPerson', {
    ...{ names: [{ use: 'LEGAL', given: 'Zola', family: 'Okafor' }], sex: 'F', adult: true },
    family: family.id,
  });
  const member = { person: brother.id, role: 'CHILD', livesHere: 'FULL' };
  await served.order('coordinator', 'addMember', { family: family.id, ...member });
  const level = { level: 'L2', indicators: ['L2.01'], rationale: 'He is tired as well.' };
  await served.order('manager', 'addChildToEpisode', {
    ...{ family: family.id, episode, decidedBy: keyworker, child: brother.id, ...level },
  });
  const working = { agency, activeFrom: '2020-01-01' };
  const worker = async (name: string, user: string, role: string): Promise<string> =>
    (await served.order('administrator', 'registerWorker', { name, user, role, ...working })).id;
  const social = await worker('Sal Worker', 'social-worker', 'SOCIAL_WORKER');
  const triaging = await worker('Cora Triage', 'coordinator', 'TRIAGE_COORDINATOR');
  const approvedBy = await worker('Ruth Vane', 'ruth', 'TEAM_MANAGER');
  await served.record.projector.reached(await served.record.store.head());
  await served.order('social-worker', 'sealRecord', {
    ...{ record: child.id, ground: 'ADOPTION', authority: 'ADOPTION_ORDER', reason: 'She is placed.' },
    ...{ custodians: [social, keyworker, triaging], requestedBy: social, approvedBy, reviewBy: '2026-05-01' },
  });
  theirs = await served.order('coordinator', 'registerFamily', { members: [member] });
  opening = {
    ...{ family: theirs.id, children: [{ child: brother.id, ...level }], route: 'SELF', district: DISTRICT },
    ...{ agency, keyworker, familyAgreed: true, decidedBy: keyworker },
  };
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const FLAGS = `{ dataQualityFlags(purpose: FAMILY_HELP) { nodes { families event { data } } } }`;
const flagged = (persona: PersonaName) => served.read<{ nodes: object[] }>(persona, FLAGS);

describe('help for a child who is helped in a family that is sealed', () => {
  it('opens for who cannot see that one, with no word of it', async () => {
    const opened = await served.order('manager', 'openEpisode', opening);
    expect(opened.id).not.toBe(story.episode);
  });

  it('is put to whoever sees both, and to nobody else', async () => {
    const { managers, projector, store } = served.record;
    await managers.reached(await store.head());
    await projector.reached(await store.head());
    expect(await flagged('manager')).toEqual({ nodes: [] });
    const families = [story.family.id, theirs.id].sort();
    const event = { data: { flag: 'CHILD_IN_TWO_EPISODES' } };
    expect(await flagged('coordinator')).toMatchObject({ nodes: [{ families, event }] });
  });
});

it('whoever was registered with that family is there, at the version at which her record began', async () => {
  const query = `query ($person: ID!) { person(reference: $person, purpose: FAMILY_HELP) { name revision } }`;
  for (const persona of ['manager', 'coordinator'] as const)
    expect(await served.read(persona, query, { person: aunt.id })).toEqual({
      name: 'Zola Okafor',
      revision: 0,
    });
});
