import { describe, expect, it } from '@jest/globals';
import type { BreakglassCommand, BreakglassEvent } from '#libs/contracts';
import { around, avaAs } from '../testing/agreed.ts';
import { keyworker, noFacts, now, today } from '../testing/examples.ts';
import { given, placed } from '../testing/specification.ts';
import { breakglass, familiesOpenBy, glassReviewDueOn } from './breakglass.ts';

const why = { category: 'RISK_OF_HARM', explanation: 'A neighbour heard her scream.' };
const breakIt = (changes: object = {}): BreakglassCommand => ({
  type: 'BreakGlass',
  data: { worker: 'worker-1', family: 'family-1', ...why, ...changes },
});
const used = (use = 'use-new-1', family = 'family-1'): BreakglassEvent => ({
  type: 'BreakGlassUsed',
  data: { use, family, ...why, until: '2026-06-16T16:00:00.000Z' },
});
const reviewed = (outcome: string): BreakglassEvent => ({
  type: 'BreakGlassReviewed',
  data: { use: 'use-new-1', family: 'family-1', outcome, reviewedBy: 'worker-2' },
});
const review = (outcome: string, use = 'use-new-1', reviewedBy = 'worker-2'): BreakglassCommand => ({
  type: 'ReviewBreakGlass',
  data: { worker: 'worker-1', use, outcome, reviewedBy },
});
const justIn = { signedInAgo: 20 };
const days = (recordedAt: string) => ({ ...used('use-old', 'family-2'), recordedAt });
const nothing = given(breakglass);

describe('breaking the glass', () => {
  it('opens one family for four hours', () => {
    nothing.when(breakIt(), justIn, around).then(used());
    given(breakglass, used()).when(breakIt(), justIn, around).then();
    expect(breakglass.needs(breakIt(), breakglass.initial)).toEqual({
      workers: ['worker-1'],
      begun: ['family-1'],
      belongedTo: 'family-1',
    });
  });
  it('says why', () => {
    nothing
      .when(breakIt({ explanation: 'Because.             ' }), justIn, around)
      .refuses('REASON_REQUIRED');
    nothing
      .when(breakIt({ explanation: `Because${'\u200B'.repeat(20)}.` }), justIn, around)
      .refuses('REASON_REQUIRED');
  });
  it('takes someone who has just signed in', () => {
    nothing.when(breakIt(), {}, around).refuses('REAUTHENTICATION_REQUIRED');
    nothing.when(breakIt(), { signedInAgo: 301 }, around).refuses('REAUTHENTICATION_REQUIRED');
    nothing.when(breakIt(), { signedInAgo: 300 }, around).then(used());
  });
  it('is never of one’s own record, or of a family that is or was one’s own', () => {
    const workers = new Map([['worker-1', { ...keyworker, connections: ['mia'] }]]);
    const facts = { ...avaAs({}), workers, belonged: ['ava', 'mia'] };
    nothing.when(breakIt(), justIn, facts).refuses('CONFLICT_OF_INTEREST');
    nothing.when(breakIt(), justIn, { ...facts, belonged: ['ava'] }).then(used());
  });
  it('is of a family that is there, by a worker at work', () => {
    nothing
      .when(breakIt({ family: 'family-9' }), justIn, around)
      .refuses('NOT_FOUND', { stream: 'family-9' });
    nothing.when(breakIt({ worker: 'left' }), justIn, around).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is no right any more, once an earlier use was not reviewed within two working days', () => {
    given(breakglass, days('2026-06-12T12:00:00.000Z')).when(breakIt(), justIn, around).then(used());
    given(breakglass, days('2026-06-11T12:00:00.000Z'))
      .when(breakIt(), justIn, around)
      .refuses('BREAK_GLASS_LAPSED');
    const found: BreakglassEvent = {
      type: 'BreakGlassReviewed',
      data: { use: 'use-old', family: 'family-2', outcome: 'JUSTIFIED', reviewedBy: 'worker-2' },
    };
    given(breakglass, days('2026-06-11T12:00:00.000Z'), found).when(breakIt(), justIn, around).then(used());
  });
});

describe('a review', () => {
  it('says what it found, of somebody else’s use', () => {
    const broken = given(breakglass, used());
    broken.when(review('JUSTIFIED'), {}, around).then(reviewed('JUSTIFIED'));
    given(breakglass, used(), reviewed('JUSTIFIED'))
      .when(review('JUSTIFIED'), {}, around)
      .then(reviewed('JUSTIFIED'));
    broken.when(review('JUSTIFIED', 'use-other'), {}, around).refuses('NOT_FOUND');
  });
  it('that finds otherwise than one before it says why', () => {
    const once = given(breakglass, used(), reviewed('NOT_JUSTIFIED'));
    once.when(review('JUSTIFIED'), {}, around).refuses('REVIEWED_OTHERWISE', { use: 'use-new-1' });
    const { type, data } = review('JUSTIFIED');
    const because = (note: string) =>
      once.when({ type, data: { ...data, note } } as BreakglassCommand, {}, around);
    because('So.').refuses('REVIEWED_OTHERWISE');
    const note = 'The police log bears the worker out.';
    because(note).then({
      type: 'BreakGlassReviewed',
      data: { use: 'use-new-1', family: 'family-1', outcome: 'JUSTIFIED', reviewedBy: 'worker-2', note },
    });
  });
  it('is of somebody else’s use, by somebody at work', () => {
    const broken = given(breakglass, used());
    const workers = new Map([['worker-1', { ...keyworker, user: today.actor.user }]]);
    broken.when(review('JUSTIFIED'), {}, { ...around, workers }).refuses('SELF_APPROVAL');
    const by = (worker: string) => broken.when(review('JUSTIFIED', 'use-new-1', worker), {}, around);
    by('worker-1').refuses('SELF_APPROVAL');
    by('left').refuses('WORKER_NOT_ELIGIBLE');
    const account = { ...keyworker, user: 'kit' };
    const twice = new Map([
      ['worker-1', account],
      ['worker-2', account],
    ]);
    broken
      .when(review('JUSTIFIED', 'use-new-1', 'worker-2'), {}, { ...around, workers: twice })
      .refuses('SELF_APPROVAL');
  });
});

describe('the day by which a use is reviewed', () => {
  it('is the second working day after it, in London', () => {
    const due = (usedAt: string) => glassReviewDueOn(usedAt, noFacts.reference.codes('bank-holiday'));
    expect(due('2026-06-16T12:00:00.000Z')).toBe('2026-06-18');
    expect(due('2026-06-12T12:00:00.000Z')).toBe('2026-06-16');
    expect(due('2026-06-12T23:30:00.000Z')).toBe('2026-06-16');
    expect(due('2026-12-24T12:00:00.000Z')).toBe('2026-12-30');
  });
});

describe('what is open', () => {
  const open = (at: string, ...events: BreakglassEvent[]) => [...familiesOpenBy(events.map(placed), at)];

  it('is for four hours, and no more once it was found unjustified', () => {
    expect(open(now, used())).toEqual(['family-1']);
    expect(open('2026-06-16T15:59:59.999Z', used())).toEqual(['family-1']);
    expect(open('2026-06-16T16:00:00.000Z', used())).toEqual([]);
    expect(open(now, used(), reviewed('JUSTIFIED'))).toEqual(['family-1']);
    expect(open(now, used(), reviewed('NOT_JUSTIFIED'))).toEqual([]);
    expect(open(now)).toEqual([]);
  });
});
