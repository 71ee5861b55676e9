import { Rejected } from '#libs/contracts';
import type {
  AddChildToEpisode,
  ChangeAccountableAgency,
  CloseEpisode,
  FamilyEvent,
  HandOverKeyworker,
  OpenEpisode,
  ReceiveInformation,
  ReopenEpisode,
} from '#libs/contracts';
import type { Facts, PanelItemFact, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkSaid, present } from '../checks.ts';
import { checkOrder, dayOf } from '../days.ts';
import { recordsOf } from '../disclosure/bars.ts';
import {
  activeOrganisation,
  activeWorker,
  checkIsChild,
  checkKeyworker,
  checkSomeCouldBeHelped,
  livingPerson,
} from '../eligibility.ts';
import { checkKeeps } from '../seal/held.ts';
import { checkGoesOnWithout } from '../without-agreement.ts';
import { checkCarriedOn } from './carrying-on.ts';
import { checkDeath, checkNothingLeft, checkOutcomes } from './closing.ts';
import { checkNoneOpen } from './continuing.ts';
import { checkBeginsBelow, checkDecision, levelDetails } from './levels.ts';
import { checkMember } from './membership.ts';
import { episodeOf, openEpisode, registered } from './state.ts';
import { isLeftOf } from './splitting.ts';
import { checkStepsAllowClosing } from './steps.ts';
import type { FamilyState, RegisteredFamily } from './state.ts';

/** Routes on which help begins by the family's own will: I2, none begins over a word that refused it. */
const BEGUN_BY_THE_FAMILY: ReadonlySet<string> = new Set(['REQUEST', 'SELF']);

/** An episode opens with its children, a level for each, its agency and its keyworker in one append. */
export function open(told: Told<OpenEpisode>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { children, route, district, request, decidedBy } = told.data;
  const family = registered(state);
  checkNoneOpen(told.stream, family, facts);
  const ids = children.map(({ child }) => child);
  checkDistinct(ids, 'children');
  for (const child of ids) checkMayBeHelped(told, family, child, facts);
  children.forEach((each, at) => {
    checkDecision(told, each, facts, `children.${at}.`);
    checkBeginsBelow(each, route);
  });
  checkOwner(told, facts);
  activeWorker(facts, decidedBy, dayOf(told));
  checkBegun(facts, request);
  checkAllocated(told.data, facts);
  if (request !== undefined) checkOrder(facts.requests.get(request)?.receivedOn, dayOf(told), 'occurredAt');
  if (BEGUN_BY_THE_FAMILY.has(route)) checkNotRefused(ids, facts);
  const episode = `episode-${told.newId(1)}`;
  return [
    { type: 'EpisodeOpened', data: { episode, children: ids, route, district, ...present({ request }) } },
    ...children.map((each): FamilyEvent => ({
      type: 'LevelOfNeedDecided',
      data: { episode, ...each, decidedBy },
    })),
    ...owned(told, episode),
  ];
}

/** Help that ended is taken up again, for whoever of its children may be helped still, with both owners at once. */
export function reopen(told: Told<ReopenEpisode>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { episode, reason } = told.data;
  const closed = episodeOf(state, episode);
  if (closed.status === 'CONTINUED') throw new Rejected('EPISODE_CONTINUED', { episode, family: closed.in });
  if (closed.status !== 'CLOSED') throw new Rejected('EPISODE_OPEN', { episode });
  const family = registered(state);
  checkNoneOpen(told.stream, family, facts);
  const children = [...closed.children.keys()].filter(isLeftOf(facts));
  for (const child of children) {
    checkMember(family, child);
    checkNotHelpedElsewhere(told.stream, child, facts);
  }
  checkSomeCouldBeHelped(facts, children, dayOf(told));
  checkOwner(told, facts);
  return [{ type: 'EpisodeReopened', data: { episode, reason } }, ...owned(told, episode)];
}

export function addChild(told: Told<AddChildToEpisode>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...decided } = told.data;
  const { episode, child, decidedBy } = decided;
  const { children } = openEpisode(state, episode);
  const [known] = recordsOf(child, facts).flatMap((record) => children.get(record) ?? []);
  if (known?.level === decided.level) return [];
  if (known !== undefined) throw new Rejected('WRONG_LEVEL', levelDetails(known.level));
  checkMayBeHelped(told, registered(state), child, facts);
  checkDecision(told, decided, facts);
  checkBeginsBelow(decided);
  activeWorker(facts, decidedBy, dayOf(told));
  return [
    { type: 'ChildAddedToEpisode', data: { episode, child } },
    { type: 'LevelOfNeedDecided', data: decided },
  ];
}

export function changeAgency(
  told: Told<ChangeAccountableAgency>,
  state: FamilyState,
  facts: Facts,
): FamilyEvent[] {
  const { episode, to } = told.data;
  const { agency: from } = openEpisode(state, episode);
  if (from === to) return [];
  activeOrganisation(facts, to, dayOf(told));
  return [{ type: 'AccountableAgencyChanged', data: { episode, from, to } }];
}

/**
 * The family is asked again before anything goes to a new keyworker (HCC, "Transition"). I2: nothing is handed over once
 * agreement about a child of the episode was refused or withdrawn, but by a manager who says on what basis.
 */
