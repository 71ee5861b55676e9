import { Rejected } from '#libs/contracts';
import type { ExcludeSibling, FamilyEvent, RemoveChildFromEpisode } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkRationale } from '../checks.ts';
import { dayOf } from '../days.ts';
import { checkCapacity } from '../agreement/capacity.ts';
import { activeWorker, checkIsChild, livingPerson } from '../eligibility.ts';
import { checkMember } from './membership.ts';
import { childOf, currentSteps, isOpen, openEpisode, registered } from './state.ts';
import type { FamilyState, OpenEpisode } from './state.ts';

// Who is helped is of the family's own stream, which guards it.

/** Siblings in the house are helped unless the parents specifically refuse (HCC, "Roles"); one helped already leaves. */
export function excludeSibling(told: Told<ExcludeSibling>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...excluded } = told.data;
  const { episode: id, child, reason, takenBy } = excluded;
  const episode = openEpisode(state, id);
  checkMember(registered(state), child);
  checkIsChild(livingPerson(facts, child, dayOf(told)), child, dayOf(told));
  checkAskers(told, facts);
  activeWorker(facts, takenBy, dayOf(told));
  checkRationale(reason, 'reason');
  if (episode.children.has(child)) checkMayLeave(episode, child);
  return [{ type: 'SiblingExcludedAtParentRequest', data: excluded }];
}

/** Each asks in a capacity in which they may decide for the child. */
function checkAskers(told: Told<ExcludeSibling>, facts: Facts): void {
  const { child, askedBy } = told.data;
  const persons = askedBy.map(({ person }) => person);
  checkDistinct(persons, 'askedBy');
  if (persons.includes(child)) throw new Rejected('NOT_SAME_AS_SELF');
  checkBegun(facts, ...persons.map((person) => `person-${person}`));
  for (const { person: by, capacity } of askedBy)
    checkCapacity(told, { person: child, by, capacity }, ['HELP'], facts);
}

/** Help for one child ends while it goes on for others. */
export function removeChild(
  told: Told<RemoveChildFromEpisode>,
  state: FamilyState,
  facts: Facts,
): FamilyEvent[] {
  const { family, ...removed } = told.data;
  const episode = openEpisode(state, removed.episode);
  childOf(episode, removed.child);
  activeWorker(facts, removed.decidedBy, dayOf(told));
  checkMayLeave(episode, removed.child);
  return [{ type: 'ChildRemovedFromEpisode', data: removed }];
}

/** An episode helps somebody for as long as it is open, and no child goes while a service is to answer about the child. */
function checkMayLeave({ id: episode, children, steps }: OpenEpisode, child: string): void {
  if (children.size === 1) throw new Rejected('NOBODY_HELPED', { episode });
  for (const [step, open] of currentSteps(steps))
    if (isOpen(open) && open.children.includes(child)) throw new Rejected('STEP_OPEN', { step });
}
