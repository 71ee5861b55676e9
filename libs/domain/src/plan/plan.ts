import type { Clear, PlanCommand, PlanEvent } from '#libs/contracts';
import type { Aggregate, Circumstances, Facts } from '../aggregate.ts';
import { addAction, cancelAction, completeAction, missAction, progressAction, setGoal } from './actions.ts';
import { agreePlan, endPlan } from './agreeing.ts';
import { sharePlanCopy, withholdPlanCopy } from './copies.ts';
import { corrected, relies } from './corrected.ts';
import { completeReview, holdTaf } from './meeting.ts';
import { needs } from './needs.ts';
import { evolve, type PlanState } from './state.ts';

function decide(command: PlanCommand & Circumstances, state: PlanState, facts: Facts): PlanEvent[] {
  switch (command.type) {
    case 'AgreePlan':
      return agreePlan(command, state, facts);
    case 'SetGoal':
      return setGoal(command, state, facts);
    case 'AddAction':
      return addAction(command, state, facts);
    case 'ProgressAction':
      return progressAction(command, state, facts);
    case 'CompleteAction':
      return completeAction(command, state, facts);
    case 'MissAction':
      return missAction(command, state, facts);
    case 'CancelAction':
      return cancelAction(command, state, facts);
    case 'HoldTaf':
      return holdTaf(command, facts);
    case 'CompleteReview':
      return completeReview(command, state, facts);
    case 'SharePlanCopy':
      return sharePlanCopy(command, state, facts);
    case 'WithholdPlanCopy':
      return withholdPlanCopy(command, state, facts);
    case 'EndPlan':
      return endPlan(command, state, facts);
  }
}

/**
 * The action plan of an episode of help, and the team around the family that carries it out. The stream is named after the
 * episode, so that it guards that one plan is in force, wherever the episode goes on; which family holds it, and whether it
 * is open, are facts of the moment.
 */
export const plan: Aggregate<PlanState, PlanCommand, PlanEvent, Clear.PlanEvent> = {
  category: 'plan',
  initial: { status: 'NONE' },
  needs,
  decide,
  evolve,
  corrected,
  relies,
  firstIsAsAny: true,
  families: () => [],
  seen: () => undefined,
};
