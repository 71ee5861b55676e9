import { Rejected } from '#libs/contracts';
import type { AgreePlan, EndPlan, PlanEvent } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, knownFamily } from '../eligibility.ts';
import { episodeOf } from '../family/state.ts';
import { checkAgreed, checkOfFamily, checkSomebodyMay, helpFor } from './help.ts';
import { inForce, openActionsIn, type PlanState } from './state.ts';

/** The first plan of the help, or a new version in the place of the last, with those of its goals that go on. */
export function agreePlan(told: Told<AgreePlan>, state: PlanState, facts: Facts): PlanEvent[] {
  const { goals = [], ...agreed } = told.data;
  checkAgreed(helpFor(told, facts), told, facts);
  activeWorker(facts, agreed.takenBy, dayOf(told));
  checkDistinct(agreed.agreedBy, 'agreedBy');
  for (const person of agreed.agreedBy) checkOfFamily(person, facts);
  checkSomebodyMay('agreedBy', agreed.agreedBy, told, facts);
  if (!agreed.familyPresent) checkSaid(agreed.absentReason ?? '', 'absentReason');
  checkDistinct(goals, 'goals');
  checkGoOn(goals, state);
  const version = state.status === 'NONE' ? 1 : state.version + 1;
  const goOn = goals.length > 0 ? { goals } : {};
  return [{ type: 'PlanAgreed', data: { ...agreed, ...goOn, version } }];
}

/** Goals that go on are goals of the plan before, and none that ends leaves an action undone: UNKNOWN_GOAL, OPEN_WORK. */
function checkGoOn(goals: readonly string[], state: PlanState): void {
  const known = state.status === 'NONE' ? undefined : state.goals;
  const stray = goals.find((goal) => known?.has(goal) !== true);
  if (stray !== undefined) throw new Rejected('UNKNOWN_GOAL', { goal: stray });
  if (state.status !== 'AGREED') return;
  const left = openActionsIn(state).find((id) => !goals.includes(state.actions.get(id)?.goal ?? ''));
  if (left !== undefined) throw new Rejected('OPEN_WORK', { action: left });
}

/** The reason of a plan that ends because its help did. */
const HELP_ENDED = 'EPISODE_CLOSED';

/** A plan ends with its help, or before: its goals are not met while an action is open. */
export function endPlan(told: Told<EndPlan>, state: PlanState, facts: Facts): PlanEvent[] {
  const { family, episode, reason } = told.data;
  const { status } = episodeOf(knownFamily(facts, family), episode);
  const isClosed = status === 'CLOSED';
  if (state.status === 'ENDED') return [];
  if (isClosed && reason !== HELP_ENDED) throw new Rejected('EPISODE_CLOSED', { episode });
  if (!isClosed) {
    if (reason === HELP_ENDED) throw new Rejected('EPISODE_OPEN', { episode });
    helpFor(told, facts);
  }
  const plan = inForce(state);
  const [action] = openActionsIn(plan);
  if (reason === 'GOALS_MET' && action !== undefined) throw new Rejected('OPEN_WORK', { action });
  return [{ type: 'PlanEnded', data: told.data }];
}
