import { Rejected, streamCategory } from '#libs/contracts';
import type {
  DeclareConflictOfInterest,
  DeferItem,
  PanelEvent,
  TableItem,
  WithdrawItem,
} from '#libs/contracts';
import type { Facts, PanelItemFact, RequestFact, Told } from '../aggregate.ts';
import { checkDistinct, checkSaid, present } from '../checks.ts';
import { checkDate, checkOrder, today } from '../days.ts';
import { districtOn, type RegisteredFamily } from '../family/state.ts';
import {
  isOpen,
  itemOf,
  leavesAgenda,
  openPanel,
  scheduled,
  standingItem,
  type TabledItem,
  type PanelState,
} from './state.ts';

/** Puts a request that was sent to a panel, or an open episode, on the agenda. */
export function table(told: Told<TableItem>, state: PanelState, facts: Facts): PanelEvent[] {
  const { item, evidencePositions } = told.data;
  const known = openPanel(state).items.get(item);
  if (evidencePositions.some((position) => position > facts.head))
    throw new Rejected('POSITION_AHEAD', { position: facts.head });
  const subject = (isRequest(item) ? requestTabled : episodeTabled)(told.stream, item, facts);
  const here = known?.sending === subject.sending ? known?.state : undefined;
  if (here === 'TABLED') return [];
  if (here === 'DECIDED') throw new Rejected('ITEM_DECIDED');
  return [{ type: 'ItemTabled', data: { item, ...subject, evidencePositions } }];
}

export function isRequest(item: string): boolean {
  return streamCategory(item) === 'request';
}

function requestTabled(stream: string, item: string, facts: Facts): { family?: string; sending?: number } {
  const { sending, family } = requestAtPanel(stream, item, facts);
  checkNotTabled(elsewhere(stream, item, facts));
  return present({ family, sending });
}

function checkNotTabled(other: PanelItemFact | undefined): void {
  if (other?.state === 'TABLED') throw new Rejected('ITEM_TABLED_ELSEWHERE', { panel: other.panel });
}

/**
 * A request that this panel may decide on. That it stands on one agenda at a time, and is decided by one panel, is of
 * several streams: on one node the door holds the request meanwhile; two nodes may table it twice at the same moment,
 * and then the panel that decides second is refused.
 */
export function requestAtPanel(stream: string, item: string, facts: Facts): RequestFact {
  const request = facts.requests.get(item);
  if (request === undefined) throw new Rejected('NOT_FOUND');
  const { status, revision } = request;
  if (status === 'WITHDRAWN') throw new Rejected('REQUEST_WITHDRAWN', { revision });
  if (status === 'DECIDED') throw new Rejected('REQUEST_DECIDED', { revision });
  const other = elsewhere(stream, item, facts);
  if (other?.state === 'DECIDED' && other.allocation !== 'DECLINED')
    throw new Rejected('REQUEST_DECIDED', { revision: other.revision });
  if (status !== 'AT_PANEL') throw new Rejected('REQUEST_NOT_AT_PANEL');
  return request;
}

/** Where another panel is with the same sending of the request. */
function elsewhere(stream: string, item: string, facts: Facts): PanelItemFact | undefined {
  const other = facts.panelItems.get(item);
  const isSame = other?.sending === facts.requests.get(item)?.sending;
  return other !== undefined && isSame && other.panel !== stream ? other : undefined;
}

/** It may come before a panel again, and stands on one agenda at a time. Of two panels at one moment both may have it. */
function episodeTabled(stream: string, episode: string, facts: Facts): { family: string; sending?: number } {
  const open = facts.openEpisodes.find((each) => each.episode === episode);
  if (open === undefined) throw new Rejected('UNKNOWN_EPISODE', { episode });
  const last = facts.panelItems.get(episode);
  checkNotTabled(last?.panel === stream ? undefined : last);
  return { family: open.family };
}

/** Takes off the agenda a request that was withdrawn, and what another district's panel decides on from now on. */
export function withdrawItem(told: Told<WithdrawItem>, state: PanelState, facts: Facts): PanelEvent[] {
  const { item } = told.data;
  const { district } = scheduled(state);
  const tabled = itemOf(scheduled(state), item);
  if (!leavesAgenda(tabled)) return [];
  const leaves = isRequest(item)
    ? requestLeaves(facts.requests.get(item), tabled)
    : familyMoved(facts.families.get(tabled.family ?? ''), { from: district, on: today(told) });
  if (!leaves) throw new Rejected('ITEM_UNDECIDED');
  return [{ type: 'ItemWithdrawn', data: { item, ...present({ family: tabled.family }) } }];
}

/** It was withdrawn, or is before the panel of another district. */
function requestLeaves(request: RequestFact | undefined, { sending }: TabledItem): boolean {
  return request?.status === 'WITHDRAWN' || (request !== undefined && request.sending !== sending);
}

function familyMoved(
  family: RegisteredFamily | undefined,
  { from, on }: { readonly from: string; readonly on: string },
): boolean {
  const lives = family && districtOn(family, on);
  return lives !== undefined && lives !== from;
}

export function declareConflict(told: Told<DeclareConflictOfInterest>, state: PanelState): PanelEvent[] {
  const { panel, ...declared } = told.data;
  const open = openPanel(state);
  const { family } = standingItem(open, declared.item);
  if (!open.members.has(declared.member)) throw new Rejected('NOT_PRESENT', { member: declared.member });
  checkSaid(declared.nature, 'nature');
  return [{ type: 'ConflictOfInterestDeclared', data: { ...declared, ...present({ family }) } }];
}

/** Until a day after the panel's, with what the panel needs to decide then. What another panel has since is that one's. */
export function defer(told: Told<DeferItem>, state: PanelState, facts: Facts): PanelEvent[] {
  const { panel, ...deferred } = told.data;
  const open = openPanel(state);
  const item = standingItem(open, deferred.item);
  checkUndecided(item);
  checkStillHere(told.stream, item, facts.panelItems.get(deferred.item));
  checkDate(deferred.until, 'until');
  checkOrder(open.date, deferred.until, 'until');
  checkDistinct(deferred.needed, 'needed');
  deferred.needed.forEach((need, at) => checkSaid(need, `needed.${at}`));
  return [{ type: 'ItemDeferred', data: { ...deferred, ...present({ family: item.family }) } }];
}

function checkStillHere(stream: string, { sending }: TabledItem, last: PanelItemFact | undefined): void {
  if (last === undefined || last.panel === stream || last.state === 'WITHDRAWN') return;
  if (last.sending === (sending ?? null)) throw new Rejected('ITEM_TABLED_ELSEWHERE', { panel: last.panel });
}

/** What an agency declined is open again, to be deferred or reviewed. */
function checkUndecided(item: TabledItem): void {
  if (item.state === 'DECIDED' && !isOpen(item)) throw new Rejected('ITEM_DECIDED');
}
