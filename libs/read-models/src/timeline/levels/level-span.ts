import type { OccurredAt } from '#libs/contracts';

/** A child's level from one decision to the next, in order of occurrence. */
export interface LevelSpan {
  readonly child: string;
  readonly family: string;
  readonly episode: string;
  readonly level: string;
  readonly scheme: string | null;
  readonly how: 'DECIDED' | 'STEPPED_UP' | 'STEPPED_DOWN';
  readonly from: OccurredAt;
  /** The next decision's occurrence, or the closure's; null while it lasts. */
  readonly to: OccurredAt | null;
  readonly recordedAt: string;
  readonly position: number;
  readonly event: string;
  readonly decidedBy: string;
  /** special */
  readonly indicators: readonly string[] | null;
  /** general */
  readonly rationale: string | null;
}
