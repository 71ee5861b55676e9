import { describe, expect, it } from '@jest/globals';
import type { SealCommand, SealEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { around } from '../testing/agreed.ts';
import { keyworker } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { sealing } from './seal.ts';

const why = {
  ground: 'ADDRESS_PROTECTION',
  authority: 'RISK_CONFERENCE',
  reason: 'He is looking for them.',
  custodians: ['worker-1'],
  requestedBy: 'worker-2',
  approvedBy: 'worker-3',
  reviewBy: '2026-09-14',
};
/** The facts around, with the accounts that workers sign in with. */
const withUsers = (users: Readonly<Record<string, string>>): Partial<Facts> => ({
  ...around,
  workers: new Map([
    ...(around.workers ?? []),
    ...Object.entries(users).map(([worker, user]) => [worker, { ...keyworker, user }] as const),
  ]),
});
const sealIt = (changes: object = {}): SealCommand => ({
  type: 'SealRecord',
  data: { record: 'family-1', ...why, ...changes },
});
const sealed: SealEvent = { type: 'RecordSealed', data: { family: 'family-1', ...why } };
const nothing = given(sealing);
const shut = given(sealing, sealed);

describe('sealing a record', () => {
  it('is of a family or of a person, asked for by one worker and approved by another', () => {
    nothing.when(sealIt(), {}, around).then(sealed);
    nothing
      .when(sealIt({ record: 'ava' }), {}, around)
      .then({ type: 'RecordSealed', data: { person: 'ava', ...why } });
    nothing.when(sealIt({ approvedBy: 'worker-2' }), {}, around).refuses('SELF_APPROVAL');
    expect(sealing.needs(sealIt(), sealing.initial)).toEqual({
      begun: ['family-1'],
      workers: ['worker-2', 'worker-3', 'worker-1'],
      heldUnder: ['family-1', 'ADDRESS_PROTECTION'],
    });
    expect(sealing.needs(sealIt({ record: 'ava' }), sealing.initial).begun).toEqual(['person-ava']);
  });
  it('is sent by one of the two, who do not share an account', () => {
    nothing.when(sealIt({ requestedBy: 'worker-1' }), {}, around).refuses('NOT_OF_THE_TWO');
    nothing.when(sealIt(), {}, withUsers({ 'worker-3': 'user-1', 'worker-2': 'user-2' })).then(sealed);
    nothing.when(sealIt(), {}, withUsers({ 'worker-3': 'user-1' })).refuses('SELF_APPROVAL');
  });
  it('is of a record that is there', () => {
    nothing.when(sealIt({ record: 'family-9' }), {}, around).refuses('NOT_FOUND', { stream: 'family-9' });
  });
  it('says why, and names custodians who are at work, each once', () => {
    nothing.when(sealIt({ reason: ' ' }), {}, around).refuses('RATIONALE_REQUIRED');
    nothing.when(sealIt({ custodians: ['left'] }), {}, around).refuses('WORKER_NOT_ELIGIBLE');
    nothing
      .when(sealIt({ custodians: ['worker-1', 'worker-1'] }), {}, around)
      .refuses('DUPLICATE_VALUE', { field: 'custodians' });
  });
  it('is kept by whoever holds the open help that it covers', () => {
    const help = { family: 'family-1', episode: 'episode-1', keyworker: 'worker-2' };
    const held = (changes: object): Partial<Facts> => ({ ...around, held: [{ ...help, ...changes }] });
    const shutOut = { worker: 'worker-2', episode: 'episode-1' };
    nothing.when(sealIt(), {}, held({})).refuses('OWNER_NOT_CUSTODIAN', shutOut);
    nothing.when(sealIt(), {}, held({ keyworker: 'worker-1' })).then(sealed);
    const both = ['worker-1', 'worker-2'];
    const kept: SealEvent = { type: 'RecordSealed', data: { family: 'family-1', ...why, custodians: both } };
    nothing.when(sealIt({ custodians: both }), {}, held({})).then(kept);
    const covered = (until?: string) =>
      held({ keyworker: 'worker-1', cover: { worker: 'worker-3', ...(until !== undefined && { until }) } });
    for (const until of [undefined, '2026-06-16'])
      nothing
        .when(sealIt(), {}, covered(until))
        .refuses('OWNER_NOT_CUSTODIAN', { worker: 'worker-3', episode: 'episode-1' });
    nothing.when(sealIt(), {}, covered('2026-06-15')).then(sealed);
  });
  it('is reviewed within ninety days', () => {
    nothing.when(sealIt({ reviewBy: '2026-09-15' }), {}, around).refuses('REVIEW_TOO_LATE');
    nothing.when(sealIt({ reviewBy: '2026-06-15' }), {}, around).refuses('END_BEFORE_START');
    nothing.when(sealIt({ reviewBy: '2026-02-30' }), {}, around).refuses('INVALID_DATE');
  });
  it('is done once, and again when it was unsealed', () => {
    shut.when(sealIt(), {}, around).refuses('SEALED_ALREADY');
    given(sealing, sealed, unsealed).when(sealIt(), {}, around).then(sealed);
  });
});

const lift = {
  reason: 'He has been deported.',
  requestedBy: 'worker-2',
  approvedBy: 'worker-3',
};
const unsealed: SealEvent = { type: 'RecordUnsealed', data: { family: 'family-1', ...lift } };
const unsealIt = (changes: object = {}): SealCommand => ({
  type: 'UnsealRecord',
  data: { record: 'family-1', ...lift, ...changes },
});

describe('unsealing a record', () => {
  it('takes two workers and a reason', () => {
    shut.when(unsealIt(), {}, around).then(unsealed);
    shut.when(unsealIt({ requestedBy: 'worker-3' }), {}, around).refuses('SELF_APPROVAL');
    shut.when(unsealIt({ requestedBy: 'worker-1' }), {}, around).refuses('NOT_OF_THE_TWO');
    shut.when(unsealIt({ reason: '' }), {}, around).refuses('RATIONALE_REQUIRED');
  });
  it('is of one that is sealed', () => {
    nothing.when(unsealIt(), {}, around).refuses('NOT_FOUND');
    given(sealing, sealed, unsealed).when(unsealIt(), {}, around).refuses('NOT_FOUND');
  });
});

describe('a seal', () => {
  const review = (changes: object = {}): SealCommand => ({
    type: 'ReviewSeal',
    data: {
      record: 'family-1',
      reviewedBy: 'worker-1',
      finding: 'Still at risk.',
      reviewBy: '2026-09-01',
      ...changes,
    },
  });

  it('is reviewed, with a finding and the day of the next review', () => {
    shut.when(review(), {}, around).then({
      type: 'SealReviewed',
      data: {
        family: 'family-1',
        reviewedBy: 'worker-1',
        finding: 'Still at risk.',
        reviewBy: '2026-09-01',
      },
    });
    shut.when(review({ finding: '' }), {}, around).refuses('REQUIRED', { field: 'finding' });
    shut.when(review({ reviewBy: '2027-01-01' }), {}, around).refuses('REVIEW_TOO_LATE');
    shut.when(review({ reviewedBy: 'left' }), {}, around).refuses('WORKER_NOT_ELIGIBLE');
    nothing.when(review(), {}, around).refuses('NOT_FOUND');
  });

  const appoint = (custodian = 'worker-2', reason = 'Cover.'): SealCommand => ({
    type: 'AppointCustodian',
    data: { record: 'family-1', custodian, reason },
  });
  const relieve = (custodian = 'worker-1', reason = 'Moved on.'): SealCommand => ({
    type: 'RelieveCustodian',
    data: { record: 'family-1', custodian, reason },
  });
  const second: SealEvent = {
    type: 'CustodianAppointed',
    data: { family: 'family-1', custodian: 'worker-2', reason: 'Cover.' },
  };

  it('takes further custodians', () => {
    shut.when(appoint(), {}, around).then(second);
    shut.when(appoint('worker-1'), {}, around).then();
    shut.when(appoint('left'), {}, around).refuses('WORKER_NOT_ELIGIBLE');
    shut.when(appoint('worker-2', ''), {}, around).refuses('RATIONALE_REQUIRED');
  });
  it('is never without one', () => {
    const relieved: SealEvent = {
      type: 'CustodianRelieved',
      data: { family: 'family-1', custodian: 'worker-1', reason: 'Moved on.' },
    };
    shut.when(relieve()).refuses('NO_CUSTODIAN');
    shut.when(relieve('worker-3')).refuses('NOT_RECORDED');
    given(sealing, sealed, second).when(relieve()).then(relieved);
    given(sealing, sealed, second).when(relieve('worker-1', ' ')).refuses('RATIONALE_REQUIRED');
    given(sealing, sealed, second, relieved).when(relieve('worker-2')).refuses('NO_CUSTODIAN');
    const help = { family: 'family-1', episode: 'episode-1', keyworker: 'worker-1' };
    const held = { held: [help] };
    const keptByTwo = given(sealing, sealed, second);
    const shutOut = { worker: 'worker-1', episode: 'episode-1' };
    keptByTwo.when(relieve(), {}, held).refuses('OWNER_NOT_CUSTODIAN', shutOut);
    keptByTwo.when(relieve('worker-2'), {}, held).then({
      ...relieved,
      data: { ...relieved.data, custodian: 'worker-2' },
    });
    keptByTwo.when(relieve(), {}, { keptAlone: ['family-2'] }).then(relieved);
    keptByTwo.when(relieve(), {}, { keptAlone: ['family-1'] }).refuses('NO_CUSTODIAN');
    expect(sealing.needs(relieve(), sealing.initial)).toEqual({
      heldUnder: ['seal-family-1'],
      keptAloneBy: 'worker-1',
    });
  });

  const matched: SealEvent = {
    type: 'SealedRecordMatched',
    data: { family: 'family-1', match: 'match-new-1', matched: 'ava', foundIn: 'REGISTRATION', other: 'eva' },
  };
  const settle = (changes: object = {}): SealCommand => ({
    type: 'SettleSealedMatch',
    data: {
      record: 'family-1',
      match: 'match-new-1',
      outcome: 'SAME_PERSON',
      note: 'I spoke to the school.',
      settledBy: 'worker-1',
      ...changes,
    },
  });
  const settled: SealEvent = {
    type: 'SealedMatchSettled',
    data: {
      family: 'family-1',
      match: 'match-new-1',
      matched: 'ava',
      outcome: 'SAME_PERSON',
      note: 'I spoke to the school.',
      settledBy: 'worker-1',
    },
  };

  it('keeps whom it was matched with, for a custodian to settle', () => {
    const note: SealCommand = {
      type: 'NoteSealedMatch',
      data: { record: 'family-1', matched: 'ava', foundIn: 'REGISTRATION', other: 'eva' },
    };
    shut.when(note).then(matched);
    nothing.when(note).refuses('NOT_FOUND');
    given(sealing, sealed, matched).when(settle(), {}, around).then(settled);
    given(sealing, sealed, matched, settled)
      .when(settle({ outcome: 'SOMEONE_ELSE' }), {}, around)
      .then({ ...settled, data: { ...settled.data, outcome: 'SOMEONE_ELSE' } });
    shut.when(settle(), {}, around).refuses('NOT_FOUND');
    given(sealing, sealed, matched)
      .when(settle({ note: '' }), {}, around)
      .refuses('REQUIRED', { field: 'note' });
    given(sealing, sealed, matched)
      .when(settle({ settledBy: 'left' }), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE');
  });
});
