import { Rejected } from '#libs/contracts';
import type { Clear, EventOf, PlanEvent } from '#libs/contracts';
import type { Around, Facts, Past } from '../aggregate.ts';
import { checkRationale, checkSaid } from '../checks.ts';
import { checkAgency, checkAtWork } from '../correction/named.ts';
import { checkSameAbout, differs, type CorrectedFact } from '../correction/stood.ts';
import { checkDate, checkOrder, dayOf } from '../days.ts';
import { checkBees } from './actions.ts';

type DataOf<T extends PlanEvent['type']> = EventOf<T>['data'];
type Checks = { readonly [T in PlanEvent['type']]?: (data: DataOf<T>, known: CorrectedFact) => void };

/** A corrected fact is one that its own command could have recorded where it stands. Who it names is not corrected. */
export function corrected(event: PlanEvent, around: Around, facts: Facts): PlanEvent {
  const check = CHECKS[event.type] as ((data: PlanEvent['data'], known: CorrectedFact) => void) | undefined;
  check?.(event.data, { around, facts });
  return event;
}

const CHECKS: Checks = {
  PlanAgreed: (agreed, known) => {
    const { familyPresent, absentReason, takenBy } = agreed;
    if (differs(agreed, 'version', known)) throw new Rejected('OTHER_RECORD', { field: 'version' });
    if (!familyPresent) checkSaid(absentReason ?? '', 'absentReason');
    checkAtWork(takenBy, known);
  },
  GoalSet: (goal, known) => {
    for (const field of ['wanted', 'measure', 'baseline'] as const) checkSaid(goal[field], field);
    checkBees(goal, dayOf(known.around), known.facts);
    checkAtWork(goal.setBy, known);
  },
  ActionAdded: ({ what, due, ownerPerson, ownerWorker, ownerAgency }, known) => {
    checkSaid(what, 'what');
    checkDay(due, 'due', known);
    const owners = [ownerPerson, ownerWorker, ownerAgency].filter((each) => each !== undefined);
    if (owners.length !== 1) throw new Rejected('REQUIRED', { field: 'ownerPerson' });
    if (ownerWorker !== undefined) checkAtWork(ownerWorker, known);
    if (ownerAgency !== undefined) checkAgency(ownerAgency, known);
  },
  ActionProgressed: ({ note }) => checkSaid(note, 'note'),
  ActionMissed: ({ reason, due }, known) => {
    checkRationale(reason, 'reason');
    if (due !== undefined) checkDay(due, 'due', known);
  },
  ActionCancelled: ({ reason }) => checkRationale(reason, 'reason'),
  TafHeld: (taf, known) => {
    checkDayIsKnown(known);
    for (const worker of [taf.ledBy, ...(taf.workers ?? []), ...(taf.apologyWorkers ?? [])])
      checkAtWork(worker, known);
    for (const agency of [...(taf.agencies ?? []), ...(taf.apologyAgencies ?? [])])
      checkAgency(agency, known);
    const { childrenAbsent = [] } = taf;
    childrenAbsent.forEach(({ reason }, at) => checkSaid(reason, `childrenAbsent.${at}.reason`));
    checkSameAbout('childrenAbsent', childrenAbsent, known);
  },
  ReviewCompleted: ({ nextDue, reviewedBy, progress }, known) => {
    checkSameAbout('progress', progress, known);
    checkDayIsKnown(known);
    checkDay(nextDue, 'nextDue', known);
    checkAtWork(reviewedBy, known);
  },
};

function checkDayIsKnown({ around: { occurredAt } }: CorrectedFact): void {
  if (occurredAt.precision === 'UNKNOWN') throw new Rejected('REQUIRED', { field: 'occurredAt' });
}

function checkDay(day: string, field: string, { around }: CorrectedFact): void {
  checkDate(day, field);
  checkOrder(dayOf(around), day, field);
}

type Fact = Past<Clear.PlanEvent>;

/** All but a meeting rests on a plan's having been agreed, and what is said of an action on its not being over yet. */
export function relies({ type, data }: Fact, earlier: Fact): boolean {
  if (earlier.type === 'PlanAgreed') return type !== 'TafHeld';
  return (
    type === 'PlanAgreed' && earlier.type === 'GoalSet' && (data.goals ?? []).includes(earlier.data.goal)
  );
}
