import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { helpEnded } from '../testing/forgotten-story.ts';
import { Served } from '../testing/served.ts';
import type { Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let erasure: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpEnded(served);
  const proposed = { persons: [story.mother.id], ground: 'RETENTION_ENDED', rationale: 'Nothing keeps it.' };
  ({ id: erasure } = await served.order('privacy-officer', 'proposeErasure', proposed));
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const review = (textOf: string, more: object = {}) =>
  served.order('privacy-officer', 'reviewSharedText', { erasure, textOf, outcome: 'TAKEN_OUT', ...more });
const approve = () => served.order('manager', 'approveErasure', { erasure, rationale: 'So it is.' });

describe('text that tells of others', () => {
  it('is read as of a position that there is', async () => {
    const position = (await served.record.store.head()) + 5;
    await expect(review(story.family.id, { position })).rejects.toThrow('POSITION_AHEAD');
  });

  it('is read again where something was written of it since, before its erasure is approved', async () => {
    for (const text of [story.family.id, story.request.id]) await review(text);
    const label = { family: story.family.id, label: 'The Okafors of Hill Street' };
    await served.order('coordinator', 'changeFamilyLabel', label);
    await expect(approve()).rejects.toThrow('SHARED_TEXT_NOT_REVIEWED');
    const read = await review(story.family.id);
    expect(await approve()).toMatchObject({ id: erasure });
    const told = `query ($erasure: ID!) {
      erasure(erasure: $erasure, purpose: OPERATIONS) { entries { type data } }
    }`;
    const { entries } = await served.read<{ entries: { type: string; data: object }[] }>('manager', told, {
      erasure,
    });
    expect(entries.findLast(({ type }) => type === 'SharedTextReviewed')?.data).toMatchObject({
      position: Number(read.position) - 1,
    });
  });
});
