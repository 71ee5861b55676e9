import { expect, it } from '@jest/globals';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens } from '../testing/story.ts';

// What was decided to be told of a family is told of all that is read as its story.

it('of a family that another was merged into, entries of the other are told as its own, and of no third', async () => {
  await using served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  const story = await helpOpens(served);
  const { school } = await staffAround(served, story);
  const third = await served.order('coordinator', 'registerFamily', {
    members: [{ person: story.mother.id, role: 'MOTHER', livesHere: 'PART' }],
  });
  const survivor = await mergedIntoAnother(served, story);
  const decide = async (family: string) =>
    (
      await served.order('manager', 'decideDisclosure', {
        family,
        persons: [story.child.id],
        recipientAgency: school,
        classes: ['general'],
        decision: 'DISCLOSE',
        basis: 'VITAL',
        reason: 'She is in danger.',
        decidedBy: story.keyworker,
      })
    ).id;
  const { events } = await served.record.store.readStream(story.family.id);
  const entries = events.slice(0, 1).map(({ id }) => id);
  const tell = (disclosure: string) =>
    served.order('manager', 'discloseInformation', {
      disclosure,
      entries,
      how: 'LETTER',
      disclosedBy: story.keyworker,
    });
  const ofSurvivor = await decide(survivor);
  expect(await tell(ofSurvivor)).toMatchObject({ id: ofSurvivor });
  await expect(tell(await decide(third.id))).rejects.toThrow('ENTRY_NOT_DECIDED');
}, 60_000);
