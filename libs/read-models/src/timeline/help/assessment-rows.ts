import type { OccurredAt } from '#libs/contracts';

/** null throughout: not recorded, or erased. Each personal field says its class. */
export interface LeftOutAsOf {
  readonly child: string;
  readonly refusedBy: readonly string[];
  /** special */
  readonly reason: string | null;
}

export interface NeedAsOf {
  /** The event that says so. */
  readonly id: string;
  /** Null where it is the family's. */
  readonly person: string | null;
  readonly on: OccurredAt;
  readonly identifiedBy: string;
  /** special */
  readonly need: string | null;
  /** general */
  readonly bees: readonly string[] | null;
  /** special */
  readonly headlines: readonly string[] | null;
  /** special */
  readonly severity: string | null;
  /** special */
  readonly seen: string | null;
}

export interface StrengthAsOf {
  readonly id: string;
  /** Null where it is the family's. */
  readonly person: string | null;
  readonly on: OccurredAt;
  readonly identifiedBy: string;
  /** special */
  readonly strength: string | null;
  /** general */
  readonly bees: readonly string[] | null;
}

/** What somebody said, or why they were not heard. */
export interface VoiceAsOf {
  readonly id: string;
  readonly person: string;
  readonly heard: boolean;
  readonly on: OccurredAt;
  readonly recordedBy: string;
  /** special */
  readonly method: string | null;
  /** special */
  readonly said: string | null;
  /** special */
  readonly reason: string | null;
  /** special */
  readonly note: string | null;
}

export interface AnalysisAsOf {
  readonly id: string;
  readonly on: OccurredAt;
  readonly analysedBy: string;
  /** special */
  readonly analysis: string | null;
}

export interface FindingAsOf {
  readonly child: string;
  /** special */
  readonly level: string | null;
  /** special */
  readonly send: string | null;
}

/** Somebody signed, or was asked to and did not. */
export interface SignatureAsOf {
  readonly person: string;
  readonly signed: boolean;
  readonly on: OccurredAt;
  readonly takenBy: string;
  /** special */
  readonly reason: string | null;
}

export interface AssessmentCopyAsOf {
  readonly to: string;
  readonly how: string;
  readonly givenBy: string;
  readonly on: OccurredAt;
}

export interface AssessmentCopyWithheldAsOf {
  readonly from: string;
  readonly nobodyElse: boolean;
  readonly decidedBy: string;
  readonly on: OccurredAt;
  /** special */
  readonly reason: string | null;
}

/** One assessment of an episode of help, at an effective day, as known at a position. */
export interface AssessmentAsOf {
  readonly assessment: string;
  readonly episode: string;
  /** Whether it is of all who are helped. */
  readonly scope: string;
  /** special */
  readonly type: string | null;
  /** special */
  readonly formVersion: string | null;
  readonly status: 'OPEN' | 'FINAL' | 'ABANDONED';
  readonly children: readonly string[];
  readonly leftOut: readonly LeftOutAsOf[];
  readonly startedBy: string;
  readonly on: OccurredAt;
  readonly needs: readonly NeedAsOf[];
  readonly strengths: readonly StrengthAsOf[];
  readonly voices: readonly VoiceAsOf[];
  readonly analyses: readonly AnalysisAsOf[];
  readonly findings: readonly FindingAsOf[];
  readonly finalisedBy: string | null;
  readonly finalisedOn: OccurredAt | null;
  readonly signatures: readonly SignatureAsOf[];
  readonly copies: readonly AssessmentCopyAsOf[];
  readonly withheld: readonly AssessmentCopyWithheldAsOf[];
  readonly abandonedOn: OccurredAt | null;
  /** special */
  readonly abandonReason: string | null;
  /** special */
  readonly abandonNote: string | null;
}

/** The assessments of one episode of help. */
export interface AssessmentsAsOf {
  readonly episode: string;
  /** Of their stream, as far as it is told here: what an order about them expects. */
  readonly revision: number | null;
  /** Something that was recorded of any of them is erased. */
  readonly erased: boolean;
  /** The first one first. */
  readonly assessments: readonly AssessmentAsOf[];
}
