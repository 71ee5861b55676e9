import type { DesignSample } from '#libs/contracts';

/** Which episodes a frame has, and how a sample of them is spread. */
export type FrameNeed = Pick<DesignSample, 'filter' | 'strata' | 'method' | 'size' | 'least'>;

/** How many cases a stratum has, and how many of them are drawn. */
export interface StratumFact {
  readonly stratum: string;
  readonly count: number;
  readonly take: number;
}

/** A frame as the log up to a position gives it. */
export interface FrameFact {
  readonly position: number;
  readonly count: number;
  readonly root: string;
  /** In the order of their keys; absent where there are more strata to serve than cases wanted. */
  readonly strata?: readonly StratumFact[];
  /** Values by which the filter names a stratum that has no case. */
  readonly empty: readonly string[];
}

/** A frame as of the position at which it was frozen, what is drawn of it, and with which seed. */
export interface DrawNeed extends FrameNeed {
  readonly position: number;
  readonly seed: string;
  readonly reserves: number;
}

export interface CaseFact {
  readonly episode: string;
  /** The family that held it. */
  readonly heldBy: string;
  readonly stratum: string;
  readonly rank: number;
}

/** What a seed draws of a frame, and what of the frame and the seed must be as was bound before. */
export interface DrawFact {
  readonly commitment: string;
  readonly root: string;
  readonly selected: readonly CaseFact[];
  readonly reserves: readonly CaseFact[];
}

/** What a rule of sampling may need from elsewhere. */
export interface SamplingNeeds {
  /** A frame of which the rule asks how it stands in the record now. */
  readonly frame?: FrameNeed;
  /** A frame as it stood, and the seed to draw from it with. */
  readonly draw?: DrawNeed;
  /** A commitment of which the rule asks which sample it was made for first. */
  readonly seedOf?: string;
}

/** What was found of it. */
export interface SamplingFacts {
  readonly frame?: FrameFact;
  readonly draw?: DrawFact;
  /** The sample for which the commitment was made first; absent where it never was. */
  readonly seedOf?: string;
}
