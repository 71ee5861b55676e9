import { Rejected, type DesignSample } from '#libs/contracts';
import { designed } from '#libs/domain';
import type { Reference } from '#libs/reference';
import { allocate, marginOf, sizeFor } from '#libs/sampling';
import { checkCodes } from '../door/codes.ts';
import { shapedCommand } from '../door/shape.ts';
import { jsonOf } from '../json-of.ts';
import { frameAt, spreadOf, type FindEpisodes, type Frame } from './frame.ts';
import { saysOfDistricts, saysOfWhole, type DistrictShare } from './statements.ts';

/** What is asked of a frame before anything is designed; a design takes the same. */
export interface AskedFrame {
  readonly filter: object;
  readonly strata?: readonly string[] | null | undefined;
  readonly method?: string | null | undefined;
  readonly size?: number | null | undefined;
  readonly least?: number | null | undefined;
}

/** What there is to draw from, in counts alone, and what may be said of it by how many cases. */
export interface FramePreview {
  readonly count: number;
  /** How many cases that is drawn with: as asked, else as few as make ±10%. */
  readonly size: number;
  readonly strata: readonly {
    readonly stratum: string;
    readonly count: number;
    readonly take: number | null;
  }[];
  /** By how much a share found may miss that of the frame, 95 times in 100: 0 to 1. */
  readonly margin: number;
  readonly sizeForTenPercent: number;
  readonly sizeForFivePercent: number;
  readonly statements: readonly string[];
}

interface Around {
  readonly position: number;
  /** The day it is, by the store's clock: an instant. */
  readonly now: string;
  readonly reference: Reference;
  readonly find: FindEpisodes;
}

const TEN = 0.1;
const FIVE = 0.05;

/**
 * Counts a frame by its strata. Refuses what a design would be refused for: a shape (INVALID_INPUT), a code that is none
 * (UNKNOWN_CODE), a day ahead (DATE_IN_FUTURE), strata of a simple random sample (STRATA_NOT_TAKEN).
 */
export function previewFrame(asked: AskedFrame, around: Around): FramePreview {
  const { position, find, reference } = around;
  const design = designOf(asked, around);
  const frame = frameAt(design, position, find);
  const count = frame.cases.length;
  const size = asked.size ?? Math.max(1, sizeFor(TEN, count));
  const shares = allocate(frame.counts, spreadOf({ ...design, size }));
  const takes = new Map(shares?.map(({ stratum, take }) => [stratum, take]));
  return {
    count,
    size,
    strata: frame.counts.map((each) => ({ ...each, take: takes.get(each.stratum) ?? null })),
    margin: marginOf(size, count),
    sizeForTenPercent: sizeFor(TEN, count),
    sizeForFivePercent: sizeFor(FIVE, count),
    statements: [
      saysOfWhole(size, count),
      ...(shares === undefined ? ['There are more strata than as many cases can serve.'] : []),
      ...saysOfDistricts(districtsOf(frame, takes), reference),
    ],
  };
}

function designOf(asked: AskedFrame, { now, reference }: Around): DesignSample {
  const { filter, strata, size, least } = asked;
  const method = asked.method ?? ((strata ?? []).length > 0 ? 'STRATIFIED_PROPORTIONAL' : 'SIMPLE_RANDOM');
  const wanted = { purpose: 'OTHER', filter, strata, method, size: size ?? 1, reserves: 0, least };
  const { type, data } = shapedCommand('DesignSample', wanted);
  if (type !== 'DesignSample') throw new Rejected('INVALID_INPUT');
  const { purpose, ...chosen } = data;
  checkCodes({ type, data: jsonOf(chosen), on: now.slice(0, 10) }, reference);
  return designed({ data, recordedAt: now });
}

/** How many cases of each district there are, and how many of them would be drawn, as far as the strata say. */
function districtsOf({ cases, counts }: Frame, takes: ReadonlyMap<string, number>): DistrictShare[] {
  const sizes = new Map(counts.map(({ stratum, count }) => [stratum, count]));
  const districts = Map.groupBy(cases, ({ district }) => district);
  return [...districts].flatMap(([district, own]) => {
    if (district === null) return [];
    const parts = own.map(({ stratum }) => (takes.get(stratum) ?? 0) / (sizes.get(stratum) ?? 1));
    return [{ district, count: own.length, take: Math.round(parts.reduce((sum, each) => sum + each, 0)) }];
  });
}
