import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { helpOpens, stepUpOf, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  await served.record.projector.reached(await served.record.store.head());
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const FAMILY = `query ($of: ID!) { family(reference: $of, purpose: FAMILY_HELP) { id } }`;
const SAFEGUARDED = `query ($of: ID!) { family(reference: $of, purpose: SAFEGUARDING) { id } }`;
const CASELOAD = `query ($of: ID!) { caseload(worker: $of, purpose: FAMILY_HELP) { nodes { family } } }`;
const reads = () =>
  Promise.all(
    [
      [FAMILY, story.family.id],
      [SAFEGUARDED, story.family.id],
      [CASELOAD, story.keyworker],
    ].map(async ([query = '', of]) => {
      const { errors } = await served.ask('practitioner', query, { of });
      return errors?.[0]?.extensions['code'] ?? 'OPEN';
    }),
  );
const suspends = () =>
  served.order('administrator', 'suspendWorker', {
    worker: story.keyworker,
    reason: 'ACCESS_MISUSED',
    explanation: 'He looked up a neighbour.',
    reviewBy: '2026-03-30',
  });

describe('a worker whose account is suspended', () => {
  it('reads nothing and orders nothing from then, the own families neither', async () => {
    expect(await reads()).toEqual(['OPEN', 'OPEN', 'OPEN']);
    await suspends();
    expect(await reads()).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    await expect(served.order('practitioner', 'stepUp', stepUpOf(story))).rejects.toThrow('NOT_FOUND');
  });

  it('does not let themselves in again', async () => {
    const back = { worker: story.keyworker, reason: 'It was nothing.' };
    await expect(served.order('practitioner', 'reinstateWorker', back)).rejects.toThrow('NOT_PERMITTED');
  });

  it('does not keep others from the family', async () => {
    expect(await served.read('manager', FAMILY, { of: story.family.id })).toEqual({ id: story.family.id });
  });

  it('reads and orders again once somebody reinstated them', async () => {
    const back = { worker: story.keyworker, reason: 'She had asked him to.' };
    await served.order('manager', 'reinstateWorker', back);
    expect(await reads()).toEqual(['OPEN', 'OPEN', 'OPEN']);
    expect(await served.order('practitioner', 'stepUp', stepUpOf(story))).toMatchObject({
      id: story.family.id,
    });
  });
});

describe('a worker whose work has ended', () => {
  const ends = () =>
    served.order('administrator', 'endWorker', { worker: story.keyworker, activeTo: '2026-03-02' });
  const handsOver = async () => {
    const training = [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }];
    const post = { agency: story.agency, role: 'KEYWORKER', activeFrom: '2020-01-01', training };
    const next = await served.order('administrator', 'registerWorker', { name: 'Ola Gray', ...post });
    await served.order('manager', 'handOverKeyworker', {
      family: story.family.id,
      episode: story.episode,
      to: next.id,
      agency: story.agency,
      agreementReviewed: true,
      reason: 'LEFTRL',
    });
  };
  const OWN = `query ($of: ID!, $then: Position!) {
    family(reference: $of, purpose: SAFEGUARDING, asOf: { position: $then }) { id }
  }`;

  it('reads nothing and orders nothing from then, not even what stood while they were keyworker', async () => {
    const then = String(await served.record.store.head());
    await handsOver();
    const asked = { of: story.family.id, then };
    expect(await served.read('practitioner', OWN, asked)).toEqual({ id: story.family.id });
    expect((await reads())[2]).toBe('OPEN');
    await ends();
    expect(await reads()).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    await expect(served.read('practitioner', OWN, asked)).rejects.toThrow('NOT_FOUND');
    const names = [{ use: 'LEGAL', given: 'Ida', family: 'Hill' }];
    const somebody = { names, dateOfBirth: '2018-05-04', sex: 'F', adult: false };
    await expect(served.order('practitioner', 'registerPerson', somebody)).rejects.toThrow('NOT_FOUND');
  });
});
