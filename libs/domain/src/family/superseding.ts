import type { ProposeStepUp } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { dayOf } from '../days.ts';
import { rankOfStatus } from './levels.ts';
import type { HandOver } from './state.ts';

// Safety first: no referral waits for the answer to a lesser one (HSCP, "Step up/down").

/**
 * Whether a step up may take the place of one that waits for an answer: it asks for more, or the same at once, and is not
 * less urgent. A step down waits for nothing that is urgent or statutory.
 */
export function mayPutAside(told: Told<ProposeStepUp>, open: HandOver, facts: Facts): boolean {
  const { target, urgent } = told.data;
  const rank = rankOfTarget(target, told, facts);
  if (open.direction === 'DOWN') return urgent || rank > 0;
  const was = rankOfTarget(open.service, told, facts);
  const isMoreUrgent = urgent && open.urgent !== true;
  const isLessUrgent = !urgent && open.urgent === true;
  return isMoreUrgent ? rank >= was : !isLessUrgent && rank > was;
}

/** Those among the steps that are about no other child. */
export function emptiedBy(
  children: readonly string[],
  waiting: readonly (readonly [string, HandOver])[],
): string[] {
  return waiting
    .filter(([, open]) => open.children.every((child) => children.includes(child)))
    .map(([step]) => step);
}

/** By how much the service takes over; one of which no statutory status follows, by nothing. */
function rankOfTarget(target: string, told: Told<unknown>, { reference }: Facts): number {
  return rankOfStatus(reference.ownerOf('step-target', target, dayOf(told)));
}
