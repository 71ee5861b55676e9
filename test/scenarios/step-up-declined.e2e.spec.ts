import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scenario } from '../support/scenario.ts';

// A keyworker asks social care to take a child on: proposed on 1 May, declined on the 3rd, escalated on the 4th, after
// harm, and accepted on the 6th.

const DAYS = Array.from({ length: 11 }, (_, at) =>
  new Date(Date.UTC(2026, 3, 28 + at)).toISOString().slice(0, 10),
);

interface Family {
  episode: {
    status: string;
    agency: string | null;
    keyworker: string | null;
    children: object[];
    steps: object[];
  };
}
interface Story {
  nodes: { position: string; type: string; recordedAt: string }[];
}

let scenario: Scenario;
let owner: object;
let receiving: object;

beforeAll(async () => {
  scenario = await Scenario.begin('2026-04-20T09:00:00Z');
  const agency = await scenario.send('register-organisation');
  const keyworker = await scenario.send('register-worker');
  owner = { status: 'OPEN', agency: agency.id, keyworker: keyworker.id };
  await scenario.send('receive-request');
  await scenario.send('register-person');
  await scenario.send('register-family');
  scenario.standAt('2026-04-28T10:00:00Z');
  await scenario.send('open-episode');
  scenario.standAt('2026-05-01T14:00:00Z');
  await scenario.send('propose-step-up');
  scenario.standAt('2026-05-03T11:00:00Z');
  await scenario.send('decline-step-up');
  scenario.standAt('2026-05-04T09:30:00Z');
  await scenario.send('escalate-step-up');
  scenario.standAt('2026-05-06T15:00:00Z');
  receiving = await socialWorker();
  await scenario.send('accept-step-up', receiving);
  await scenario.followed();
  scenario.standAt('2026-05-08T23:00:00Z');
});
afterAll(() => scenario[Symbol.asyncDispose]());

async function socialWorker() {
  const team = { name: 'Assessment Team North', agencyType: 'SOCIAL_CARE' };
  const { id: receivingAgency } = await scenario.send('register-organisation', team);
  const worker = { name: 'Sam Reed', user: 'social-worker', role: 'SOCIAL_WORKER', training: [] };
  const { id: receivingWorker } = await scenario.send('register-worker', worker);
  return { receivingAgency, receivingWorker };
}

const familyBy = (asOf?: object) => scenario.read<Family>('family', { asOf });
const told = async () => (await scenario.read<Story>('family-timeline', { order: 'RECORDED' })).nodes;
const stepBy = async (day: string) =>
  (await familyBy({ knownAt: `${day}T23:00:00Z` })).episode.steps as { status: string }[];

describe('a step up that is declined before it is accepted', () => {
  it('is told as it went: proposed, declined, escalated, accepted with the new level', async () => {
    const steps = (await told()).filter(({ type }) => type.startsWith('Step'));
    expect(steps.map(({ type, recordedAt }) => `${recordedAt.slice(0, 10)} ${type}`)).toEqual([
      '2026-05-01 StepUpProposed',
      '2026-05-03 StepUpDeclined',
      '2026-05-04 StepUpEscalated',
      '2026-05-06 StepUpAccepted',
      '2026-05-06 SteppedUp',
    ]);
  });

  it('stands on each day as it then stood', async () => {
    expect(await stepBy('2026-04-30')).toEqual([]);
    expect(await stepBy('2026-05-01')).toMatchObject([{ status: 'PROPOSED' }]);
    expect(await stepBy('2026-05-03')).toMatchObject([{ status: 'DECLINED' }]);
    expect(await stepBy('2026-05-05')).toMatchObject([{ status: 'ESCALATED' }]);
    expect(await stepBy('2026-05-06')).toMatchObject([
      { status: 'ACCEPTED', target: 'CIN_S17', ...receiving },
    ]);
  });

  it('changes the level only when it is accepted', async () => {
    expect(await scenario.read('level-history')).toMatchObject({
      spans: [
        { level: 'L2', how: 'DECIDED', to: { value: '2026-05-06T15:00:00.000Z' } },
        { level: 'L4', how: 'STEPPED_UP', from: { value: '2026-05-06T15:00:00.000Z' }, to: null },
      ],
    });
  });

  it('leaves the child without an owner on none of the days, as known then and as known now', async () => {
    for (const day of DAYS) {
      expect({ day, ...(await familyBy({ knownAt: `${day}T22:59:59Z` })).episode }).toMatchObject({
        day,
        ...owner,
      });
      expect({ day, ...(await familyBy({ effectiveAt: day })).episode }).toMatchObject({ day, ...owner });
    }
  });

  it('has no gap in who holds the episode, and no day without an owner', async () => {
    for (const day of DAYS)
      expect(await scenario.read('ownership-gaps', { asOf: { knownAt: `${day}T23:00:00Z` } })).toMatchObject({
        gaps: [],
        daysWithoutOwner: 0,
      });
  });

  it('counts as one contact with social care and one referral, though it was asked about twice', async () => {
    const may = { from: '2026-05-01', to: '2026-05-31' };
    expect(await scenario.read('district-overview', may)).toMatchObject({
      open: 1,
      months: [{ month: '2026-05', contacts: 1, referrals: 1, steppedUp: 1, takenOver: 1, handedOver: 0 }],
    });
    const declined = { ...may, asOf: { knownAt: '2026-05-05T12:00:00Z' } };
    expect(await scenario.read('district-overview', declined)).toMatchObject({
      months: [{ contacts: 1, referrals: 0, steppedUp: 0, takenOver: 0 }],
    });
  });

  it('is waited for by its clock: until it is declined, and anew once it is escalated', async () => {
    const answerBy = async (day: string) => {
      const asked = { clocks: ['STEP_UP_ANSWER'], by: '2026-12-31', asOf: { knownAt: `${day}T23:00:00Z` } };
      const { nodes } = await scenario.read<{ nodes: { dueOn: string }[] }>('due', asked);
      return nodes.map(({ dueOn }) => dueOn);
    };
    expect(await answerBy('2026-05-02')).toEqual(['2026-05-11']);
    expect(await answerBy('2026-05-03')).toEqual([]);
    expect(await answerBy('2026-05-05')).toEqual(['2026-05-11']);
    expect(await answerBy('2026-05-06')).toEqual([]);
  });

  it('has its statutory status noted by the record itself, once it is accepted', async () => {
    await scenario.followed();
    const { episode } = await familyBy();
    expect(episode.children).toMatchObject([{ level: 'L4', statutoryStatus: 'CIN_S17' }]);
  });

  it('leaves the child without an owner after none of the events, replayed one by one', async () => {
    const nodes = await told();
    const owned = nodes.findIndex(({ type }) => type === 'KeyworkerAssigned');
    expect(owned).toBeGreaterThan(0);
    for (const { position, type } of nodes.slice(owned)) {
      expect({ type, ...(await familyBy({ position })).episode }).toMatchObject({ type, ...owner });
    }
  });
});
