import { describe, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent, MergeFamilies } from '#libs/contracts';
import {
  around,
  closed,
  episode,
  helped,
  opening,
  registered,
  family as id,
} from '../testing/hill-family.ts';
import {
  merge,
  merged,
  roles,
  takeIn,
  joined,
  revision,
  takenIn,
  apart,
  inWoods,
  inHills,
  retired,
  both,
  fromHills,
  clerk,
  four,
} from '../testing/merged-families.ts';
import { given } from '../testing/specification.ts';
import { besides, goesOn, heldIn, woodFamily, woods } from '../testing/two-families.ts';
import { family } from './family.ts';

describe('a family merged into another', () => {
  it('is retired, and its open episode goes on in the other', () => {
    given(family, ...helped)
      .when(merge(), inHills, besides({ [woods]: woodFamily }))
      .then(merged());
    given(family, ...registered)
      .when(merge(), inHills, besides({ [woods]: [...woodFamily, ...helped.slice(4)] }))
      .then({
        type: 'FamiliesMerged',
        data: {
          ...{ retired: id, survivor: woods, reason: 'One household.' },
          ...{ ...four, agreementReviewed: true },
        },
      });
  });
  it('is not told to whoever helps the other before both were asked again', () => {
    const unasked = merge({ agreementReviewed: false });
    const { agreementReviewed, ...silent } = merge().data as MergeFamilies;
    for (const order of [unasked, { type: 'MergeFamilies', data: silent } as const]) {
      given(family, ...helped)
        .when(order, inHills, besides({ [woods]: woodFamily }))
        .refuses('AGREEMENT_NOT_REVIEWED');
      given(family, ...registered)
        .when(order, inHills, besides({ [woods]: [...woodFamily, ...helped.slice(4)] }))
        .refuses('AGREEMENT_NOT_REVIEWED');
    }
    given(family, ...registered)
      .when({ type: 'MergeFamilies', data: silent }, inHills, besides({ [woods]: woodFamily }))
      .then({ type: 'FamiliesMerged', data: silent });
  });
  it('is merged once', () => {
    given(family, ...retired)
      .when(merge(), inHills, besides({ [woods]: woodFamily }))
      .then();
    given(family, ...retired)
      .when(merge({ survivor: 'family-3' }), inHills, besides({ 'family-3': woodFamily }))
      .refuses('FAMILY_MERGED', { family: woods });
  });
  it('is not the other itself, which is there and was not merged itself', () => {
    given(family, ...helped)
      .when(merge({ survivor: id }), inHills, besides({}))
      .refuses('SAME_FAMILY');
    given(family, ...helped)
      .when(merge(), inHills, besides({}))
      .refuses('NOT_FOUND', { family: woods });
    const back = merged({ retired: woods, survivor: id });
    given(family, ...helped)
      .when(merge(), inHills, besides({ [woods]: [...woodFamily, back] }))
      .refuses('FAMILY_MERGED', { family: id });
  });
  it('is not merged while both are helped', () => {
    given(family, ...helped)
      .when(merge(), inHills, besides({ [woods]: helped }))
      .refuses('ALREADY_OPEN', { keyworker: 'worker-1', episode });
    given(family, ...helped)
      .when(merge(), inHills, besides({ [woods]: [...helped, closed] }))
      .then(merged());
  });
  it('is not merged while it is helped and the other holds help on its way to a third', () => {
    const onItsWay = besides({ [woods]: woodFamily }, heldIn(woods));
    given(family, ...helped)
      .when(merge(), inHills, onItsWay)
      .refuses('ALREADY_OPEN', { keyworker: 'worker-9', episode: 'episode-9' });
    const { episode: none, ...ofNoHelp } = merged().data;
    given(family, ...registered)
      .when(merge(), inHills, onItsWay)
      .then({ type: 'FamiliesMerged', data: ofNoHelp });
  });
  it('is merged by two workers, one of whom sends it, for a reason', () => {
    const woodsThere = besides({ [woods]: woodFamily });
    given(family, ...helped)
      .when(merge(), { ...inHills, actor: clerk }, woodsThere)
      .refuses('NOT_OF_THE_TWO');
    given(family, ...helped)
      .when(merge({ approvedBy: 'worker-1' }), inHills, woodsThere)
      .refuses('SELF_APPROVAL');
    given(family, ...helped)
      .when(merge({ requestedBy: 'left' }), inHills, woodsThere)
      .refuses('WORKER_NOT_ELIGIBLE');
    given(family, ...helped)
      .when(merge({ reason: ' ' }), inHills, woodsThere)
      .refuses('RATIONALE_REQUIRED', { field: 'reason' });
  });
  it('is not merged across a seal', () => {
    const over = (...pairs: [string, string[]][]) => ({
      ...besides({ [woods]: woodFamily }),
      seals: new Map(pairs),
    });
    given(family, ...helped)
      .when(merge(), inHills, over([id, [id]]))
      .refuses('ACROSS_A_SEAL');
    given(family, ...helped)
      .when(merge(), inHills, over([id, ['ava']], [woods, ['ava']]))
      .then(merged());
  });
  it('takes no orders but its reversal', () => {
    const refuses = (command: FamilyCommand) =>
      given(family, ...retired)
        .when(command, inHills, around)
        .refuses('FAMILY_MERGED', { family: woods });
    refuses({ type: 'AddMember', data: { family: id, person: 'tom', role: 'FATHER' } });
    refuses({ type: 'OpenEpisode', data: opening });
    refuses({ type: 'ReceiveInformation', data: { family: id, from: 'POLICE', summary: 'Attended.' } });
    refuses({
      type: 'SplitFamily',
      data: { family: id, members: ['mia'], reason: 'OTHER', decidedBy: 'worker-2' },
    });
  });
});

