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
