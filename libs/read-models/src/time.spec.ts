import { describe, expect, it } from '@jest/globals';
import type { AsOf } from './as-of.ts';
import { project } from './testing/project.ts';
import { Story } from './testing/story.ts';
import { knownAt, settle } from './time.ts';
import { timeline } from './timeline/projection.ts';

const NOW = '2026-06-01T12:00:00.000Z';

/** Four events: two on the 1st, one that a clock gone back dates to February, one on the 10th. */
function log(): Story {
  const story = new Story('2026-03-01T09:00:00.000Z');
  const registered = (nth: number) => ({
    type: 'FamilyRegistered' as const,
    data: { reference: `F-${nth}` },
  });
  story.tell('family-0', registered(0));
  story.tell('family-1', registered(1));
  story.at('2026-02-01T09:00:00.000Z').tell('family-2', registered(2));
  story.at('2026-03-10T23:30:00.000Z').tell('family-3', registered(3));
  return story;
}

const tables = project(timeline, log().events).tables();
const asOf = (asked: AsOf) => settle(tables, asked, { head: 3, now: NOW });
const refusal = (asked: AsOf): unknown => {
  try {
    return asOf(asked);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('as of', () => {
  it('nothing asked is everything known so far, which may still grow, up to the day it is', () => {
    expect(asOf({})).toEqual({
      position: 3,
      knownAt: '2026-03-10T23:30:00.000Z',
      effectiveAt: '2026-06-01',
      provisional: true,
    });
  });

  it('an instant is the last position not known after it, clocks gone back or not', () => {
    expect(asOf({ knownAt: '2026-03-01T09:00:30Z' })).toMatchObject({ position: 0, provisional: false });
    expect(asOf({ knownAt: '2026-03-05T00:00:00Z' })).toMatchObject({ position: 2, provisional: false });
    expect(asOf({ knownAt: '2026-02-15T00:00:00Z' })).toMatchObject({ position: -1 });
    expect(asOf({ knownAt: '2026-03-10T23:30:00.000Z' })).toMatchObject({ position: 3, provisional: true });
  });

  it('a position is known at the latest recording up to it', () => {
    expect([-1, 0, 1, 2, 3].map((position) => asOf({ position }).knownAt)).toEqual([
      null,
      '2026-03-01T09:00:00.000Z',
      '2026-03-01T09:01:00.000Z',
      '2026-03-01T09:01:00.000Z',
      '2026-03-10T23:30:00.000Z',
    ]);
    expect(asOf({ position: 2 }).provisional).toBe(false);
    expect(knownAt(tables, 2)).toBe('2026-03-01T09:01:00.000Z');
  });

  it('the day it is comes no earlier than the last recording, whatever a clock says', () => {
    const behind = { head: 3, now: '2026-03-09T12:00:00.000Z' };
    expect(settle(tables, {}, behind).effectiveAt).toBe('2026-03-10');
  });

  it('the day in the world is the London day of knowing unless one is named', () => {
    expect(asOf({ knownAt: '2026-04-30T23:30:00Z' }).effectiveAt).toBe('2026-05-01');
    expect(asOf({ position: 3, effectiveAt: '2026-02-28' }).effectiveAt).toBe('2026-02-28');
    expect(asOf({ position: -1 }).effectiveAt).toBeNull();
  });

  it('refuses what has not come, what is no date, and two answers at once', () => {
    expect(refusal({ position: 4 })).toBe('POSITION_AHEAD');
    expect(refusal({ position: 1.5 })).toBe('INVALID_INPUT');
    expect(refusal({ knownAt: '2026-06-01T12:00:01Z' })).toBe('AS_OF_IN_FUTURE');
    expect(refusal({ knownAt: '2026-02-30T00:00:00Z' })).toBe('INVALID_DATE');
    expect(refusal({ effectiveAt: '2026-02' })).toBe('INVALID_DATE');
    expect(refusal({ position: 1, knownAt: NOW })).toBe('AS_OF_AMBIGUOUS');
  });
});
