import type { OccurredAt } from '#libs/contracts';

/** null throughout: not recorded, or erased. Each personal field says its class. */
export interface MemberAsOf {
  readonly person: string;
  /** general */
  readonly role: string | null;
  /** address */
  readonly livesHere: string | null;
  /** general; a partial date */
  readonly from: string | null;
  readonly joined: number;
}

export interface EpisodeChildAsOf {
  readonly child: string;
  readonly level: string | null;
  /** Version of the level scheme the level was decided under. */
  readonly scheme: string | null;
  /** NONE until one is noted. */
  readonly statutoryStatus: string;
}

export interface StepAsOf {
  readonly step: string;
  readonly direction: 'UP' | 'DOWN';
  readonly status: 'PROPOSED' | 'ACCEPTED' | 'DECLINED' | 'ESCALATED' | 'SUPERSEDED';
  readonly children: readonly string[];
  /** A step up: the service asked to take over. */
  readonly target: string | null;
  /** A step down: the statutory status it comes from. */
  readonly from: string | null;
  readonly urgent: boolean;
  readonly proposedBy: string | null;
  readonly proposedAt: OccurredAt;
  readonly answeredAt: OccurredAt | null;
  readonly receivingAgency: string | null;
  readonly receivingWorker: string | null;
  /** general: reasons of the proposal and of the answer or escalation. */
  readonly reason: string | null;
  readonly answer: string | null;
}

export interface ChildOutcome {
  readonly child: string;
  /** general */
  readonly outcome: string | null;
  readonly bees: readonly string[];
}

export interface EpisodeAsOf {
  readonly episode: string;
  /** CONTINUED: it went on in another family, which says what became of it. */
  readonly status: 'OPEN' | 'CLOSED' | 'CONTINUED';
  /** The family in which it goes on, and the one that it comes from. */
  readonly continuedIn: string | null;
  readonly continuedFrom: string | null;
  readonly route: string;
  readonly district: string;
  readonly request: string | null;
  readonly agency: string | null;
  readonly keyworker: string | null;
  readonly openedAt: OccurredAt;
  readonly opened: number;
  readonly closedAt: OccurredAt | null;
  /** general */
  readonly closureReason: string | null;
  /** general */
  readonly outcomes: readonly ChildOutcome[];
  readonly children: readonly EpisodeChildAsOf[];
  /** Brothers and sisters whom the parents want left out. */
  readonly excluded: readonly string[];
  readonly steps: readonly StepAsOf[];
}

/** A family as it was at an effective day, as known at a position. */
export interface FamilyAsOf {
  readonly family: string;
  readonly reference: string;
  readonly registered: number;
  /** general: what the family is called */
  readonly label: string | null;
  /** The family that it was part of, and those that parts of it became. */
  readonly splitFrom: string | null;
  readonly splitInto: readonly string[];
  /** The family that it was merged into, and those that are merged into it. */
  readonly mergedInto: string | null;
  readonly mergedFrom: readonly string[];
  readonly members: readonly MemberAsOf[];
  readonly episodes: readonly EpisodeAsOf[];
  readonly requests: readonly string[];
  /** An event of the family could not be projected: what stands here may be incomplete. */
  readonly stale: boolean;
}