describe('a family that takes another in', () => {
  it('has its members in their roles, and goes on with its episode', () => {
    given(family, ...woodFamily)
      .when(takeIn(), inWoods, fromHills)
      .then(...takenIn);
  });
  it('has nobody twice', () => {
    given(family, ...woodFamily, ...joined.slice(1))
      .when(takeIn(), inWoods, fromHills)
      .then(
        { type: 'FamilyTakenIn', data: { retired: id, merge: revision, members: ['mia'] } },
        ...joined.slice(0, 1),
        goesOn(id, { copiedAsOf: revision }),
      );
    given(family, ...woodFamily, ...joined)
      .when(takeIn({ members: [] }), inWoods, besides({ [id]: [...registered, merged({})] }))
      .then({ type: 'FamilyTakenIn', data: { retired: id, merge: registered.length } });
  });
  it('leaves where they were those of whom nothing can be recorded any more', () => {
    given(family, ...woodFamily)
      .when(takeIn(), inWoods, { ...fromHills, erased: new Set(['mia']) })
      .then(
        { type: 'FamilyTakenIn', data: { retired: id, merge: revision, members: ['ava', 'ben'] } },
        ...joined.slice(1),
        goesOn(id, { copiedAsOf: revision }),
      );
  });
  it('goes on helping where it lives', () => {
    const moved: FamilyEvent = { type: 'DistrictChanged', data: { to: 'herts.ff.stevenage' } };
    given(family, ...woodFamily, moved)
      .when(takeIn(), inWoods, fromHills)
      .then(...takenIn.slice(0, -1), goesOn(id, { district: 'herts.ff.stevenage', copiedAsOf: revision }));
  });
  it('takes it in once, as long as the merge stands', () => {
    given(family, ...both)
      .when(takeIn(), inWoods, fromHills)
      .then();
    given(family, ...woodFamily)
      .when(takeIn(), inWoods, besides({ [id]: helped }))
      .refuses('NOT_MERGED');
    given(family, ...both, ...apart)
      .when(takeIn(), inWoods, fromHills)
      .refuses('NOT_MERGED');
  });
  it('waits where it opened an episode or was merged itself at that moment', () => {
    given(family, ...woodFamily, ...helped.slice(4))
      .when(takeIn(), inWoods, fromHills)
      .refuses('ALREADY_OPEN', { keyworker: 'worker-1', episode });
    given(family, ...woodFamily)
      .when(takeIn(), inWoods, { ...fromHills, ...heldIn(woods) })
      .refuses('ALREADY_OPEN', { keyworker: 'worker-9', episode: 'episode-9' });
    given(family, ...woodFamily, merged({ retired: woods, survivor: 'family-3' }))
      .when(takeIn(), inWoods, fromHills)
      .refuses('FAMILY_MERGED', { family: 'family-3' });
  });
  it('knows the role of each', () => {
    given(family, ...woodFamily)
      .when(takeIn({ members: roles.slice(1) }), inWoods, fromHills)
      .refuses('REQUIRED', { field: 'members' });
  });
});
