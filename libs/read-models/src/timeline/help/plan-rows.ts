import type { OccurredAt } from '#libs/contracts';

/** null throughout: not recorded, or erased. Each personal field says its class. */
export interface PlanVersionAsOf {
  readonly version: number;
  readonly agreedBy: readonly string[];
  readonly on: OccurredAt;
  readonly takenBy: string;
  /** general */
  readonly familyPresent: boolean | null;
  /** special */
  readonly absentReason: string | null;
}

/** What was noted of an action: it went on, was missed, was done or cancelled. */
export interface ActionNoteAsOf {
  readonly kind: 'PROGRESSED' | 'MISSED' | 'DONE' | 'CANCELLED';
  readonly on: OccurredAt;
  /** special */
  readonly note: string | null;
}

export interface ActionAsOf {
  readonly action: string;
  readonly state: 'OPEN' | 'DONE' | 'CANCELLED';
  /** It is open, and its last day was over by the day the answer is of. */
  readonly overdue: boolean;
  readonly ownerPerson: string | null;
  readonly ownerWorker: string | null;
  readonly ownerAgency: string | null;
  readonly due: string;
  readonly on: OccurredAt;
  /** special */
  readonly what: string | null;
  readonly notes: readonly ActionNoteAsOf[];
}

export interface GoalProgressAsOf {
  readonly goal: string;
  readonly person: string | null;
  /** general */
  readonly progress: string | null;
  /** special */
  readonly note: string | null;
}

export interface GoalAsOf {
  readonly goal: string;
  /** Null where it is the family's. */
  readonly person: string | null;
  /** It is of the plan in force, or of the last that was. */
  readonly standing: boolean;
  readonly setBy: string;
  readonly on: OccurredAt;
  /** special */
  readonly wanted: string | null;
  /** special */
  readonly measure: string | null;
  /** special */
  readonly baseline: string | null;
  /** general */
  readonly bees: readonly string[] | null;
  /** general */
  readonly ambitions: readonly string[] | null;
  /** As it was last reviewed. */
  readonly progress: (GoalProgressAsOf & { readonly on: OccurredAt }) | null;
  readonly actions: readonly ActionAsOf[];
}

export interface TafAsOf {
  /** The event that says so. */
  readonly id: string;
  readonly on: OccurredAt;
  readonly recordedAt: string;
  readonly ledBy: string;
  readonly workers: readonly string[];
  readonly agencies: readonly string[];
  readonly persons: readonly string[];
  readonly apologyWorkers: readonly string[];
  readonly apologyAgencies: readonly string[];
  readonly apologyPersons: readonly string[];
  readonly childrenPresent: readonly string[];
  readonly childrenAbsent: readonly {
    readonly child: string;
    /** special */
    readonly reason: string | null;
  }[];
  /** special */
  readonly notes: string | null;
}

export interface ReviewAsOf {
  readonly on: OccurredAt;
  readonly reviewedBy: string;
  readonly nextDue: string;
  readonly progress: readonly GoalProgressAsOf[];
}

export interface PlanCopyAsOf {
  readonly to: string;
  readonly version: number;
  readonly how: string;
  readonly sharedBy: string;
  readonly on: OccurredAt;
}

export interface CopyWithheldAsOf {
  readonly from: string;
  readonly version: number;
  readonly nobodyElse: boolean;
  readonly decidedBy: string;
  readonly on: OccurredAt;
  /** special */
  readonly reason: string | null;
}

/** The plan of an episode of help, and the team around the family, at an effective day, as known at a position. */
export interface PlanAsOf {
  readonly episode: string;
  /** Of the plan's stream, as far as it is told here: what an order about the plan expects. */
  readonly revision: number | null;
  /** Something that was recorded of it is erased. */
  readonly erased: boolean;
  /** NONE: none was agreed; the team may have met. */
  readonly status: 'NONE' | 'AGREED' | 'ENDED';
  /** The first one first. */
  readonly versions: readonly PlanVersionAsOf[];
  readonly endedOn: OccurredAt | null;
  /** general */
  readonly endReason: string | null;
  readonly goals: readonly GoalAsOf[];
  readonly tafs: readonly TafAsOf[];
  readonly reviews: readonly ReviewAsOf[];
  readonly copies: readonly PlanCopyAsOf[];
  readonly withheld: readonly CopyWithheldAsOf[];
}
