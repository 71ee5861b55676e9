import { describe, expect, it } from '@jest/globals';
import { quadraticWeightedKappa, rounded } from './kappa.ts';

const SCALE = ['1', '2', '3', '4', '5', '6'];
const of = (one: readonly number[], other: readonly number[], scale = SCALE) =>
  quadraticWeightedKappa(
    one.map((given, at) => ({ given: String(given), moderated: String(other[at]) })),
    scale,
  );
const valueOf = (kappa: ReturnType<typeof of>) =>
  kappa === null ? null : Number(kappa.numerator) / Number(kappa.denominator);

// The worked examples that Ben Hamner's Metrics is tested by, in R, MATLAB and Python (github.com/benhamner/Metrics).
const PUBLISHED: readonly [one: number[], other: number[], kappa: number][] = [
  [[1, 2, 1], [1, 2, 2], 0.4],
  [[1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 3, 2], 0.75],
  [[1, 2, 3], [1, 2, 3], 1],
  [[1, 3, 5], [2, 4, 6], 0.8421052631578947],
  [[1, 3, 3, 5], [2, 4, 5, 6], 0.6956521739130435],
];

describe('kappa with quadratic weights', () => {
  it.each(PUBLISHED)('of %j and %j is %d, as published', (one, other, kappa) => {
    expect(valueOf(of(one, other))).toBe(kappa);
    expect(valueOf(of(other, one))).toBe(kappa);
  });

  it('is exact: 16 of 19', () => {
    const { numerator, denominator } = of([1, 3, 5], [2, 4, 6]) ?? { numerator: 0n, denominator: 1n };
    expect(numerator * 19n).toBe(denominator * 16n);
    expect(rounded({ numerator, denominator })).toBe(0.8421);
  });

  it('is below nothing where both agree less than by chance', () => {
    expect(rounded(of([1, 2], [2, 1]) ?? { numerator: 0n, denominator: 1n })).toBe(-1);
  });

  it('is none where all were graded alike, or nobody was, and leaves out what is of no scale', () => {
    expect(of([2, 2], [2, 2])).toBeNull();
    expect(of([], [])).toBeNull();
    expect(valueOf(of([1, 2, 1, 9], [1, 2, 2, 1]))).toBe(0.4);
  });
});
