import { Rejected } from '#libs/contracts';
import type { ArrangeTemporaryCover, EndTemporaryCover, FamilyEvent } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { present } from '../checks.ts';
import { checkDate, checkOrder, dayOf } from '../days.ts';
import { checkKeyworker, isAtWork } from '../eligibility.ts';
import { openEpisode } from './state.ts';
import type { FamilyState } from './state.ts';
import { checkKeeps } from '../seal/held.ts';

// While cover lasts the keyworker may leave, and the covering worker may not: one of them always holds the episode
// (I10). The family's stream guards who covers; who works is a fact of the moment.

/** Someone who could be its keyworker acts for the keyworker; of two who cover, the later one does. */
export function arrangeCover(
  told: Told<ArrangeTemporaryCover>,
  state: FamilyState,
  facts: Facts,
): FamilyEvent[] {
  const { episode, worker, until, reason } = told.data;
  const { keyworker, agency } = openEpisode(state, episode);
  if (worker === keyworker) throw new Rejected('WORKER_NOT_ELIGIBLE', { worker, because: 'IS_KEYWORKER' });
  if (until !== undefined) checkDate(until, 'until');
  checkOrder(dayOf(told), until, 'until');
  checkKeyworker(facts, agency, worker, dayOf(told));
  checkKeeps(facts, told.stream, worker);
  return [{ type: 'TemporaryCoverArranged', data: { episode, worker, reason, ...present({ until }) } }];
}

/** The keyworker takes the episode back, if still at work, and not suspended: otherwise it is handed over first. */
export function endCover(told: Told<EndTemporaryCover>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { episode, reason } = told.data;
  const { keyworker, cover } = openEpisode(state, episode);
  if (cover === undefined) throw new Rejected('NOT_RECORDED');
  const fact = facts.workers.get(keyworker);
  if (fact === undefined || fact.suspended === true || !isAtWork(fact, dayOf(told)))
    throw new Rejected('NO_OWNER', { episode });
  checkKeeps(facts, told.stream, keyworker);
  return [{ type: 'TemporaryCoverEnded', data: { episode, worker: cover.worker, reason } }];
}
