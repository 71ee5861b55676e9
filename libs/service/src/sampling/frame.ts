import type { FrameNeed } from '#libs/domain';
import { leafHashOfText, merkleRoot } from '#libs/ledger';
import type { FrameFilter, FrameRow } from '#libs/read-models';
import {
  allocate,
  countsOf,
  frameLines,
  stratumKey,
  type FrameCase,
  type Spread,
  type StratumCount,
  type StratumShare,
} from '#libs/sampling';

/** The episodes that a filter finds by what was known at a position, without what seals covered then. */
export type FindEpisodes = (filter: FrameFilter, position: number) => readonly FrameRow[];

export interface Frame {
  readonly position: number;
  readonly cases: readonly (FrameCase & FrameRow)[];
  /** RFC 6962 tree head over the lines of the frame, 64 hexadecimal digits. */
  readonly root: string;
  readonly counts: readonly StratumCount[];
  /** How many of each are drawn; undefined where there are more strata to serve than cases wanted. */
  readonly shares: readonly StratumShare[] | undefined;
  /** Values by which the filter names a stratum that has no case. */
  readonly empty: readonly string[];
}

type Axis = 'DISTRICT' | 'LEVEL' | 'AGENCY' | 'STATUS';

const VALUES: Readonly<Record<Axis, (row: FrameRow) => string | null>> = {
  DISTRICT: ({ district }) => district,
  LEVEL: ({ level }) => level,
  AGENCY: ({ agency }) => agency,
  STATUS: ({ status }) => status,
};
const NAMED: Readonly<Record<Axis, (filter: FrameFilter) => readonly string[] | undefined>> = {
  DISTRICT: ({ districts }) => districts,
  LEVEL: ({ levels }) => levels,
  AGENCY: ({ agencies }) => agencies,
  STATUS: () => undefined,
};

/** The frame of a design as the record stood at a position: the same whenever, and by whomever, it is asked for. */
export function frameAt(design: FrameNeed, position: number, find: FindEpisodes): Frame {
  const { filter, strata = [] } = design;
  const axes = strata.filter(isAxis);
  const keyOf = (row: FrameRow): string => stratumKey(axes.map((axis) => [axis, VALUES[axis](row)]));
  const cases = find(filter, position).map((row) => ({ ...row, id: row.episode, stratum: keyOf(row) }));
  const counts = countsOf(cases);
  return {
    position,
    cases,
    root: Buffer.from(merkleRoot(frameLines(cases).map(leafHashOfText))).toString('hex'),
    counts,
    shares: allocate(counts, spreadOf(design)),
    empty: axes.flatMap((axis) => {
      const found = new Set(cases.map(VALUES[axis]));
      return (NAMED[axis](filter) ?? []).filter((value) => !found.has(value));
    }),
  };
}

function isAxis(code: string): code is Axis {
  return Object.hasOwn(VALUES, code);
}

/** How a design spreads its cases. */
export function spreadOf({ method, size, least }: FrameNeed): Spread {
  return { method: method as Spread['method'], size, least };
}
