import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Two families turn out to be one household. Who reads the one that lives on reads the other's story with it.

let served: Served;
let story: Story;
let survivor: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  survivor = await mergedIntoAnother(served, story);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

interface Looks {
  readonly nodes: readonly { readonly reads: readonly string[] }[];
}

it('who reads the story of a family is found by each family whose story stood in it', async () => {
  const read = `{ familyTimeline(family: "${survivor}", purpose: AUDIT, first: 100) { nodes { type } } }`;
  const whoSaw = `{ whoSaw(family: "${story.family.id}", purpose: AUDIT) { nodes { reads } } }`;
  const looks = async () =>
    (await served.read<Looks>('auditor', whoSaw)).nodes.filter(({ reads }) =>
      reads.includes('familyTimeline'),
    );
  expect(await looks()).toHaveLength(0);
  await served.read('auditor', read);
  const { projector, accessStore } = served.record;
  await projector.accessReached(await accessStore.head());
  expect(await looks()).toHaveLength(1);
});
