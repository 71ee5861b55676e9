import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A family that was merged into another is part of it: what seals either, or somebody in either, seals both.

const FAMILY = `query ($family: ID!) {
  family(reference: $family, purpose: SAFEGUARDING) { id members { person name } }
}`;
const TIMELINE = `query ($family: ID!) {
  familyTimeline(family: $family, purpose: SAFEGUARDING, first: 100) { nodes { summary } }
}`;

describe.each(['survivor', 'retired', 'child', 'mother', 'newcomer'] as const)(
  'a seal on the %s of a merged family',
  (which) => {
    let served: Served;
    let story: Story;
    let records: Record<'survivor' | 'retired' | 'child' | 'mother' | 'newcomer', string>;
    beforeAll(async () => {
      served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
      story = await helpOpens(served);
      const survivor = await mergedIntoAnother(served, story);
      const { family, child, mother } = story;
      const named = { names: [{ use: 'LEGAL', given: 'Sol', family: 'Okafor' }], sex: 'M', adult: true };
      const newcomer = (await served.order('coordinator', 'registerPerson', named)).id;
      const joining = { family: survivor, person: newcomer, role: 'GRANDPARENT', livesHere: 'FULL' };
      await served.order('coordinator', 'addMember', joining);
      await served.record.projector.reached(await served.record.store.head());
      records = { survivor, retired: family.id, child: child.id, mother: mother.id, newcomer };
      await sealed(served, records[which], await custodians(served, story));
      await served.record.projector.reached(await served.record.store.head());
    }, 60_000);
    afterAll(() => served[Symbol.asyncDispose]());

    it.each(['survivor', 'retired'] as const)('leaves the %s to its custodians alone', async (name) => {
      for (const query of [FAMILY, TIMELINE]) {
        const asked = { family: records[name] };
        await expect(served.read('coordinator', query, asked)).rejects.toThrow('NOT_FOUND');
        await expect(served.read('social-worker', query, asked)).rejects.toThrow('NOT_FOUND');
        expect(await served.read('manager', query, asked)).not.toBeNull();
      }
    });
  },
);
