import { describe, expect, it } from '@jest/globals';
import type { EventOf, FamilyCommand, FamilyEvent, HandOverKeyworker } from '#libs/contracts';
import { after, given } from '../testing/specification.ts';
import { around, closed, episode, family as id, helped, registered } from '../testing/hill-family.ts';
import { family } from './family.ts';

const hills = given(family, ...helped);
const handOver = (to: string, changed: Partial<HandOverKeyworker> = {}): FamilyCommand => ({
  type: 'HandOverKeyworker',
  data: {
    family: id,
    episode,
    to,
    agency: 'organisation-school',
    agreementReviewed: true,
    reason: 'LEFTRL',
    ...changed,
  },
});
const handedOver = (to: string, agency = 'organisation-school'): FamilyEvent => ({
  type: 'KeyworkerHandedOver',
  data: { episode, from: 'worker-1', to, agency, agreementReviewed: true, reason: 'LEFTRL' },
});
const changeAgency = (to: string): FamilyCommand => ({
  type: 'ChangeAccountableAgency',
  data: { family: id, episode, to },
});
const changed: FamilyEvent = {
  type: 'AccountableAgencyChanged',
  data: { episode, from: 'organisation-school', to: 'organisation-care' },
};

describe('handing over the keyworker', () => {
  it('goes from the one to the next without a gap', () => {
    hills.when(handOver('worker-3'), {}, around).then(handedOver('worker-3'));
    hills
      .when(handOver('worker-1'), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE', { worker: 'worker-1', because: 'IS_KEYWORKER' });
    given(family, ...helped, handedOver('worker-3'))
      .when(handOver('worker-1'), {}, around)
      .then({
        type: 'KeyworkerHandedOver',
        data: {
          episode,
          from: 'worker-3',
          to: 'worker-1',
          agency: 'organisation-school',
          agreementReviewed: true,
          reason: 'LEFTRL',
        },
      });
  });
  it('is refused until the family has been asked again', () => {
    hills
      .when(handOver('worker-3', { agreementReviewed: false }), {}, around)
      .refuses('AGREEMENT_NOT_REVIEWED');
  });
  it('is refused once agreement about a child of it has ended, but by a manager who says why', () => {
    const standing = (isLive: boolean) => ({
      ...around,
      agreements: new Map([['ben', { isLive, agencies: [] }]]),
    });
    const without = { manager: 'worker-2', basis: 'PUBLIC_TASK', reason: 'He is not safe.' };
    hills.when(handOver('worker-3'), {}, standing(true)).then(handedOver('worker-3'));
    hills.when(handOver('worker-3'), {}, standing(false)).refuses('NO_AGREEMENT', { person: 'ben' });
    const goesOn = (withoutAgreement: typeof without) =>
      hills.when(handOver('worker-3', { withoutAgreement }), {}, standing(false));
    const { data } = handedOver('worker-3') as EventOf<'KeyworkerHandedOver'>;
    goesOn(without).then({
      type: 'KeyworkerHandedOver',
      data: { ...data, withoutAgreement: without },
    });
    goesOn({ ...without, basis: 'CONSENT' }).refuses('NO_AGREEMENT');
    goesOn({ ...without, reason: ' ' }).refuses('RATIONALE_REQUIRED');
    goesOn({ ...without, manager: 'worker-1' }).refuses('WORKER_NOT_ELIGIBLE', {
      worker: 'worker-1',
      because: 'NOT_A_MANAGER',
    });
    expect(family.needs(handOver('worker-3', { withoutAgreement: without }), after(family, helped))).toEqual({
      workers: ['worker-3', 'worker-2'],
      organisations: ['organisation-school'],
      agreementsOf: ['ava', 'ben'],
      keepersOf: [id],
    });
  });
  it('is refused to a worker who may not take it on', () => {
    for (const to of ['untrained', 'left', 'not-yet', 'social-worker']) {
      hills.when(handOver(to), {}, around).refuses('WORKER_NOT_ELIGIBLE');
    }
    hills.when(handOver('nobody'), {}, around).refuses('NOT_FOUND');
  });
  it('stays in the accountable agency, which changes first where it must', () => {
    const trained = new Map(around.workers).set('care-keyworker', {
      agency: 'organisation-care',
      role: 'SOCIAL_WORKER',
      activeFrom: '2020-01-01',
      training: { FFA_KEYWORKER: '2021-01-01' },
    });
    const staffed = { ...around, workers: trained };
    const over = handOver('care-keyworker', { agency: 'organisation-care' });
    hills
      .when(over, {}, staffed)
      .refuses('WORKER_NOT_ELIGIBLE', { worker: 'care-keyworker', because: 'OTHER_AGENCY' });
    given(family, ...helped, changed)
      .when(over, {}, staffed)
      .then(handedOver('care-keyworker', 'organisation-care'));
  });
  it('is refused in an episode that is closed, without an owner or not there', () => {
    given(family, ...helped, closed)
      .when(handOver('worker-3'), {}, around)
      .refuses('EPISODE_CLOSED');
    given(family, ...helped.slice(0, -1))
      .when(handOver('worker-3'), {}, around)
      .refuses('NO_OWNER');
    given(family, ...registered)
      .when(handOver('worker-3'), {}, around)
      .refuses('UNKNOWN_EPISODE');
  });
});

describe('changing the accountable agency', () => {
  it('goes from the one to the next without a gap', () => {
    hills.when(changeAgency('organisation-care'), {}, around).then(changed);
    hills.when(changeAgency('organisation-school'), {}, around).then();
  });
  it('is refused to an organisation that ended or is not there', () => {
    hills.when(changeAgency('organisation-ended'), {}, around).refuses('ORGANISATION_NOT_ACTIVE');
    hills.when(changeAgency('organisation-none'), {}, around).refuses('NOT_FOUND');
  });
  it('is refused in a closed episode', () => {
    given(family, ...helped, closed)
      .when(changeAgency('organisation-care'), {}, around)
      .refuses('EPISODE_CLOSED');
  });
});
