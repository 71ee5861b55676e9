import { describe, expect, it } from '@jest/globals';
import type { DetectPossibleDuplicate, IdentityCommand, IdentityEvent } from '#libs/contracts';
import { keyworker } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { identity } from './identity.ts';

const pair: DetectPossibleDuplicate = { first: 'ava', second: 'eva', score: 930, reasons: ['NAMES_ALIKE'] };
const detect = (changed: Partial<DetectPossibleDuplicate> = {}): IdentityCommand => ({
  type: 'DetectPossibleDuplicate',
  data: { ...pair, ...changed },
});
const confirm = (reason: string): IdentityCommand => ({
  type: 'ConfirmNotDuplicate',
  data: { link: 'identity-1', reason },
});
const both = { begun: new Set(['person-ava', 'person-eva']) };
const detected: IdentityEvent = { type: 'PossibleDuplicateDetected', data: pair };
const apart: IdentityEvent = {
  type: 'ConfirmedNotDuplicate',
  data: { first: 'ava', second: 'eva', reason: 'Cousins.' },
};

describe('two records that may be of one person', () => {
  it('are put to a person, in one order whoever is named first', () => {
    given(identity).when(detect(), {}, both).then(detected);
    given(identity)
      .when(detect({ first: 'eva', second: 'ava' }), {}, both)
      .then(detected);
  });
  it('keep the request that showed it', () => {
    given(identity)
      .when(detect({ request: 'request-1' }), {}, both)
      .then({ type: 'PossibleDuplicateDetected', data: { ...pair, request: 'request-1' } });
  });
  it('are not put to a person twice', () => {
    given(identity, detected)
      .when(detect({ score: 950 }), {}, both)
      .then();
  });
  it('are never one and the same record', () => {
    given(identity)
      .when(detect({ second: 'ava' }), {}, both)
      .refuses('NOT_SAME_AS_SELF');
  });
  it('are both there', () => {
    given(identity)
      .when(detect(), {}, { begun: new Set(['person-ava']) })
      .refuses('NOT_FOUND', { stream: 'person-eva' });
  });
  it('have a score from 0 to 1000', () => {
    for (const score of [-1, 1001, 0.5]) {
      given(identity).when(detect({ score }), {}, both).refuses('INVALID_INPUT', { field: 'score' });
    }
  });
  it('are confirmed to be two people, for each reason found', () => {
    given(identity, detected).when(confirm('Cousins.')).then(apart);
    given(identity, detected, apart).when(confirm('Cousins.')).then(apart);
  });
  it('are not confirmed without a reason, nor before they were detected', () => {
    given(identity, detected).when(confirm(' ')).refuses('RATIONALE_REQUIRED');
    given(identity).when(confirm('Cousins.')).refuses('NOT_FOUND');
  });
  it('are not asked about again after that, until they look more or less alike', () => {
    given(identity, detected, apart).when(detect(), {}, both).then();
    given(identity, detected, apart)
      .when(detect({ score: 990 }), {}, both)
      .then({ type: 'PossibleDuplicateDetected', data: { ...pair, score: 990 } });
  });
  it('ask whether both records are there', () => {
    expect(identity.needs(detect(), identity.initial)).toEqual({ begun: ['person-ava', 'person-eva'] });
    expect(identity.needs(confirm('Cousins.'), identity.initial)).toEqual({});
  });
});

it('asks for the people to be linked, their links, and the workers', () => {
  const data = { survivor: 'mia', other: 'zoe', evidence: ['x'], requestedBy: 'one', approvedBy: 'two' };
  expect(identity.needs({ type: 'LinkPersonsAsSame', data }, identity.initial)).toEqual({
    persons: ['mia', 'zoe'],
    linksOf: ['zoe'],
    sealsOver: ['mia', 'zoe'],
    workers: ['one', 'two'],
  });
});

it('asks for the events that are to be given to another', () => {
  const four = { requestedBy: 'one', approvedBy: 'two', reason: 'Mixed.' };
  const reverse: IdentityCommand = { type: 'ReversePersonLink', data: { link: 'identity-1', ...four } };
  const split: IdentityCommand = {
    type: 'SplitPersonRecord',
    data: { from: 'mia', into: 'zoe', reallocated: ['event'], ...four },
  };
  expect(identity.needs(reverse, identity.initial)).toMatchObject({ events: [] });
  expect(identity.needs(split, identity.initial)).toMatchObject({ events: ['event'] });
});

describe('what two workers decide of records', () => {
  it('is sent by one of the two, and by nobody in their names', () => {
    const four = { requestedBy: 'worker-1', approvedBy: 'worker-2' };
    const records = { survivor: 'ava', other: 'eva' };
    const workers = new Map([
      ['worker-1', keyworker],
      ['worker-2', { ...keyworker, user: 'ann' }],
    ]);
    const refused = (command: IdentityCommand, ...past: IdentityEvent[]) =>
      given(identity, ...past)
        .when(command, {}, { ...both, workers })
        .refuses('NOT_OF_THE_TWO');
    const same = { ...records, evidence: ['One number.'], ...four };
    const reason = 'Twins.';
    refused({ type: 'LinkPersonsAsSame', data: same });
    refused(
      { type: 'ReversePersonLink', data: { link: 'identity-1', reason, ...four } },
      { type: 'PersonsLinkedAsSame', data: { ...same, deathReviewed: false } },
    );
    const parted = { from: 'ava', into: 'eva', reallocated: [], reason };
    refused({ type: 'SplitPersonRecord', data: { ...parted, ...four } });
  });
});
