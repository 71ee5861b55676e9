import type { SampleCaseRow, SampleRow } from '#libs/read-models';
import { commitmentOf, draw, inOrder } from '#libs/sampling';
import { frameAt, type FindEpisodes } from './frame.ts';

/** Whether what was frozen and drawn comes out the same again; null of what was not done yet. */
export interface SampleCheck {
  readonly frameSame: boolean | null;
  readonly seedSame: boolean | null;
  readonly drawSame: boolean | null;
  /** The frame's root as the log gives it now. */
  readonly root: string | null;
  readonly count: number | null;
  /** Of the drawn frame as the log gives it now, in canonical order. */
  readonly lines: readonly FrameLine[] | null;
}

/** A line of a frame, and the case that it is of. */
export interface FrameLine {
  readonly line: string;
  readonly episode: string;
  readonly heldBy: string;
}

const NOTHING: SampleCheck = {
  ...{ frameSame: null, seedSame: null, drawSame: null },
  ...{ root: null, count: null, lines: null },
};

/** Makes a sample's frame, and its draw where there was one, again from the record as of the frame's position. */
export function checkSample(
  { design, frame, seed, commitment }: SampleRow,
  cases: readonly SampleCaseRow[],
  find: FindEpisodes,
): SampleCheck {
  if (frame === null) return NOTHING;
  const again = frameAt(design, frame.position, find);
  const { root, shares = [] } = again;
  const frameSame =
    root === frame.root && again.cases.length === frame.count && isSame(shares, frame.strata, takes);
  const made = { frameSame, root, count: again.cases.length };
  if (seed === null) return { ...NOTHING, ...made };
  const drawn = draw(again.cases, { seed, shares, reserves: design.reserves });
  const drawSame =
    isSame(
      drawn.selected,
      cases.filter(({ reserve }) => !reserve),
      placeOf,
    ) &&
    isSame(
      drawn.reserves,
      cases.filter(({ reserve }) => reserve),
      placeOf,
    );
  const lines = inOrder(again.cases).map(({ id, stratum, family }) => ({
    line: `${id} ${stratum}`,
    episode: id,
    heldBy: family,
  }));
  return { ...made, seedSame: commitmentOf(seed) === commitment, drawSame, lines };
}

interface Placed {
  readonly episode: string;
  readonly stratum: string;
  readonly rank: number;
}

function placeOf({ episode, stratum, rank }: Placed): string {
  return `${stratum} ${rank} ${episode}`;
}

function takes({ stratum, count, take }: { stratum: string; count: number; take: number }): string {
  return `${stratum} ${count} ${take}`;
}

function isSame<T>(one: readonly T[], other: readonly T[], tellsOf: (each: T) => string): boolean {
  const told = (each: readonly T[]): string => JSON.stringify(each.map(tellsOf).sort());
  return told(one) === told(other);
}
