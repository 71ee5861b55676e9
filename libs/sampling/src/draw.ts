import { createHmac, hash } from 'node:crypto';
import type { StratumShare } from './allocate.ts';
import { inOrder, type FrameCase } from './frame.ts';

/** A case in the order that the seed gives its stratum: the first has the rank 1. */
export type Drawn<C extends FrameCase> = C & { readonly rank: number };

export interface Draw<C extends FrameCase> {
  readonly selected: readonly Drawn<C>[];
  readonly reserves: readonly Drawn<C>[];
}

export interface Drawing {
  /** Any text. */
  readonly seed: string;
  /** How many cases are drawn of each stratum (`allocate`). */
  readonly shares: readonly StratumShare[];
  /** How many more of each stratum stand by. */
  readonly reserves: number;
}

/**
 * Draws a sample. Whoever has the frame, the shares and the seed gets the same cases, in any language:
 *
 * 1. The number of a case is HMAC-SHA256 with the seed's text as the key and the case's id as the message, both in UTF-8.
 * 2. The cases of a stratum are put in order of their numbers, compared as 32 bytes from the first on, the lowest first.
 *    The place of a case in that order is its rank, from 1.
 * 3. The first cases of each stratum are selected, as many as its share says; the next ones, `reserves` of them or as many
 *    as there are, stand by.
 *
 * Both lists are in the order of `shares`, and within a stratum by rank. The order in which the frame comes changes nothing,
 * and neither do cases of another stratum, or further cases, the order of those that were there.
 */
export function draw<C extends FrameCase>(frame: readonly C[], drawing: Drawing): Draw<C> {
  const { seed, shares, reserves } = drawing;
  const strata = Map.groupBy(inOrder(frame), ({ stratum }) => stratum);
  const drawn = shares.map(({ stratum, take }) => {
    const ranked = rank(strata.get(stratum) ?? [], seed);
    return { selected: ranked.slice(0, take), reserves: ranked.slice(take, take + reserves) };
  });
  return {
    selected: drawn.flatMap(({ selected }) => selected),
    reserves: drawn.flatMap(({ reserves: standingBy }) => standingBy),
  };
}

function rank<C extends FrameCase>(cases: readonly C[], seed: string): Drawn<C>[] {
  const numbered = cases.map((each) => ({
    each,
    number: createHmac('sha256', seed).update(each.id).digest(),
  }));
  return numbered
    .sort((one, other) => Buffer.compare(one.number, other.number))
    .map(({ each }, index) => ({ ...each, rank: index + 1 }));
}

/** What whoever chose a seed binds themselves to: SHA-256 of its text in UTF-8, as `sha256sum` prints it. */
export function commitmentOf(seed: string): string {
  return hash('sha256', seed, 'hex');
}
