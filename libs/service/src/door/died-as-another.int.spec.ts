import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { HelpedFamily } from '../testing/helped-family.ts';
import { socialWorker } from '../testing/telling.ts';

// Ava is helped. Another record of hers tells of her death: her own says nothing of it.

const REFUSED = { code: 'AFTER_DEATH' };
const because = { indicators: ['L3.01'], rationale: 'Worse.' };

let helped: HelpedFamily;
let child: string;
let other: string;
beforeEach(async () => {
  helped = await HelpedFamily.open();
  [child = ''] = helped.desk.children;
  const names = [{ use: 'LEGAL', given: 'Ava', family: 'Hill' }];
  const born = { dateOfBirth: '2018-05-04', sex: 'F', adult: false };
  other = (await helped.desk.send('RegisterPerson', { names, ...born })).id;
}, 30_000);
afterEach(() => helped.desk.close());

const died = () =>
  helped.desk.send('RecordDeath', { person: other, dateOfDeath: '2026-03-01', verification: 'NOTIFIED' });
const link = async (): Promise<string> => {
  const pair = { survivor: child, other, evidence: ['One birth certificate.'], deathReviewed: true };
  const { id } = await helped.desk.send('LinkPersonsAsSame', { ...pair, ...helped.approved });
  await helped.desk.followed();
  return id;
};
const stepUp = () => {
  const { desk, episode } = helped;
  const step = { family: desk.family, episode, child, from: 'L2', to: 'L3', decidedBy: desk.worker };
  return desk.send('StepUp', { ...step, ...because });
};
const propose = (children: readonly string[]) => {
  const { desk, episode } = helped;
  const asked = { family: desk.family, episode, children: [...children], target: 'CIN_S17', urgent: false };
  return desk.send('ProposeStepUp', { ...asked, reason: 'Worse.', proposedBy: desk.worker });
};

it('nothing more is decided for a child of whose death a linked record tells', async () => {
  const { desk, episode } = helped;
  await died();
  await link();
  await expect(stepUp()).rejects.toMatchObject(REFUSED);
  const level = {
    family: desk.family,
    episode,
    child,
    level: 'L2',
    indicators: ['L2.01'],
    rationale: 'Same.',
  };
  await expect(desk.send('DecideLevelOfNeed', { ...level, decidedBy: desk.worker })).rejects.toMatchObject(
    REFUSED,
  );
  await expect(propose([child])).rejects.toMatchObject(REFUSED);
  await expect(desk.received()).rejects.toMatchObject(REFUSED);
});

it('a plan rests on the agreement for those alone who live', async () => {
  const { desk, episode, mia } = helped;
  const { family, worker } = desk;
  const agreeing = {
    family,
    by: mia,
    capacity: 'CARER',
    takenBy: worker,
    method: 'VERBAL',
    explained: 'All.',
  };
  await desk.send('GiveAgreement', { ...agreeing, person: desk.children[1] ?? '' });
  const plan = { family, episode, agreedBy: [mia], familyPresent: true, takenBy: worker };
  await expect(desk.send('AgreePlan', plan)).rejects.toMatchObject({ code: 'NO_AGREEMENT' });
  await died();
  await link();
  await desk.send('AgreePlan', plan);
});

it('help may end because the child died', async () => {
  const { desk, episode } = helped;
  const outcomes = desk.children.map((each) => ({ child: each, outcome: 'None.' }));
  const ending = { family: desk.family, episode, reason: 'CHILD_DIED', outcomes };
  const close = () => desk.send('CloseEpisode', ending);
  await link();
  await expect(close()).rejects.toMatchObject({ code: 'NO_DEATH_RECORDED' });
  await died();
  await close();
});

it('a service that takes the family on notes a status for the child who lives', async () => {
  const { desk, episode } = helped;
  await link();
  const { id: step } = await propose(desk.children);
  await died();
  const council = { name: 'Social care', agencyType: 'SOCIAL_CARE' };
  const { id: receivingAgency } = await desk.send('RegisterOrganisation', council);
  const worker = { name: 'Sam', agency: receivingAgency, role: 'SOCIAL_WORKER', activeFrom: '2024-01-01' };
  const { id: receivingWorker } = await desk.send('RegisterWorker', worker);
  const accepted = {
    family: desk.family,
    episode,
    step,
    to: 'L4',
    indicators: ['L4.01'],
    rationale: 'Worse.',
  };
  await desk.send('AcceptStepUp', { ...accepted, receivingAgency, receivingWorker }, socialWorker);
  await desk.followed();
  const decided = [...(await desk.events('SteppedUp')), ...(await desk.events('StatutoryStatusNoted'))];
  expect(decided.map(({ data }) => data['child'])).toEqual([desk.children[1], desk.children[1]]);
});

it('it is another child who died, once the records are told apart', async () => {
  await died();
  const of = await link();
  await expect(stepUp()).rejects.toMatchObject(REFUSED);
  await helped.desk.send('ReversePersonLink', { link: of, reason: 'Twins.', ...helped.approved });
  await stepUp();
});
