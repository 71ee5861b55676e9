import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { followed } from '../testing/panel-story.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A school's keyworker leads the help of a girl; her stepfather's family turns out to be of one household with hers.

let served: Served;
let story: Story;
let stepfather: Receipt;
let stepbrother: Receipt;
let other: Receipt;
let merge: object;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { school, teacher, manager } = await staffAround(served, story);
  const { family, episode, keyworker } = story;
  const about = { family: family.id, episode };
  await served.order('manager', 'changeAccountableAgency', { ...about, to: school });
  await served.order('manager', 'handOverKeyworker', {
    ...{ ...about, to: teacher, agency: school },
    ...{ agreementReviewed: true, reason: 'SCHOOL_PHASE' },
  });
  const registered = (given: string, born: object) =>
    served.order('coordinator', 'registerPerson', {
      ...{ names: [{ use: 'LEGAL', given, family: 'Step' }], sex: 'M', ...born },
    });
  stepfather = await registered('Stan', { adult: true });
  stepbrother = await registered('Cy', { adult: false, dateOfBirth: '2019-04-02' });
  other = await served.order('coordinator', 'registerFamily', {
    members: [
      { person: stepfather.id, role: 'FATHER', livesHere: 'FULL' },
      { person: stepbrother.id, role: 'CHILD', livesHere: 'FULL' },
    ],
  });
  merge = {
    ...{ retired: other.id, survivor: family.id, reason: 'One household.' },
    ...{ requestedBy: keyworker, approvedBy: manager },
  };
  await served.order('coordinator', 'refuseAgreement', {
    ...{ person: stepbrother.id, family: other.id, by: stepfather.id, takenBy: keyworker },
    ...{ capacity: 'CARER', method: 'VERBAL', explained: 'What would be told.', reason: 'Not of him.' },
  });
  await followed(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const PERSON = `query ($id: ID!) { person(reference: $id, purpose: FAMILY_HELP) { name } }`;
const name = ({ id }: Receipt) => served.read('partner', PERSON, { id });

it('whoever leads for a partner is told nobody of it before both families were asked again', async () => {
  await expect(served.order('manager', 'mergeFamilies', merge)).rejects.toThrow('AGREEMENT_NOT_REVIEWED');
  await followed(served);
  for (const each of [stepfather, stepbrother]) await expect(name(each)).rejects.toThrow('NOT_FOUND');
});

it('whoever leads is told of those who came by the merge, but of nobody for whom it was refused', async () => {
  await served.order('manager', 'mergeFamilies', { ...merge, agreementReviewed: true });
  await followed(served);
  expect(await name(stepfather)).toEqual({ name: 'Stan Step' });
  await expect(name(stepbrother)).rejects.toThrow('NOT_FOUND');
});
