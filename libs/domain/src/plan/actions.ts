import { Rejected } from '#libs/contracts';
import type {
  AddAction,
  CancelAction,
  CompleteAction,
  MissAction,
  PlanEvent,
  ProgressAction,
  SetGoal,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, checkRationale, checkSaid, present } from '../checks.ts';
import { checkDate, checkOrder, dayOf } from '../days.ts';
import { activeOrganisation, activeWorker, livingPerson } from '../eligibility.ts';
import { checkAgreed, checkBelongs, checkOfFamily, helpFor } from './help.ts';
import { actionOf, goalOf, inForce, type PlanState } from './state.ts';

type Bees = Pick<SetGoal, 'bees' | 'ambitions'>;

/** A goal of somebody of the family, or of all of it: for at least one Bee, and ambitions of these. */
export function setGoal(told: Told<SetGoal>, state: PlanState, facts: Facts): PlanEvent[] {
  const { data } = told;
  const help = helpFor(told, facts);
  inForce(state);
  checkAgreed(help, told, facts);
  if (data.person !== undefined) {
    livingPerson(facts, data.person, dayOf(told));
    checkBelongs(data.person, facts);
  }
  activeWorker(facts, data.setBy, dayOf(told));
  for (const field of ['wanted', 'measure', 'baseline'] as const) checkSaid(data[field], field);
  checkBees(data, dayOf(told), facts);
  return [{ type: 'GoalSet', data: { ...data, goal: `goal-${told.newId(1)}` } }];
}

/** Each Bee once, and each ambition of one of them: DUPLICATE_VALUE, NOT_OF_THE_BEE. */
export function checkBees({ bees, ambitions = [] }: Bees, on: string, { reference }: Facts): void {
  checkDistinct(bees, 'bees');
  checkDistinct(ambitions, 'ambitions');
  const stray = ambitions.find(
    (ambition) => !bees.includes(reference.ownerOf('ambition', ambition, on) ?? ''),
  );
  if (stray !== undefined) throw new Rejected('NOT_OF_THE_BEE', { field: 'ambitions' });
}

export function addAction(told: Told<AddAction>, state: PlanState, facts: Facts): PlanEvent[] {
  const { data } = told;
  const help = helpFor(told, facts);
  const goal = goalOf(state, data.goal);
  checkAgreed(help, told, facts);
  checkSaid(data.what, 'what');
  checkOwner(told, facts);
  checkDue(told, data.due);
  return [{ type: 'ActionAdded', data: { ...data, ...goal, action: `action-${told.newId(1)}` } }];
}

/** One owner, who can take it on: of the family, a worker at work, or an active agency. */
function checkOwner(told: Told<AddAction>, facts: Facts): void {
  const { ownerPerson, ownerWorker, ownerAgency } = told.data;
  const owners = [ownerPerson, ownerWorker, ownerAgency].filter((each) => each !== undefined);
  if (owners.length !== 1) throw new Rejected('REQUIRED', { field: 'ownerPerson' });
  if (ownerPerson !== undefined) {
    livingPerson(facts, ownerPerson, dayOf(told));
    checkOfFamily(ownerPerson, facts);
  }
  if (ownerWorker !== undefined) activeWorker(facts, ownerWorker, dayOf(told));
  if (ownerAgency !== undefined) activeOrganisation(facts, ownerAgency, dayOf(told));
}

/** A day of the calendar, not before the day on which it was agreed. */
function checkDue(told: Told<unknown>, due: string): void {
  checkDate(due, 'due');
  checkOrder(dayOf(told), due, 'due');
}

export function progressAction(told: Told<ProgressAction>, state: PlanState, facts: Facts): PlanEvent[] {
  checkOpen(told, state, facts);
  checkSaid(told.data.note, 'note');
  return [{ type: 'ActionProgressed', data: { ...told.data, ...whose(told, state) } }];
}

/** Nothing where it is done already. */
export function completeAction(told: Told<CompleteAction>, state: PlanState, facts: Facts): PlanEvent[] {
  if (statusOf(told, state, facts) === 'DONE') return [];
  checkOpen(told, state, facts);
  return [{ type: 'ActionCompleted', data: { ...told.data, ...whose(told, state) } }];
}

export function missAction(told: Told<MissAction>, state: PlanState, facts: Facts): PlanEvent[] {
  checkOpen(told, state, facts);
  checkRationale(told.data.reason, 'reason');
  if (told.data.due !== undefined) checkDue(told, told.data.due);
  return [{ type: 'ActionMissed', data: { ...told.data, ...whose(told, state) } }];
}

/** Nothing where it is cancelled already. */
export function cancelAction(told: Told<CancelAction>, state: PlanState, facts: Facts): PlanEvent[] {
  if (statusOf(told, state, facts) === 'CANCELLED') return [];
  checkOpen(told, state, facts);
  checkRationale(told.data.reason, 'reason');
  return [{ type: 'ActionCancelled', data: { ...told.data, ...whose(told, state) } }];
}

/** Whose goal an action is for, so that what is said of it is sealed as theirs. */
function whose({ data }: Told<OfAction>, state: PlanState) {
  return present({ person: actionOf(state, data.action).person });
}

type OfAction = ProgressAction | CompleteAction | MissAction | CancelAction;

function statusOf(told: Told<OfAction>, state: PlanState, facts: Facts) {
  helpFor(told, facts);
  return actionOf(state, told.data.action).status;
}

function checkOpen(told: Told<OfAction>, state: PlanState, facts: Facts): void {
  if (statusOf(told, state, facts) !== 'OPEN')
    throw new Rejected('ACTION_SETTLED', { action: told.data.action });
}
