import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A girl is taken for one of the family: by a mistake, and by a merge that is reversed.

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const TIMELINE = `query ($family: ID!, $view: View!, $asOf: AsOf) {
  familyTimeline(family: $family, purpose: FAMILY_HELP, view: $view, asOf: $asOf, first: 100) { nodes { type data } }
}`;
const VIEWS = ['AS_RECORDED', 'AS_CORRECTED'] as const;

async function told(view: (typeof VIEWS)[number], position?: string): Promise<string> {
  await caughtUp();
  const asOf = position === undefined ? null : { position };
  return JSON.stringify(await served.read('practitioner', TIMELINE, { family: story.family.id, view, asOf }));
}

/** Answers the log's last position. */
async function caughtUp(): Promise<string> {
  const { managers, projector, store } = served.record;
  await managers.reached(await store.head());
  const head = await store.head();
  await projector.reached(head);
  return String(head);
}

async function girl(given: string): Promise<string> {
  const names = [{ use: 'LEGAL', given, family: 'Reed' }];
  const born = { names, dateOfBirth: '2014-05-04', sex: 'F', adult: false };
  return (await served.order('coordinator', 'registerPerson', born)).id;
}

describe('the record of who was never one of the family', () => {
  it('is in its timeline no more once the joining is voided, and as of before as it was', async () => {
    const { family } = story;
    const joins = { family: family.id, person: await girl('Eva'), role: 'CHILD', livesHere: 'FULL' };
    const { position } = await served.order('coordinator', 'addMember', joins);
    for (const view of VIEWS) expect(await told(view)).toContain('Eva');
    const event = `query ($id: ID!) { event(id: $id, purpose: FAMILY_HELP) { id } }`;
    const { id: entry } = await served.read<{ id: string }>('practitioner', event, { id: position });
    const wrong = { stream: family.id, entry, reason: 'WRONG_PERSON' };
    await served.order('coordinator', 'voidEntry', wrong);
    for (const view of VIEWS) expect(await told(view)).not.toContain('Eva');
    for (const view of VIEWS) expect(await told(view, position)).toContain('Eva');
  });

  it('is so once a merge is reversed by which she came', async () => {
    const { family, keyworker } = story;
    const { manager } = await staffAround(served, story);
    const members = [{ person: await girl('Mia'), role: 'CHILD', livesHere: 'FULL' }];
    const { id: retired } = await served.order('coordinator', 'registerFamily', { members });
    const two = { requestedBy: keyworker, approvedBy: manager, survivor: family.id, retired };
    const merge = { ...two, reason: 'One household.', agreementReviewed: true };
    await served.order('manager', 'mergeFamilies', merge);
    const merged = await caughtUp();
    for (const view of VIEWS) expect(await told(view)).toContain('Mia');
    await served.order('manager', 'reverseFamilyMerge', { ...two, reason: 'They are two.' });
    for (const view of VIEWS) expect(await told(view)).not.toContain('Mia');
    for (const view of VIEWS) expect(await told(view, merged)).toContain('Mia');
  });
});
