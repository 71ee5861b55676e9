import { describe, expect, it } from '@jest/globals';
import { allocate, type Spread } from './allocate.ts';

const shares = (counts: Record<string, number>, spread: Spread) => {
  const strata = Object.entries(counts).map(([stratum, count]) => ({ stratum, count }));
  const found = allocate(strata, spread);
  return found && Object.fromEntries(found.map(({ stratum, take }) => [stratum, take]));
};
const proportional = (size: number, least = 0): Spread => ({
  method: 'STRATIFIED_PROPORTIONAL',
  size,
  least,
});
const equal = (size: number): Spread => ({ method: 'STRATIFIED_EQUAL', size });

describe('a sample in proportion', () => {
  it('gives what is left over to the largest remainders', () => {
    expect(shares({ a: 50, b: 30, c: 20 }, proportional(7))).toEqual({ a: 4, b: 2, c: 1 });
    expect(shares({ a: 21, b: 34, c: 45 }, proportional(10))).toEqual({ a: 2, b: 3, c: 5 });
  });
  it('gives of like remainders to the stratum whose key comes first', () => {
    expect(shares({ a: 5, b: 5, c: 5 }, proportional(4))).toEqual({ a: 2, b: 1, c: 1 });
  });
  it('gives a small stratum its least, and the others what is left in proportion', () => {
    expect(shares({ a: 1000, b: 10 }, proportional(20))).toEqual({ a: 20, b: 0 });
    expect(shares({ a: 1000, b: 10 }, proportional(20, 3))).toEqual({ a: 17, b: 3 });
    expect(shares({ a: 1000, b: 2 }, proportional(20, 3))).toEqual({ a: 18, b: 2 });
    expect(shares({ a: 60, b: 30, c: 10 }, proportional(10, 3))).toEqual({ a: 4, b: 3, c: 3 });
  });
  it('has no answer where the least of all are more than are wanted', () => {
    expect(shares({ a: 10, b: 10, c: 10 }, proportional(2, 1))).toBeUndefined();
    expect(shares({ a: 10, b: 10, c: 10 }, proportional(2))).toEqual({ a: 1, b: 1, c: 0 });
  });
  it('always gives as many as are wanted, and never more than there are', () => {
    for (let size = 9; size < 60; size++) {
      const found = allocate(
        [3, 17, 1, 40, 9].map((count, at) => ({ stratum: `s${at}`, count })),
        proportional(size, 2),
      );
      expect(found?.reduce((sum, { take }) => sum + take, 0)).toBe(size);
      expect(found?.every(({ take, count }) => take <= count && take >= Math.min(2, count))).toBe(true);
    }
  });
});

describe('a sample of equal strata', () => {
  it('gives each as many, the first ones one more', () => {
    expect(shares({ a: 10, b: 10, c: 10 }, equal(8))).toEqual({ a: 3, b: 3, c: 2 });
  });
  it('gives the others what a small stratum has not', () => {
    expect(shares({ a: 1, b: 10, c: 10 }, equal(8))).toEqual({ a: 1, b: 4, c: 3 });
  });
  it('has no answer where there are more strata than are wanted', () => {
    expect(shares({ a: 10, b: 10, c: 10 }, equal(2))).toBeUndefined();
  });
});

it('takes all where as many as there are, or more, are wanted', () => {
  expect(shares({ a: 3, b: 2 }, proportional(5))).toEqual({ a: 3, b: 2 });
  expect(shares({ a: 3, b: 2 }, equal(90))).toEqual({ a: 3, b: 2 });
  expect(shares({ all: 3 }, { method: 'SIMPLE_RANDOM', size: 4 })).toEqual({ all: 3 });
});
