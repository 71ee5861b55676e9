import { expect, it } from '@jest/globals';
import { childIdentified, decideErasure, helpEnded } from '../testing/forgotten-story.ts';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { followedUp } from '../testing/plan-story.ts';
import { helpOpensToo } from '../testing/sampled-story.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens } from '../testing/story.ts';

// A family that was merged into another is one with it: what keeps either keeps both.

const propose = (served: Served, ...families: string[]) =>
  served.order('privacy-officer', 'proposeErasure', {
    families,
    ground: 'LEGAL_DUTY',
    rationale: 'A court demands it.',
  });
const hold = (served: Served, family: string) =>
  served.order('privacy-officer', 'placeLegalHold', {
    families: [family],
    everything: false,
    reason: 'COMPLAINT',
    explanation: 'The ombudsman asked for it.',
  });

it('no part of a family that was merged is erased while help goes on in the other', async () => {
  await using served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  const story = await helpOpens(served);
  const survivor = await mergedIntoAnother(served, story);
  await expect(propose(served, survivor)).rejects.toThrow('OPEN_WORK');
  await expect(propose(served, story.family.id)).rejects.toThrow('OPEN_WORK');
}, 60_000);

it.each(['retired', 'survivor'] as const)(
  'nor while a legal hold names one of them: the %s family',
  async (which) => {
    await using served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
    const told = await helpEnded(served);
    const families = { retired: told.family.id, survivor: await mergedIntoAnother(served, told) };
    await hold(served, families[which]);
    await expect(propose(served, families.retired)).rejects.toThrow('LEGAL_HOLD');
    await expect(propose(served, families.survivor)).rejects.toThrow('LEGAL_HOLD');
  },
  60_000,
);

it('nor without the other: an erasure names both, or the merge is reversed first', async () => {
  await using served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  const told = await helpEnded(served);
  const retired = told.family.id;
  const survivor = await mergedIntoAnother(served, told);
  await expect(propose(served, survivor)).rejects.toThrow('LINKED_RECORDS');
  await expect(propose(served, retired)).rejects.toThrow('LINKED_RECORDS');
  await expect(propose(served, survivor, retired)).resolves.toHaveProperty('id');
  const { readers, managers, store } = served.record;
  const approvedBy = readers.directory.workerOfUser('manager')?.worker;
  const four = { reason: 'Two households.', requestedBy: told.keyworker, approvedBy };
  await served.order('manager', 'reverseFamilyMerge', { survivor, retired, ...four });
  await managers.reached(await store.head());
  for (const family of [retired, survivor])
    await expect(propose(served, family)).resolves.toHaveProperty('id');
}, 60_000);

it('somebody who came by a merge and went back when it was reversed is not kept by help of the other', async () => {
  await using served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  const told = await helpOpens(served);
  const { keyworker, child, request, episode } = told;
  const retired = told.family.id;
  await served.order('manager', 'closeEpisode', {
    ...{ family: retired, episode, reason: 'MOVED_OUT_NO_TRANSFER' },
    outcomes: [{ child: child.id, outcome: 'Ava sleeps well.' }],
  });
  await childIdentified(served, told);
  const other = await helpOpensToo(served, told, 'Bea');
  const { manager: approvedBy } = await staffAround(served, told);
  const survivor = other.family.id;
  const four = { reason: 'One household.', requestedBy: keyworker, approvedBy };
  await served.order('manager', 'mergeFamilies', { retired, survivor, agreementReviewed: true, ...four });
  await followedUp(served);
  const ofHer = () =>
    decideErasure(served, { persons: [child.id] }, [retired, request.id, survivor], 'UNLAWFUL');
  await expect(ofHer()).rejects.toThrow('OPEN_WORK');
  await served.order('manager', 'reverseFamilyMerge', { survivor, retired, ...four, reason: 'Two.' });
  await followedUp(served);
  await expect(ofHer()).resolves.toMatch(/^erasure-/);
}, 60_000);
