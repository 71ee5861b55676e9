import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { standAt } from '../testing/forgotten-story.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Two records turn out to be of one person, and then not to be.

const LOOKED = `query ($family: ID!) {
  whoLooked(family: $family, from: "2026-03-03", until: "2026-03-03", purpose: SUBJECT_ACCESS) { days { day } }
}`;
const SAW = `query ($person: ID!, $asOf: AsOf) {
  whoSaw(person: $person, asOf: $asOf, purpose: AUDIT, first: 100) { nodes { user } }
}`;

let served: Served;
let story: Story;
let other: string;
let link: string;
let linked: string;
let four: { requestedBy: string; approvedBy: string };

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  four = { requestedBy: story.keyworker, approvedBy: (await staffAround(served, story)).manager };
  const again = { names: [{ use: 'LEGAL', given: 'Goz', family: 'Okafor' }], sex: 'F', adult: true };
  other = (await served.order('coordinator', 'registerPerson', again)).id;
  standAt(served, '2026-03-03T09:00:00.000Z');
  await served.read('quality', `{ person(reference: "${other}", purpose: QUALITY) { id } }`);
  standAt(served, '2026-03-04T09:00:00.000Z');
  await decideExemptions();
  const one = { survivor: story.mother.id, other, evidence: ['One number.'] };
  const receipt = await served.order('manager', 'linkPersonsAsSame', { ...one, ...four });
  link = receipt.id;
  linked = receipt.position;
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

function decideExemptions(): Promise<unknown> {
  const nothing = { family: story.family.id, until: '2026-03-03', rationale: 'Looked through.' };
  return served.order('privacy-officer', 'decideViewingExemptions', nothing);
}

async function reached(): Promise<void> {
  const { projector, managers, store, accessStore } = served.record;
  await managers.reached(await store.head());
  await projector.reached(await store.head());
  await projector.accessReached(await accessStore.head());
}

/** The days on which, as the family is told, somebody looked. */
async function toldOf(): Promise<string[]> {
  await reached();
  const asked = { family: story.family.id };
  const { days } = await served.read<{ days: { day: string }[] }>('privacy-officer', LOOKED, asked);
  return days.map(({ day }) => day);
}

/** Whether the reader of before is found under a record. */
async function found(person: string, position?: string): Promise<boolean> {
  await reached();
  const asked = { person, asOf: position === undefined ? null : { position } };
  const { nodes } = await served.read<{ nodes: { user: string }[] }>('auditor', SAW, asked);
  return nodes.some(({ user }) => user === 'quality');
}

it('who looked at either is found under both, as of when they are one', async () => {
  expect(await found(story.mother.id)).toBe(true);
  expect(await found(other)).toBe(true);
  expect(await found(story.mother.id, String(Number(linked) - 1))).toBe(false);
});

it('the family is told of it too, once it was decided what is left out of looks at both', async () => {
  expect(await toldOf()).toEqual([]);
  await decideExemptions();
  expect(await toldOf()).toEqual(['2026-03-03']);
});

it('under its own alone once the link is reversed, and not where that is sealed since', async () => {
  await served.order('manager', 'reversePersonLink', { link, reason: 'Two women.', ...four });
  expect(await found(story.mother.id)).toBe(false);
  expect(await toldOf()).toEqual([]);
  expect(await found(other)).toBe(true);
  expect(await found(story.mother.id, linked)).toBe(true);
  await sealed(served, other, await custodians(served, story));
  expect(await found(story.mother.id, linked)).toBe(false);
});
