import type { CommandOf, EventOf, FamilyEvent, PlanCommand, PlanEvent } from '#libs/contracts';
import type { Circumstances, Decided, Facts } from '../aggregate.ts';
import { familyFact } from '../family/evolve.ts';
import { on } from './examples.ts';
import { around, closed, episode, family, helped } from './hill-family.ts';
import { placed } from './specification.ts';

// The Hills, who are helped since 1 June 2026, and their plan: Ava's mornings, and the family's rent.

export const help = { family, episode };
/** A day on which the Hills are helped. */
export const then: Partial<Circumstances> = { stream: `plan-${episode}`, ...on('2026-06-16') };

export function asOf(...more: readonly Decided<FamilyEvent>[]): Pick<Facts, 'families'> {
  const fact = familyFact(
    [...helped, ...more].map((event, revision) => placed(event, revision)),
    20,
  );
  return { families: new Map(fact === undefined ? [] : [[family, fact]]) };
}

export const helpOver = asOf(closed);

export const hills: Partial<Facts> = {
  ...around,
  ...asOf(),
  members: ['mia', 'ava', 'ben'],
  belonged: ['mia', 'ava', 'ben'],
  agreements: new Map(['ava', 'ben'].map((child) => [child, { isLive: true, agencies: [] }])),
};

export const agree = (changes: Partial<CommandOf<'AgreePlan'>['data']> = {}): PlanCommand => ({
  type: 'AgreePlan',
  data: { ...help, agreedBy: ['mia'], familyPresent: true, takenBy: 'worker-1', ...changes },
});
export const agreed = (changes: Partial<EventOf<'PlanAgreed'>['data']> = {}): PlanEvent => ({
  type: 'PlanAgreed',
  data: { ...help, agreedBy: ['mia'], familyPresent: true, takenBy: 'worker-1', version: 1, ...changes },
});

const mornings = {
  ...help,
  person: 'ava',
  wanted: 'Ava sleeps, and is at school on time.',
  bees: ['BEE.HEA', 'BEE.AMB'],
  ambitions: ['BEE.AMB.2'],
  measure: 'Days on time in a week.',
  baseline: 'One day of five.',
  setBy: 'worker-1',
};
export const set = (changes: Partial<CommandOf<'SetGoal'>['data']> = {}): PlanCommand => ({
  type: 'SetGoal',
  data: { ...mornings, ...changes },
});
export const goal = (id = 'goal-new-1', changes: Partial<EventOf<'GoalSet'>['data']> = {}): PlanEvent => ({
  type: 'GoalSet',
  data: { ...mornings, goal: id, ...changes },
});
const { person: _, ...ofAll } = mornings;
export const rent: PlanEvent = {
  type: 'GoalSet',
  data: { ...ofAll, goal: 'goal-rent', wanted: 'The rent is paid.', bees: ['BEE.IND'], ambitions: [] },
};

const bedtime = { ...help, goal: 'goal-1', what: 'A bedtime without screens.', ownerPerson: 'mia' };
export const add = (changes: Partial<CommandOf<'AddAction'>['data']> = {}): PlanCommand => ({
  type: 'AddAction',
  data: { ...bedtime, due: '2026-06-30', ...changes },
});
export const added = (id: string, of = 'goal-1', person: string | undefined = 'ava'): PlanEvent => ({
  type: 'ActionAdded',
  data: {
    ...bedtime,
    ...(person !== undefined && { person }),
    goal: of,
    action: id,
    due: '2026-06-30',
  },
});

/** The plan with its two goals, and an open action for Ava's. */
export const planned = [agreed(), goal('goal-1'), rent, added('action-1')];
