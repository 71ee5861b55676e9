import { Rejected } from '#libs/contracts';
import type { ExcludeSibling, FamilyEvent, RemoveChildFromEpisode } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkRationale } from '../checks.ts';
import { dayOf } from '../days.ts';
import { checkIsChild, livingPerson } from '../eligibility.ts';
import { checkMember } from './membership.ts';
import { childOf, currentSteps, openEpisode, registered } from './state.ts';
import type { FamilyState, OpenEpisode } from './state.ts';
import { isOpen } from './steps.ts';

// Who is helped is of the family's own stream, which guards it.

/** Siblings in the house are helped unless the parents specifically refuse (HCC, "Roles"); one helped already leaves. */
export function excludeSibling(told: Told<ExcludeSibling>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...excluded } = told.data;
  const { episode: id, child, askedBy, reason } = excluded;
  const episode = openEpisode(state, id);
  if (episode.excluded.has(child)) return [];
  checkMember(registered(state), child);
  checkIsChild(livingPerson(facts, child, dayOf(told)), child, dayOf(told));
  checkDistinct(askedBy, 'askedBy');
  if (askedBy.includes(child)) throw new Rejected('NOT_SAME_AS_SELF');
  checkBegun(facts, ...askedBy.map((person) => `person-${person}`));
  checkRationale(reason, 'reason');
  if (episode.children.has(child)) checkMayLeave(episode, child);
  return [{ type: 'SiblingExcludedAtParentRequest', data: excluded }];
}

/** Help for one child ends while it goes on for others. */
export function removeChild({ data }: Told<RemoveChildFromEpisode>, state: FamilyState): FamilyEvent[] {
  const { family, ...removed } = data;
  const episode = openEpisode(state, removed.episode);
  childOf(episode, removed.child);
  checkMayLeave(episode, removed.child);
  return [{ type: 'ChildRemovedFromEpisode', data: removed }];
}

/** An episode helps somebody for as long as it is open, and no child goes while a service is to answer about the child. */
function checkMayLeave({ id: episode, children, steps }: OpenEpisode, child: string): void {
  if (children.size === 1) throw new Rejected('NOBODY_HELPED', { episode });
  for (const [step, open] of currentSteps(steps))
    if (isOpen(open) && open.children.includes(child)) throw new Rejected('STEP_OPEN', { step });
}