export function handOver(told: Told<HandOverKeyworker>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...handedOver } = told.data;
  const episode = openEpisode(state, handedOver.episode);
  const { keyworker: from, agency } = episode;
  if (from === handedOver.to)
    throw new Rejected('WORKER_NOT_ELIGIBLE', { worker: from, because: 'IS_KEYWORKER' });
  if (!handedOver.agreementReviewed) throw new Rejected('AGREEMENT_NOT_REVIEWED');
  checkAgreementStands(told, episode.children.keys(), facts);
  if (handedOver.agency !== agency)
    throw new Rejected('WORKER_NOT_ELIGIBLE', { worker: handedOver.to, because: 'OTHER_AGENCY' });
  activeOrganisation(facts, agency, dayOf(told));
  checkKeyworker(facts, agency, handedOver.to, dayOf(told));
  checkKeeps(facts, told.stream, handedOver.to);
  return [{ type: 'KeyworkerHandedOver', data: { ...handedOver, from } }];
}

/** Agreements have streams of their own: a fact of the moment. Where nobody recorded one, the word of the order holds. */
function checkAgreementStands(told: Told<HandOverKeyworker>, children: Iterable<string>, facts: Facts): void {
  const { withoutAgreement } = told.data;
  if (withoutAgreement !== undefined) checkGoesOnWithout(told, withoutAgreement, facts);
  else checkNotRefused(children, facts);
}

function checkNotRefused(children: Iterable<string>, { agreements }: Facts): void {
  for (const child of children)
    if (agreements.get(child)?.isLive === false) throw new Rejected('NO_AGREEMENT', { person: child });
}

/**
 * I7, as far as its parts exist: on a known day, no step waits for an answer, nor a concern to be passed on, no statutory
 * status is left behind, and every child has an outcome.
 */
export function close(told: Told<CloseEpisode>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...closed } = told.data;
  const episode = openEpisode(state, closed.episode);
  if (told.occurredAt.precision === 'UNKNOWN') throw new Rejected('REQUIRED', { field: 'occurredAt' });
  checkOrder(episode.openedOn, dayOf(told), 'occurredAt');
  checkStepsAllowClosing(episode, closed.reason);
  checkCarriedOn(closed.reason, episode, { facts, on: dayOf(told) });
  checkNothingLeft(episode, closed.reason, facts);
  checkDeath(episode, closed.reason, facts);
  checkOutcomes(closed.outcomes, episode, facts);
  return [{ type: 'EpisodeClosed', data: closed }];
}

/** What another service knew: at any time, about any time, of an episode that is open or closed. */
export function receiveInformation({ data }: Told<ReceiveInformation>, state: FamilyState): FamilyEvent[] {
  const { family, ...received } = data;
  registered(state);
  if (received.episode !== undefined) episodeOf(state, received.episode);
  checkSaid(received.summary, 'summary');
  return [{ type: 'InformationReceived', data: received }];
}

/** Help that a panel is asked about opens once the agency it allocated accepted. The panel's stream is another: a fact. */
function checkAllocated({ request = '', agency }: OpenEpisode, facts: Facts): void {
  const { status, sending } = facts.requests.get(request) ?? {};
  if (status !== 'AT_PANEL') return;
  const item = facts.panelItems.get(request);
  if (item?.sending !== sending || !leavesOpening(item, agency))
    throw new Rejected('ALLOCATION_NOT_ACCEPTED');
}

/** Whether the panel decided without an agency, or the one that it allocated accepted. */
function leavesOpening(item: PanelItemFact | undefined, agency: string): boolean {
  if (item?.state !== 'DECIDED') return false;
  return item.agency === null || (item.agency === agency && item.allocation === 'ACCEPTED');
}

/** I1, the child's part: helped in one family at a time. Another family's stream: guarded by detection. */
function checkNotHelpedElsewhere(stream: string, child: string, facts: Facts): void {
  const elsewhere = facts.openEpisodes.find((open) => open.child === child && open.family !== stream);
  if (elsewhere === undefined) return;
  throw new Rejected('ALREADY_OPEN', { keyworker: elsewhere.keyworker, episode: elsewhere.episode });
}

function checkMayBeHelped(told: Told<unknown>, family: RegisteredFamily, child: string, facts: Facts): void {
  checkMember(family, child);
  checkIsChild(livingPerson(facts, child, dayOf(told)), child, dayOf(told));
  checkNotHelpedElsewhere(told.stream, child, facts);
}

type Owner = { readonly agency: string; readonly keyworker: string; readonly familyAgreed: boolean };

/** I10 and I11: an active agency, and a keyworker of it who is active and trained. */
function checkOwner(told: Told<Owner>, facts: Facts): void {
  const { agency, keyworker } = told.data;
  if (agency === '' || keyworker === '') throw new Rejected('NO_OWNER');
  activeOrganisation(facts, agency, dayOf(told));
  checkKeyworker(facts, agency, keyworker, dayOf(told));
  checkKeeps(facts, told.stream, keyworker);
}

function owned({ data }: Told<Owner>, episode: string): FamilyEvent[] {
  const { agency, keyworker, familyAgreed } = data;
  return [
    { type: 'AccountableAgencyAssigned', data: { episode, agency } },
    { type: 'KeyworkerAssigned', data: { episode, worker: keyworker, agency, familyAgreed } },
  ];
}
