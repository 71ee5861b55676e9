import { londonDay } from '#libs/reference';
import { planOf, type OccurredAt } from '#libs/contracts';
import type { AsOfPoint } from '../../as-of.ts';
import { orNull } from '../../or-null.ts';
import type { Tables } from '../../projection.ts';
import { withLineageIn } from '../lineage.ts';
import type {
  ActionAsOf,
  ActionNoteAsOf,
  CopyWithheldAsOf,
  GoalAsOf,
  PlanAsOf,
  PlanCopyAsOf,
  PlanVersionAsOf,
  ReviewAsOf,
  TafAsOf,
} from './plan-rows.ts';
import { seenBy, type Scope } from '../scope.ts';
import { tell, type Telling, type ToldEvent } from '../told.ts';

export type { PlanAsOf };

/** An episode of help, and a family of which it is, or was. */
export interface OfHelp {
  readonly family: string;
  readonly episode: string;
}

type Action = Omit<ActionAsOf, 'overdue'> & { readonly goal: string };

interface Draft {
  status: PlanAsOf['status'];
  ended: ToldEvent<'PlanEnded'> | undefined;
  readonly versions: PlanVersionAsOf[];
  readonly goals: Map<string, Omit<GoalAsOf, 'actions'>>;
  readonly actions: Map<string, Action>;
  readonly tafs: TafAsOf[];
  readonly reviews: ReviewAsOf[];
  readonly copies: PlanCopyAsOf[];
  readonly withheld: CopyWithheldAsOf[];
}

const telling: Telling<Draft> = {
  PlanAgreed: (draft, { data, occurredAt: on }) => {
    const { version, agreedBy, takenBy, goals: goOn = [] } = data;
    draft.status = 'AGREED';
    draft.ended = undefined;
    const said = orNull(data, 'familyPresent', 'absentReason');
    draft.versions.push({ version, agreedBy, takenBy, on, ...said });
    for (const [id, goal] of draft.goals)
      draft.goals.set(id, { ...goal, standing: goal.standing && goOn.includes(id) });
  },
  PlanEnded: (draft, event) => {
    draft.status = 'ENDED';
    draft.ended = event;
  },
  GoalSet: ({ goals }, { data, occurredAt: on }) => {
    const { goal, setBy } = data;
    const said = orNull(data, 'person', 'wanted', 'measure', 'baseline', 'bees', 'ambitions');
    goals.set(goal, { goal, setBy, on, standing: true, progress: null, ...said });
  },
  ActionAdded: ({ actions }, { data, occurredAt: on }) => {
    const { action, goal, due } = data;
    const said = orNull(data, 'what', 'ownerPerson', 'ownerWorker', 'ownerAgency');
    actions.set(action, { action, goal, due, on, state: 'OPEN', notes: [], ...said });
  },
  ActionProgressed: (draft, event) => noted(draft, event, 'PROGRESSED', event.data.note),
  ActionMissed: (draft, event) => noted(draft, event, 'MISSED', event.data.reason),
  ActionCompleted: (draft, event) => noted(draft, event, 'DONE', event.data.note),
  ActionCancelled: (draft, event) => noted(draft, event, 'CANCELLED', event.data.reason),
  TafHeld: ({ tafs }, { id, data, occurredAt: on, recordedAt }) => {
    tafs.push({ id, on, recordedAt, ...attendance(data), ...orNull(data, 'notes') });
  },
  ReviewCompleted: ({ reviews, goals }, { data, occurredAt: on }) => {
    const { reviewedBy, nextDue } = data;
    const progress = data.progress.map(({ goal, ...said }) => ({
      goal,
      ...orNull(said, 'person', 'progress', 'note'),
    }));
    reviews.push({ on, reviewedBy, nextDue, progress });
    for (const each of progress) {
      const goal = goals.get(each.goal);
      if (goal !== undefined) goals.set(each.goal, { ...goal, progress: { ...each, on } });
    }
  },
  PlanCopyShared: ({ copies }, { data: { to, version, how, sharedBy }, occurredAt: on }) => {
    copies.push({ to, version, how, sharedBy, on });
  },
  PlanCopyWithheld: ({ withheld }, { data, occurredAt: on }) => {
    const { from, version, nobodyElse, decidedBy } = data;
    withheld.push({ from, version, nobodyElse, decidedBy, on, ...orNull(data, 'reason') });
  },
};

