import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { followedUp, standingAt } from '../testing/plan-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, stepUpOf, type Story } from '../testing/story.ts';

// The practitioner hands over, and acts for who took over until 5 June, which is over at 23:00 UTC. Nobody says that it is over.

const LAST = '2026-06-05T22:59:59.999Z';
const OVER = '2026-06-05T23:00:00.000Z';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-06-01T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, episode, agency, keyworker } = story;
  const { second } = await staffAround(served, story);
  const help = { family: family.id, episode };
  const taken = { to: second, agency, agreementReviewed: true, reason: 'LEFTRL' };
  await served.order('manager', 'handOverKeyworker', { ...help, ...taken });
  const covering = { worker: keyworker, until: '2026-06-05', reason: 'ABSENC' };
  await served.order('manager', 'arrangeTemporaryCover', { ...help, ...covering });
  await followedUp(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const FAMILY = `query ($family: ID!, $purpose: Purpose!, $asOf: AsOf) {
  family(reference: $family, purpose: $purpose, asOf: $asOf) { id } }`;
const read = (asked: object = {}) =>
  served.read('practitioner', FAMILY, { family: story.family.id, purpose: 'FAMILY_HELP', ...asked });
const told = (summary: string) => {
  const { family, episode } = story;
  return served.order('coordinator', 'receiveInformation', {
    ...{ family: family.id, episode, from: 'SCHOOL', summary },
  });
};

it('gives whoever covers the help until its last day is over, and what stood in the record then for a child’s safety', async () => {
  const opened = { id: story.family.id };
  standingAt(served, LAST);
  expect(await read()).toEqual(opened);
  const { position } = await told('She came on time.');
  standingAt(served, OVER);
  await expect(read()).rejects.toThrow('NOT_FOUND');
  await expect(served.order('practitioner', 'stepUp', stepUpOf(story))).rejects.toThrow('NOT_FOUND');
  const { position: since } = await told('She is late again.');
  await followedUp(served);
  await expect(read()).rejects.toThrow('NOT_FOUND');
  const purpose = 'SAFEGUARDING';
  await expect(read({ purpose })).rejects.toThrow('NOT_FOUND');
  await expect(read({ purpose, asOf: { position: since } })).rejects.toThrow('NOT_FOUND');
  expect(await read({ purpose, asOf: { position } })).toEqual(opened);
});
