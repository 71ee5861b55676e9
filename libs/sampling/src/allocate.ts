import type { StratumCount } from './frame.ts';

/** How a sample is spread over its strata. A simple random sample has one stratum. */
export interface Spread {
  readonly method: 'SIMPLE_RANDOM' | 'STRATIFIED_PROPORTIONAL' | 'STRATIFIED_EQUAL';
  /** How many cases are wanted: 1 or more. */
  readonly size: number;
  /** Of a sample in proportion: how many of each stratum at least. 0 where it is left out. */
  readonly least?: number | undefined;
}

/** How many cases of a stratum are drawn. */
export interface StratumShare extends StratumCount {
  readonly take: number;
}

/**
 * How many cases of each stratum are drawn; the strata in order of their keys (`countsOf`). Whole numbers only, so that
 * every implementation gets the same. Undefined where there are more strata to serve than cases wanted.
 *
 * - As many as there are, or more, are wanted: all of each stratum.
 * - In proportion: every stratum has a floor, `least` or all it has where that is less. A stratum whose share
 *   m × count / M is below its floor gets the floor and is set apart, all such at once, where at first m is the size and M
 *   the frame's count, and then what the strata not set apart have left of both; again, until there is none. Each stratum
 *   left gets its share rounded down; what is left over goes one each to the largest remainders (m × count mod M), of like
 *   ones to the stratum whose key comes first.
 * - Equal: in rounds, in the order of the strata, each that still has cases gets one more, until all wanted are given.
 */
export function allocate(counts: readonly StratumCount[], spread: Spread): StratumShare[] | undefined {
  const { method, size } = spread;
  const total = sum(counts.map(({ count }) => count));
  if (size >= total) return counts.map((each) => ({ ...each, take: each.count }));
  return method === 'STRATIFIED_EQUAL' ? dealt(counts, size) : inProportion(counts, spread);
}

function dealt(counts: readonly StratumCount[], size: number): StratumShare[] | undefined {
  if (counts.length > size) return undefined;
  const takes = counts.map(() => 0);
  for (let left = size; left > 0;) {
    for (const [at, { count }] of counts.entries()) {
      const taken = takes[at] ?? 0;
      if (left === 0 || taken === count) continue;
      takes[at] = taken + 1;
      left--;
    }
  }
  return counts.map((each, at) => ({ ...each, take: takes[at] ?? 0 }));
}

function inProportion(
  counts: readonly StratumCount[],
  { size, least = 0 }: Spread,
): StratumShare[] | undefined {
  const floorOf = ({ count }: StratumCount): number => Math.min(least, count);
  if (sum(counts.map(floorOf)) > size) return undefined;
  let rest = [...counts];
  let left = size;
  for (;;) {
    const total = sum(rest.map(({ count }) => count));
    const low = rest.filter((each) => left * each.count < floorOf(each) * total);
    if (low.length === 0) break;
    rest = rest.filter((each) => !low.includes(each));
    left -= sum(low.map(floorOf));
  }
  const takes = rounded(rest, left);
  return counts.map((each) => ({ ...each, take: takes.get(each.stratum) ?? floorOf(each) }));
}

/** Shares of strata in proportion, by the largest remainder. */
function rounded(counts: readonly StratumCount[], size: number): ReadonlyMap<string, number> {
  const total = sum(counts.map(({ count }) => count));
  const shares = counts.map(({ stratum, count }) => ({
    stratum,
    take: Math.floor((size * count) / total),
    remainder: (size * count) % total,
  }));
  const over = size - sum(shares.map(({ take }) => take));
  const first = shares.toSorted((one, other) => other.remainder - one.remainder).slice(0, over);
  return new Map(shares.map((each) => [each.stratum, each.take + Number(first.includes(each))]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
