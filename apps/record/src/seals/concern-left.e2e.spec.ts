import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { standAt } from '../testing/forgotten-story.ts';
import { FORM, followed } from '../testing/panel-story.ts';
import { custodians } from '../testing/sealed-story.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A girl about whom a concern was raised leaves the family and is sealed, before anybody passed the concern on.

let served: Served;
let story: Story;
let brother: Receipt;
let request: Receipt;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, episode, child, keyworker } = story;
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
  const children = FORM.children.map((each) => ({ ...each, person: child.id }));
  request = await served.order('coordinator', 'receiveRequest', { ...FORM, children, family: family.id });
  await served.order('coordinator', 'identifySafeguardingConcern', {
    ...{ request: request.id, children: [child.id], concern: 'Ava has bruises.', identifiedBy: keyworker },
  });
  await served.order('manager', 'removeChildFromEpisode', {
    ...{ family: family.id, episode, child: child.id, reason: 'HELPED_ELSEWHERE', decidedBy: keyworker },
  });
  await served.order('coordinator', 'removeMember', {
    ...{ family: family.id, person: child.id, reason: 'ADOPTED' },
  });
  standAt(served, '2026-03-20T09:00:00.000Z');
  await followed(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const DUE = `{ due(clocks: [CONCERN_PASSED], by: "2026-12-31", purpose: FAMILY_HELP) { nodes { about } } }`;
const due = (persona: PersonaName) => served.read(persona, DUE);
const SEALS = `query ($purpose: Purpose!) { seals(purpose: $purpose) { nodes { concerns } } }`;
const kept = async (persona: PersonaName, purpose: string) =>
  (await served.read<{ nodes: object[] }>(persona, SEALS, { purpose })).nodes;
const closed = () =>
  served.order('manager', 'closeEpisode', {
    ...{ family: story.family.id, episode: story.episode, reason: 'MOVED_OUT_NO_TRANSFER' },
    outcomes: [{ child: brother.id, outcome: 'He sleeps better.' }],
  });

it('keeps whoever sees it from closing help, and nobody from whom she is sealed; it waits for who keeps her', async () => {
  const waits = { nodes: [{ about: request.id }] };
  expect(await due('manager')).toEqual(waits);
  await expect(closed()).rejects.toThrow('CONCERN_NOT_PASSED');
  const { custodian, approver } = await custodians(served, story);
  await served.order('manager', 'sealRecord', {
    ...{
      record: story.child.id,
      ground: 'ADOPTION',
      authority: 'ADOPTION_ORDER',
      reason: 'She is theirs now.',
    },
    ...{
      custodians: [story.keyworker],
      requestedBy: custodian,
      approvedBy: approver,
      reviewBy: '2026-05-01',
    },
  });
  await followed(served);
  expect(await due('manager')).toEqual({ nodes: [] });
  await closed();
  await followed(served);
  expect(await due('manager')).toEqual({ nodes: [] });
  expect(await kept('practitioner', 'FAMILY_HELP')).toEqual([{ concerns: [request.id] }]);
  expect(await kept('privacy-officer', 'AUDIT')).toEqual([{ concerns: [] }]);
  await served.order('practitioner', 'passToChildrensServices', {
    ...{ request: request.id, route: 'MASH_FORM', passedBy: story.keyworker },
  });
  await followed(served);
  expect(await kept('practitioner', 'FAMILY_HELP')).toEqual([{ concerns: [] }]);
});
