import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { personas } from '#libs/access';
import { standAt } from '../testing/forgotten-story.ts';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Whoever looked at a family before it was merged into another looked at the record of the one that lives on.

const LOOKED = `query ($family: ID!) {
  whoLooked(family: $family, from: "2026-06-10", until: "2026-06-15", purpose: SUBJECT_ACCESS) { days { day } }
}`;

let served: Served;
let story: Story;
beforeEach(async () => {
  served = await Served.start({ bornAt: '2026-06-10T08:00:00.000Z' });
  story = await helpOpens(served);
  standAt(served, '2026-06-11T09:00:00.000Z');
  await served.read('manager', `{ family(reference: "${story.family.id}", purpose: FAMILY_HELP) { id } }`);
  standAt(served, '2026-06-12T09:00:00.000Z');
}, 60_000);
afterEach(() => served[Symbol.asyncDispose]());

async function told(family: string): Promise<string[]> {
  const { projector, accessStore, store } = served.record;
  await projector.accessReached(await accessStore.head());
  await projector.reached(await store.head());
  const { days } = await served.read<{ days: { day: string }[] }>('privacy-officer', LOOKED, { family });
  return days.map(({ day }) => day);
}
const decide = (family: string, exemptions?: object[]) =>
  served.order('privacy-officer', 'decideViewingExemptions', {
    family,
    until: '2026-06-15',
    rationale: 'Looked through.',
    ...(exemptions && { exemptions }),
  });

it('it is told who looked at either, but for what was decided of either to be exempt', async () => {
  const survivor = await mergedIntoAnother(served, story);
  standAt(served, '2026-06-16T09:00:00.000Z');
  await decide(survivor);
  expect(await told(survivor)).toContain('2026-06-11');
  const { agency } = personas.manager;
  await decide(story.family.id, [{ agency, from: '2026-06-11', to: '2026-06-11', reason: 'CRIME' }]);
  expect(await told(survivor)).not.toContain('2026-06-11');
});

it('who looked at what came by a merge is told once that was decided of too', async () => {
  standAt(served, '2026-06-16T09:00:00.000Z');
  const survivor = await mergedIntoAnother(served, story, decide);
  await expect(told(survivor)).rejects.toThrow('EXEMPTIONS_UNDECIDED');
  await decide(survivor);
  expect(await told(survivor)).toContain('2026-06-11');
});
