import type { TestEvent } from './story.ts';

/** One thing that happens: which kind, to whom, and how many days before its recording, which may go back in time. */
export interface Step {
  readonly kind: number;
  readonly family: string;
  readonly person: string;
  readonly other: string;
  readonly level: string;
  readonly daysAgo: number;
  readonly daysOn: number;
}

export type Append = readonly [stream: string, ...events: TestEvent[]];
/** In one append, or in several one after the other. */
export type Happening = (step: Step, nth: number) => Append | readonly Append[];

export const KEYWORKERS = ['worker-1', 'worker-2'];
