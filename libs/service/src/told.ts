import { channel, tracingChannel } from 'node:diagnostics_channel';
import type { Decision, Purpose } from '#libs/access';
import type { CommandType, RefusalCode } from '#libs/contracts';
import type { ReadingDoor } from './reads/read-door.ts';

/** An order, while it is carried out. What is told of here holds no id and nothing of a record. */
export interface Ordering {
  readonly order: CommandType;
  readonly error?: unknown;
}

/** A read of a record, while it is answered. */
export interface Opening {
  readonly read: string;
  readonly purpose: Purpose;
  readonly door: ReadingDoor;
  readonly error?: unknown;
}

/** What access decided of an order or a read. */
export interface DecisionTold extends Pick<Decision, 'effect' | 'policyIds'> {
  readonly of: 'ORDER' | 'READ';
}

/** Work of the record's own that could not be done, by the code of why: told once, and tried again. */
export interface NotDone {
  readonly code: RefusalCode;
}

export const workFailures = channel('family-help:work-failure');
export const ordering = tracingChannel<unknown, Ordering>('family-help:order');
export const openings = tracingChannel<unknown, Opening>('family-help:read');
export const decisions = channel('family-help:decision');

/** Tells whoever wants to know what access decided. */
export function tellDecision(of: DecisionTold['of'], { effect, policyIds }: Decision): void {
  if (decisions.hasSubscribers) decisions.publish({ of, effect, policyIds } satisfies DecisionTold);
}
