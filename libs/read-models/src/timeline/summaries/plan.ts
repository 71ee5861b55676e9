import type { Opened } from '#libs/contracts';
import { after, count, lower, type Say } from './wording.ts';

type DataOf<T extends Opened.PlanEvent['type']> = Extract<Opened.PlanEvent, { type: T }>['data'];

function bees(codes: readonly string[] = [], say: Say): string {
  return after(' for ', codes.map((code) => say('outcome-bee', code)).join(', '));
}

/** Whoever is named twice, as who led the meeting and as a worker who came, was there once. */
function countOf(ids: readonly string[], one: string, many: string): string {
  return count(new Set(ids).size, one, many);
}

/** A sentence for each event of a family's action plan and of the team that carries it out. */
export const planSummaries: {
  readonly [T in Opened.PlanEvent['type']]: (data: DataOf<T>, say: Say) => string;
} = {
  PlanAgreed: ({ version, goals = [] }) =>
    version === 1
      ? 'Family action plan agreed'
      : `Family action plan agreed anew: version ${version}, ${count(goals.length, 'goal goes', 'goals go')} on`,
  GoalSet: ({ wanted, bees: codes }, say) => `Goal set${bees(codes, say)}${after(': ', wanted)}`,
  ActionAdded: ({ what, due }) => `Action added, due ${due}${after(': ', what)}`,
  ActionProgressed: ({ note }) => `Action goes on${after(': ', note)}`,
  ActionCompleted: ({ note }) => `Action done${after(': ', note)}`,
  ActionMissed: ({ reason, due }) =>
    `Action missed${due === undefined ? '' : `, now due ${due}`}${after(': ', reason)}`,
  ActionCancelled: ({ reason }) => `Action cancelled${after(': ', reason)}`,
  TafHeld: ({ ledBy, workers = [], agencies = [], persons = [], childrenPresent = [] }) =>
    `Team around the family met: ${countOf([ledBy, ...workers], 'worker', 'workers')}, ${countOf(agencies, 'other agency', 'other agencies')}, ${countOf([...persons, ...childrenPresent], 'person', 'people')} of the family there`,
  ReviewCompleted: ({ progress, nextDue }) =>
    `Plan reviewed: ${count(progress.length, 'goal', 'goals')}, next by ${nextDue}`,
  PlanCopyShared: ({ how }, say) => `Copy of the plan given (${say('contact-method', how)})`,
  PlanCopyWithheld: ({ reason }) => `Copy of the plan withheld${after(': ', reason)}`,
  PlanEnded: ({ reason }, say) => `Plan ended${after(': ', lower(say('plan-end-reason', reason)))}`,
};