/**
 * The plan of an episode in a family's story by then, as of both axes, in the order in which it was recorded: where the
 * episode went on in another family, what was planned there is that one's.
 */
export function planAsOf(tables: Tables, { family, episode }: OfHelp, at: AsOfPoint): PlanAsOf {
  const scope = withLineageIn(tables, planOf(episode), family, at);
  const draft: Draft = {
    ...{ status: 'NONE', ended: undefined, goals: new Map(), actions: new Map() },
    ...{ versions: [], tafs: [], reviews: [], copies: [], withheld: [] },
  };
  const told = tell(tables, { scope, at, telling }, draft);
  const { status, ended, goals, actions, versions, tafs, reviews, copies, withheld } = told;
  const today = dayOf(at);
  return {
    ...{ episode, status, versions, tafs, reviews, copies, withheld },
    revision: revisionIn(tables, scope, at),
    erased: isErasedIn(tables, scope, at),
    endedOn: ended?.occurredAt ?? null,
    endReason: ended?.data.reason ?? null,
    goals: [...goals.values()].map((goal) => ({
      ...goal,
      actions: [...actions.values()]
        .filter((action) => action.goal === goal.goal)
        .map(({ goal: _, ...action }) => ({
          ...action,
          overdue: status === 'AGREED' && action.state === 'OPEN' && action.due < today,
        })),
    })),
  };
}

/** Of the stream, as far as it is told there: what an order about it expects. */
export function revisionIn(tables: Tables, { sql, values }: Scope, at: AsOfPoint): number | null {
  const seen = seenBy(at);
  const last = tables.one<{ revision: number }>(
    `SELECT e.revision FROM (SELECT * FROM (${sql}) WHERE ${seen.sql}) s CROSS JOIN events e ON e.position = s.position
     ORDER BY s.position DESC LIMIT 1`,
    ...values,
    ...seen.values,
  );
  return last?.revision ?? null;
}

/** Whether something of what is told there is erased. */
export function isErasedIn(tables: Tables, { sql, values }: Scope, at: AsOfPoint): boolean {
  const seen = seenBy(at);
  const found = tables.one(
    `SELECT 1 FROM (SELECT * FROM (${sql}) WHERE ${seen.sql}) s CROSS JOIN events e ON e.position = s.position
     WHERE e.envelope ->> '$.erased' NOT NULL LIMIT 1`,
    ...values,
    ...seen.values,
  );
  return found !== undefined;
}

const AFTER = { DONE: 'DONE', CANCELLED: 'CANCELLED', PROGRESSED: 'OPEN', MISSED: 'OPEN' } as const;

function noted(
  { actions }: Draft,
  {
    data,
    occurredAt: on,
  }: { readonly data: { readonly action: string; readonly due?: string }; readonly occurredAt: OccurredAt },
  kind: ActionNoteAsOf['kind'],
  note: string | undefined,
): void {
  const action = actions.get(data.action);
  if (action === undefined) return;
  actions.set(data.action, {
    ...action,
    state: AFTER[kind],
    due: data.due ?? action.due,
    notes: [...action.notes, { kind, on, note: note ?? null }],
  });
}

type Lists =
  | 'workers'
  | 'agencies'
  | 'persons'
  | 'apologyWorkers'
  | 'apologyAgencies'
  | 'apologyPersons'
  | 'childrenPresent';

function attendance(data: ToldEvent<'TafHeld'>['data']) {
  const listed = (name: Lists): readonly string[] => data[name] ?? [];
  return {
    ledBy: data.ledBy,
    workers: listed('workers'),
    agencies: listed('agencies'),
    persons: listed('persons'),
    apologyWorkers: listed('apologyWorkers'),
    apologyAgencies: listed('apologyAgencies'),
    apologyPersons: listed('apologyPersons'),
    childrenPresent: listed('childrenPresent'),
    childrenAbsent: (data.childrenAbsent ?? []).map((absent) => ({
      child: absent.child,
      ...orNull(absent, 'reason'),
    })),
  };
}

/** The London day an answer is of. */
function dayOf({ effectiveAt, knownAt }: AsOfPoint): string {
  return effectiveAt ?? (knownAt === null ? '' : londonDay(knownAt));
}
