import { Rejected } from '#libs/contracts';
import type { CompleteReview, HoldTaf, PlanEvent } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkSaid, present } from '../checks.ts';
import { checkDate, checkOrder, dayOf } from '../days.ts';
import { activeOrganisation, activeWorker } from '../eligibility.ts';
import type { OpenEpisode } from '../family/state.ts';
import { childHelped, helpFor, isThere } from './help.ts';
import { goalOf, inForce, type PlanState } from './state.ts';

const WORKERS = ['workers', 'apologyWorkers'] as const;
const AGENCIES = ['agencies', 'apologyAgencies'] as const;
const PERSONS = ['persons', 'apologyPersons'] as const;
const LISTS = [...WORKERS, ...AGENCIES, ...PERSONS, 'childrenPresent'] as const;

/** A meeting on a known day, with or without a plan yet: of every living child helped it says whether the child was there. */
export function holdTaf(told: Told<HoldTaf>, facts: Facts): PlanEvent[] {
  const { data } = told;
  const help = helpFor(told, facts);
  if (told.occurredAt.precision === 'UNKNOWN') throw new Rejected('REQUIRED', { field: 'occurredAt' });
  const on = dayOf(told);
  activeWorker(facts, data.ledBy, on);
  for (const field of LISTS) checkDistinct(data[field] ?? [], field);
  for (const worker of WORKERS.flatMap((field) => data[field] ?? [])) activeWorker(facts, worker, on);
  for (const agency of AGENCIES.flatMap((field) => data[field] ?? [])) activeOrganisation(facts, agency, on);
  checkBegun(facts, ...PERSONS.flatMap((field) => data[field] ?? []).map((person) => `person-${person}`));
  checkNotBoth([data.ledBy, ...(data.workers ?? [])], data.apologyWorkers, 'apologyWorkers');
  checkNotBoth(data.agencies, data.apologyAgencies, 'apologyAgencies');
  checkNotBoth(data.persons, data.apologyPersons, 'apologyPersons');
  checkChildren(told, help, facts);
  return [{ type: 'TafHeld', data: withoutEmpty(data) }];
}

/** Whoever came sent no apologies. */
function checkNotBoth(there: readonly string[] = [], away: readonly string[] = [], field: string): void {
  if (away.some((each) => there.includes(each))) throw new Rejected('DUPLICATE_VALUE', { field });
}

function checkChildren(told: Told<HoldTaf>, help: OpenEpisode, facts: Facts): void {
  const { childrenPresent = [], childrenAbsent = [] } = told.data;
  childrenAbsent.forEach(({ reason }, at) => checkSaid(reason, `childrenAbsent.${at}.reason`));
  const said = [...childrenPresent, ...childrenAbsent.map(({ child }) => child)].map((child) =>
    childHelped(child, help, facts),
  );
  checkDistinct(said, 'childrenAbsent');
  const missing = [...help.children.keys()].filter((child) => !said.includes(child));
  if (missing.some((child) => isThere(child, told, facts)))
    throw new Rejected('REQUIRED', { field: 'childrenAbsent' });
}

/** An event leaves out what it lacks, an empty list too. */
function withoutEmpty(data: HoldTaf): HoldTaf {
  const kept = Object.fromEntries(
    Object.entries(data).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
  return { ...present(kept), family: data.family, episode: data.episode, ledBy: data.ledBy };
}

/** How far each goal of the plan in force has come, and by when it is looked at again. */
export function completeReview(told: Told<CompleteReview>, state: PlanState, facts: Facts): PlanEvent[] {
  const { progress, ...review } = told.data;
  helpFor(told, facts);
  const { goals } = inForce(state);
  if (told.occurredAt.precision === 'UNKNOWN') throw new Rejected('REQUIRED', { field: 'occurredAt' });
  activeWorker(facts, review.reviewedBy, dayOf(told));
  const reviewed = progress.map(({ goal }) => goal);
  checkDistinct(reviewed, 'progress');
  const progressed = progress.map((each) => ({ ...each, ...goalOf(state, each.goal) }));
  if (reviewed.length < goals.size) throw new Rejected('REQUIRED', { field: 'progress' });
  checkDate(review.nextDue, 'nextDue');
  checkOrder(dayOf(told), review.nextDue, 'nextDue');
  return [{ type: 'ReviewCompleted', data: { ...review, progress: progressed } }];
}
