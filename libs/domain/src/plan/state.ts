import { Rejected } from '#libs/contracts';
import type { Clear } from '#libs/contracts';
import type { Past } from '../aggregate.ts';
import { present } from '../checks.ts';
import { withheldFromNobody, withheldToo, type Withheld } from './withheld.ts';

export interface Goal {
  /** Whose it is; absent where it is the family's. */
  readonly person?: string;
}

export interface Action {
  readonly goal: string;
  /** Whose goal it is for. */
  readonly person?: string;
  readonly status: 'OPEN' | 'DONE' | 'CANCELLED';
}

export interface Plan {
  /** ENDED: what it says stands, and another may be agreed in its place. */
  readonly status: 'AGREED' | 'ENDED';
  readonly version: number;
  readonly goals: ReadonlyMap<string, Goal>;
  readonly actions: ReadonlyMap<string, Action>;
  /** Whom it names beside whose goals are: who agreed it, met, or has an action, of the family or not. */
  readonly tellsOf: ReadonlySet<string>;
  /** From whom a copy of the version in force was withheld. */
  readonly withheld: Withheld;
}

/** Of an episode's help: one plan at most is in force, in its last version. Guarded by the stream, which is the episode's. */
export type PlanState = { readonly status: 'NONE' } | Plan;

/** What a fact means to later rules. One that does not fit the state changes nothing. */
export function evolve(state: PlanState, event: Past<Clear.PlanEvent>): PlanState {
  if (event.type === 'PlanAgreed') return agreed(state, event.data);
  if (state.status === 'NONE') return state;
  switch (event.type) {
    case 'GoalSet': {
      const { goal, person } = event.data;
      return { ...state, goals: new Map(state.goals).set(goal, present({ person })) };
    }
    case 'ActionAdded': {
      const { action, goal, person, ownerPerson } = event.data;
      const added: Action = { goal, ...present({ person }), status: 'OPEN' };
      return {
        ...state,
        actions: new Map(state.actions).set(action, added),
        tellsOf: telling(state, [ownerPerson]),
      };
    }
    case 'ActionCompleted':
      return settled(state, event.data.action, 'DONE');
    case 'ActionCancelled':
      return settled(state, event.data.action, 'CANCELLED');
    case 'PlanCopyWithheld':
      return { ...state, withheld: withheldToo(state.withheld, event.data) };
    case 'PlanEnded':
      return { ...state, status: 'ENDED' };
    case 'TafHeld': {
      const { persons = [], apologyPersons = [] } = event.data;
      return { ...state, tellsOf: telling(state, [...persons, ...apologyPersons]) };
    }
    case 'ActionProgressed':
    case 'ActionMissed':
    case 'ReviewCompleted':
    case 'PlanCopyShared':
      return state;
  }
}

/** Of the version before, the goals that go on are in the new one, with their actions. Of its copies it is decided anew. */
function agreed(state: PlanState, { version, agreedBy, goals = [] }: Clear.PlanAgreed): Plan {
  const before: Pick<Plan, 'goals' | 'actions' | 'tellsOf'> =
    state.status === 'NONE' ? { goals: new Map(), actions: new Map(), tellsOf: new Set() } : state;
  const goOn = new Set(goals);
  return {
    status: 'AGREED',
    version,
    goals: new Map([...before.goals].filter(([goal]) => goOn.has(goal))),
    actions: new Map([...before.actions].filter(([, { goal }]) => goOn.has(goal))),
    tellsOf: telling(before, agreedBy),
    withheld: withheldFromNobody,
  };
}

function telling(
  { tellsOf }: Pick<Plan, 'tellsOf'>,
  named: readonly (string | undefined)[],
): ReadonlySet<string> {
  return new Set([...tellsOf, ...named.filter((each) => each !== undefined)]);
}

function settled(state: Plan, id: string, status: 'DONE' | 'CANCELLED'): Plan {
  const action = state.actions.get(id);
  return action === undefined
    ? state
    : { ...state, actions: new Map(state.actions).set(id, { ...action, status }) };
}

/** The plan in force: NO_PLAN. */
export function inForce(state: PlanState): Plan {
  if (state.status !== 'AGREED') throw new Rejected('NO_PLAN');
  return state;
}

/** A goal of the plan in force: NO_PLAN, UNKNOWN_GOAL. */
export function goalOf(state: PlanState, goal: string): Goal {
  const found = inForce(state).goals.get(goal);
  if (found === undefined) throw new Rejected('UNKNOWN_GOAL', { goal });
  return found;
}

/** An action of the plan in force: NO_PLAN, UNKNOWN_ACTION. */
export function actionOf(state: PlanState, action: string): Action {
  const found = inForce(state).actions.get(action);
  if (found === undefined) throw new Rejected('UNKNOWN_ACTION', { action });
  return found;
}

/** Actions of the plan in force that are neither done nor cancelled. */
export function openActionsIn(state: PlanState): string[] {
  if (state.status !== 'AGREED') return [];
  return [...state.actions].filter(([, { status }]) => status === 'OPEN').map(([action]) => action);
}

/** How the plan of an episode stands by its events, as corrected. */
export function planStanding(events: readonly Past<Clear.PlanEvent>[]): PlanState {
  return events.reduce(evolve, { status: 'NONE' });
}

/** What help that ends would leave undone: the open actions of the episode's plan, by its events, as corrected. */
export function openActions(events: readonly Past<Clear.PlanEvent>[]): readonly string[] {
  return openActionsIn(planStanding(events));
}
