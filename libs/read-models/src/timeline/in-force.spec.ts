import { describe, expect, it } from '@jest/globals';
import { isInForce } from './in-force.ts';

describe('what holds from a day to a day', () => {
  it('holds on both of them, and in between', () => {
    const period = { from: '2026-03-01', to: '2026-03-10' };
    expect(
      ['2026-02-28', '2026-03-01', '2026-03-10', '2026-03-11'].map((day) => isInForce(period, day)),
    ).toEqual([false, true, true, false]);
  });

  it('may have held on any day of a month that is all that is known', () => {
    expect(isInForce({ from: '2026-03', to: '2026-03' }, '2026-03-15')).toBe(true);
    expect(isInForce({ from: '2026-03', to: '2026-03' }, '2026-04-01')).toBe(false);
  });

  it('holds where neither beginning nor end is known', () => {
    expect(isInForce({ from: null, to: null }, '2026-03-15')).toBe(true);
  });
});
