import { Rejected, type CloseEpisode } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { checkDistinct, checkSaid } from '../checks.ts';
import { isLeftOf } from './splitting.ts';
import type { OpenEpisode } from './state.ts';

/** Closures by which nothing more is needed. */
const MET = new Set(['OUTCOMES_MET', 'NEEDS_MET_SINGLE_AGENCY', 'NO_NEED_FOUND']);

/** I7: help that ends leaves no concern behind that was not passed on, and is not met while there is work to do. */
export function checkNothingLeft(episode: OpenEpisode, reason: string, facts: Facts): void {
  checkRequestsAllowClosing(episode, reason, facts);
  checkAssessmentsAllowClosing(facts);
  checkActionsAllowClosing(reason, facts);
}

/**
 * I7: no help ends with an assessment that is open, for whichever reason: it is completed first, or given up. Assessments
 * have a stream of their own: one that is started at the same moment is given up by a process manager.
 */
function checkAssessmentsAllowClosing({ openAssessments: [assessment] }: Facts): void {
  if (assessment !== undefined) throw new Rejected('OPEN_WORK', { assessment });
}

/** The plan has a stream of its own: an action that is added at the same moment ends with it, undone, for all to see. */
function checkActionsAllowClosing(reason: string, { openActions: [action] }: Facts): void {
  if (MET.has(reason) && action !== undefined) throw new Rejected('OPEN_WORK', { action });
}

/**
 * Requests have streams of their own: one that comes at the same moment is let stand, and waits. The one that the help came
 * of is met with it, whether or not anybody wrote down that it was decided.
 */
function checkRequestsAllowClosing(cameOf: OpenEpisode, reason: string, { waitingRequests }: Facts): void {
  for (const { request, isConcern } of waitingRequests) {
    if (isConcern) throw new Rejected('CONCERN_NOT_PASSED', { request });
    if (MET.has(reason) && request !== cameOf.request) throw new Rejected('OPEN_WORK', { request });
  }
}

/** CHILD_DIED is said where a child of it did. */
export function checkDeath({ children }: OpenEpisode, reason: string, { persons }: Facts): void {
  const died = (child: string): boolean => persons.get(child)?.dateOfDeath !== undefined;
  if (reason === 'CHILD_DIED' && ![...children.keys()].some(died)) throw new Rejected('NO_DEATH_RECORDED');
}

/** Each child has one, but whose key is gone: of them nothing can be said any more. */
export function checkOutcomes(
  outcomes: CloseEpisode['outcomes'],
  { children }: OpenEpisode,
  facts: Facts,
): void {
  const ids = outcomes.map(({ child }) => child);
  checkDistinct(ids, 'outcomes');
  for (const child of ids) if (!children.has(child)) throw new Rejected('NOT_IN_EPISODE', { child });
  const left = [...children.keys()].filter(isLeftOf(facts));
  if (!left.every((child) => ids.includes(child))) throw new Rejected('REQUIRED', { field: 'outcomes' });
  outcomes.forEach(({ outcome }, at) => checkSaid(outcome, `outcomes.${at}.outcome`));
}
