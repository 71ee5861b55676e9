import { describe, expect, it } from '@jest/globals';
import {
  comesAgainFrom,
  isToBeOffered,
  joiningOf,
  openingOf,
  passingOnOf,
  type LeftItem,
} from './following.ts';
import { leavesAgenda } from './state.ts';

const tabled: LeftItem = { state: 'TABLED', allocation: null, deferredUntil: null };
const deferred = (deferredUntil: string): LeftItem => ({ ...tabled, state: 'DEFERRED', deferredUntil });
const declined: LeftItem = { ...tabled, state: 'DECIDED', allocation: 'DECLINED' };
const sat = { date: '2026-03-16', status: 'CLOSED' } as const;

const ava = { child: 'ava', level: 'L3', indicators: ['L3.07'] };
const decision = { children: [ava], rationale: 'Bruises.', decidedBy: 'worker-chair' };
const taken = { agency: 'organisation-1', keyworker: 'worker-1', familyAgreed: true };

describe('an item that a panel has left', () => {
  it('comes again from the day it was deferred to, and not before the next day', () => {
    expect(comesAgainFrom(deferred('2026-04-01'), sat)).toBe('2026-04-01');
    expect(comesAgainFrom(deferred('2026-03-10'), sat)).toBe('2026-03-17');
  });

  it('comes again where its agency declined and the panel has closed, which it has not while it can decide again', () => {
    expect(comesAgainFrom(declined, sat)).toBe('2026-03-17');
    expect(comesAgainFrom(declined, { ...sat, status: 'QUORATE' })).toBeUndefined();
    expect(comesAgainFrom({ ...declined, allocation: 'ACCEPTED' }, sat)).toBeUndefined();
  });

  it('leaves the agenda while nothing is decided on it, or its agency declined', () => {
    expect([tabled, deferred('2026-04-01'), declined].map(leavesAgenda)).toEqual([true, true, true]);
    expect(leavesAgenda({ ...declined, allocation: 'ACCEPTED' })).toBe(false);
  });

  it('is offered to the agency of its decision, once', () => {
    expect(isToBeOffered({ agency: 'organisation-1', allocation: null })).toBe(true);
    expect(isToBeOffered({ agency: 'organisation-1', allocation: 'OFFERED' })).toBe(false);
    expect(isToBeOffered({ agency: null, allocation: null })).toBe(false);
  });
});

describe('what an agency took on', () => {
  it('opens help as the panel decided it, and names the request where it came of one', () => {
    const { agency, keyworker } = taken;
    const opening = {
      children: [{ ...ava, rationale: 'Bruises.' }],
      route: 'REQUEST',
      agency,
      keyworker,
      familyAgreed: true,
      decidedBy: 'worker-chair',
    };
    expect(openingOf({ ...taken, item: 'episode-1' }, decision)).toEqual(opening);
    expect(openingOf({ ...taken, item: 'request-1' }, decision)).toEqual({
      ...opening,
      request: 'request-1',
    });
  });

  it('passes an open episode on to its agency, and then to its keyworker', () => {
    const held = { agency: 'organisation-2', keyworker: 'worker-2' };
    const change = { type: 'ChangeAccountableAgency', data: { to: 'organisation-1' } };
    const to = { to: 'worker-1', agency: 'organisation-1', agreementReviewed: true, reason: 'TSPROC' };
    const handOver = { type: 'HandOverKeyworker', data: to };
    const ofEpisode = { ...taken, item: 'episode-1' };
    expect(passingOnOf(ofEpisode, held)).toEqual([change, handOver]);
    expect(passingOnOf(ofEpisode, { ...held, agency: 'organisation-1' })).toEqual([handOver]);
    expect(passingOnOf(ofEpisode, { agency: 'organisation-1', keyworker: 'worker-1' })).toEqual([]);
  });

  it('leaves it where it is until the family was asked again', () => {
    const held = { agency: 'organisation-2', keyworker: 'worker-2' };
    const unasked = { ...taken, item: 'episode-1', familyAgreed: false };
    expect(passingOnOf(unasked, held)).toMatchObject([
      { type: 'HandOverKeyworker', data: { agreementReviewed: false } },
    ]);
  });

  it('lets only those children join who are not in the open episode', () => {
    const two = { ...decision, children: [ava, { child: 'ben', level: 'L2' }] };
    expect(joiningOf(two, new Set(['ava']))).toEqual([
      { child: 'ben', level: 'L2', indicators: [], rationale: 'Bruises.', decidedBy: 'worker-chair' },
    ]);
  });
});
