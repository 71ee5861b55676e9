import { Rejected } from '#libs/contracts';
import type { AcceptAllocation, DeclineAllocation, OfferAllocation, PanelEvent } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkSaid, present, speaksFor } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeOrganisation, checkKeyworker, orSuccessor } from '../eligibility.ts';
import { scheduled, standingItem, type TabledItem, type PanelState } from './state.ts';

/**
 * The agency of the decision is asked, and where it has ended since, its successor, unless it answered before. That the
 * request stands is looked at again.
 */
export function offer({ data }: Told<OfferAllocation>, state: PanelState, facts: Facts): PanelEvent[] {
  const { item } = data;
  const tabled = standingItem(scheduled(state), item);
  const agency = toBeAsked(tabled, facts);
  if (agency === undefined) return [];
  if (facts.requests.get(item)?.status === 'WITHDRAWN') throw new Rejected('REQUEST_WITHDRAWN');
  const { family, decision: { keyworker } = {} } = tabled;
  return [{ type: 'AllocationOffered', data: { item, agency, ...present({ family, keyworker }) } }];
}

/** Nobody, once it was answered or is with whom it should be: ITEM_UNDECIDED. */
function toBeAsked({ decision, allocation, asked }: TabledItem, facts: Facts): string | undefined {
  const named = asked ?? decision?.agency;
  if (named === undefined) throw new Rejected('ITEM_UNDECIDED');
  const agency = orSuccessor(facts, named);
  const isAnswered = asked !== undefined && allocation !== 'OFFERED';
  return isAnswered || agency === asked ? undefined : agency;
}

/** The agency takes the family on, with a keyworker whom the family is asked about. */
export function accept(told: Told<AcceptAllocation>, state: PanelState, facts: Facts): PanelEvent[] {
  const { item, agency, familyAgreed } = told.data;
  const offered = offeredTo(told, state);
  if (offered.allocation !== 'OFFERED') throw new Rejected('ALLOCATION_ANSWERED');
  const keyworker = told.data.keyworker ?? offered.decision?.keyworker;
  if (keyworker === undefined) throw new Rejected('REQUIRED', { field: 'keyworker' });
  activeOrganisation(facts, agency, dayOf(told));
  checkKeyworker(facts, agency, keyworker, dayOf(told));
  const { family } = offered;
  return [
    { type: 'AllocationAccepted', data: { item, ...present({ family }), agency, keyworker, familyAgreed } },
  ];
}

export function decline(told: Told<DeclineAllocation>, state: PanelState): PanelEvent[] {
  const { item, agency, reason } = told.data;
  const offered = offeredTo(told, state);
  if (offered.allocation !== 'OFFERED') throw new Rejected('ALLOCATION_ANSWERED');
  checkSaid(reason, 'reason');
  const { family } = offered;
  return [{ type: 'AllocationDeclined', data: { item, ...present({ family }), agency, reason } }];
}

/** What is offered to the agency; a partner answers for its own agency alone. */
function offeredTo(told: Told<AcceptAllocation | DeclineAllocation>, state: PanelState): TabledItem {
  const { data } = told;
  const item = standingItem(scheduled(state), data.item);
  if (!speaksFor(told, data.agency) || item.allocation === undefined || item.asked !== data.agency)
    throw new Rejected('NOT_OFFERED');
  return item;
}
