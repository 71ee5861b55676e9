import { Rejected } from '#libs/contracts';
import type {
  AcceptStepDown,
  AcceptStepUp,
  DeclineStepDown,
  DeclineStepUp,
  EscalateStepUp,
  FamilyEvent,
  ProposeStepDown,
  ProposeStepUp,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, checkRationale, present } from '../checks.ts';
import { dayOf } from '../days.ts';
import {
  activeOrganisation,
  activeWorker,
  activeWorkerOf,
  checkNotSuspended,
  livingAmong,
  livingPerson,
} from '../eligibility.ts';
import { checkDecision, checkThroughChildInNeed, isAtLeast, rankOf } from './levels.ts';
import { checkReceiving } from './receiving.ts';
import { childOf, currentSteps, findStep, isOpen, openEpisode } from './state.ts';
import type { FamilyState, OpenEpisode, HandOver } from './state.ts';
import { emptiedBy, mayPutAside } from './superseding.ts';

// A step that another service must answer. Whatever the answer, and while it waits, the episode keeps its agency and
// its keyworker. All of it is guarded by the stream.

/** Services by which a closure may say that the family was stepped up. */
const STATUTORY_SERVICES = ['CIN_S17', 'CP', 'MACPT'];

/** A child waits for one service at a time; a more urgent or a higher step up takes the place of one that waits. */
export function proposeStepUp(told: Told<ProposeStepUp>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...proposed } = told.data;
  activeWorker(facts, proposed.proposedBy, dayOf(told));
  const episode = openEpisode(state, proposed.episode);
  checkProposal(told, episode, facts);
  checkNotStatutoryYet(told, episode, facts);
  const waiting = waitingFor(proposed.children, episode);
  for (const [step, open] of waiting)
    if (!mayPutAside(told, open, facts)) throw new Rejected('STEP_OPEN', { step });
  const supersedes = emptiedBy(proposed.children, waiting);
  return [
    {
      type: 'StepUpProposed',
      data: { ...proposed, step: newStep(told), ...(supersedes.length > 0 && { supersedes }) },
    },
  ];
}

export function proposeStepDown(
  told: Told<ProposeStepDown>,
  state: FamilyState,
  facts: Facts,
): FamilyEvent[] {
  const { family, ...proposed } = told.data;
  const episode = openEpisode(state, proposed.episode);
  checkProposal(told, episode, facts);
  for (const [step] of waitingFor(proposed.children, episode)) throw new Rejected('STEP_OPEN', { step });
  return [{ type: 'StepDownProposed', data: { ...proposed, step: newStep(told) } }];
}

/**
 * The service takes over: its worker is named, and the children's new levels are in the same append. Of a child who died
 * since it was proposed nothing is decided; help for the others goes on (domain.md, hard family situations).
 */
export function acceptStepUp(told: Told<AcceptStepUp>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { episode, step, receivingAgency, receivingWorker, receivingReference } = told.data;
  const open = openEpisode(state, episode);
  const found = stepOf(open, step, 'UP');
  checkOpen(found, step);
  const children = livingAmong(facts, found.children, dayOf(told));
  activeOrganisation(facts, receivingAgency, dayOf(told));
  activeWorkerOf(facts, receivingAgency, receivingWorker, dayOf(told));
  checkNotSuspended(facts, receivingWorker);
  checkReceiving(found, told.data, open, { facts, on: dayOf(told) });
  checkDecision(told, { ...told.data, level: told.data.to }, facts);
  const accepted = { episode, step, receivingAgency, receivingWorker, ...present({ receivingReference }) };
  return [{ type: 'StepUpAccepted', data: accepted }, ...levelsAfter(told, open, { ...found, children })];
}

/** Early help takes the family on, with a named worker. */
export function acceptStepDown(told: Told<AcceptStepDown>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { episode, step, receivingWorker, to } = told.data;
  const open = openEpisode(state, episode);
  const found = stepOf(open, step, 'DOWN');
  checkOpen(found, step);
  const children = livingAmong(facts, found.children, dayOf(told));
  activeWorker(facts, receivingWorker, dayOf(told));
  checkNotSuspended(facts, receivingWorker);
  for (const child of children) checkThroughChildInNeed(childOf(open, child).statutory ?? found.service, to);
  checkDecision(told, { ...told.data, level: to }, facts);
  return [
    { type: 'StepDownAccepted', data: { episode, step, receivingWorker } },
    ...levelsAfter(told, open, { ...found, children }),
  ];
}

export function declineStepUp({ data }: Told<DeclineStepUp>, state: FamilyState): FamilyEvent[] {
  const { family, ...declined } = data;
  checkDecline(declined, state, 'UP');
  return [{ type: 'StepUpDeclined', data: declined }];
}

export function declineStepDown({ data }: Told<DeclineStepDown>, state: FamilyState): FamilyEvent[] {
  const { family, ...declined } = data;
  checkDecline(declined, state, 'DOWN');
  return [{ type: 'StepDownDeclined', data: declined }];
}

/**
 * Professional disagreement, or no answer: a manager is asked, and more than one may say so. The step may then be accepted
 * or declined again.
 */
export function escalateStepUp({ data }: Told<EscalateStepUp>, state: FamilyState): FamilyEvent[] {
  const { family, ...escalated } = data;
  const found = stepOf(openEpisode(state, escalated.episode), escalated.step, 'UP');
  checkStands(found);
  if (found.status === 'ACCEPTED') throw new Rejected('STEP_ANSWERED', { step: escalated.step });
  checkRationale(escalated.reason, 'reason');
  return [{ type: 'StepUpEscalated', data: escalated }];
}

/** I7 and I12: nothing closes over a waiting step, nor as stepped up before a statutory service has accepted. */
export function checkStepsAllowClosing(episode: OpenEpisode, reason: string): void {
  checkAcceptedFor(reason, episode);
  if ([...currentSteps(episode.steps).values()].some(isOpen)) throw new Rejected('STEP_OPEN');
}

/** I12: help that ended as stepped up was taken over by a statutory service since it began: STEP_NOT_ACCEPTED. */
export function checkAcceptedFor(reason: string, { steps, openedAt }: OpenEpisode): void {
  const wasAccepted = [...currentSteps(steps).values()].some(
    (step) =>
      step.status === 'ACCEPTED' && step.acceptedAt > openedAt && STATUTORY_SERVICES.includes(step.service),
  );
  if (reason.startsWith('STEP_UP_') && !wasAccepted) throw new Rejected('STEP_NOT_ACCEPTED');
}

type Proposal = { readonly children: readonly string[]; readonly reason: string };

function checkProposal(told: Told<Proposal>, episode: OpenEpisode, facts: Facts): void {
  const { children, reason } = told.data;
  checkDistinct(children, 'children');
  for (const child of children) {
    childOf(episode, child);
    livingPerson(facts, child, dayOf(told));
  }
  checkRationale(reason, 'reason');
}

/** The steps that wait for an answer about any of the children. */
function waitingFor(children: readonly string[], { steps }: OpenEpisode): (readonly [string, HandOver])[] {
  return [...currentSteps(steps)].filter(
    ([, open]) => isOpen(open) && open.children.some((child) => children.includes(child)),
  );
}

/** A child whom that service, or one that does more, has already is not stepped up to it again. */
export function checkNotStatutoryYet(
  told: Pick<Told<Pick<ProposeStepUp, 'target' | 'children'>>, 'data' | 'occurredAt' | 'recordedAt'>,
  episode: OpenEpisode,
  facts: Facts,
): void {
  const { target, children } = told.data;
  const status = facts.reference.ownerOf('step-target', target, dayOf(told));
  if (status === undefined) return;
  for (const child of children)
    if (isAtLeast(childOf(episode, child).statutory, status))
      throw new Rejected('ALREADY_STATUTORY', { child });
}

function newStep(told: Told<unknown>): string {
  return `step-${told.newId(1)}`;
}

function stepOf({ steps }: OpenEpisode, step: string, direction: HandOver['direction']): HandOver {
  const found = findStep(steps, step);
  if (found?.direction !== direction) throw new Rejected('UNKNOWN_STEP', { step });
  return found;
}

function checkOpen(found: HandOver, step: string): void {
  checkStands(found);
  if (!isOpen(found)) throw new Rejected('STEP_ANSWERED', { step });
}

/** STEP_SUPERSEDED. */
function checkStands(found: HandOver): void {
  if (found.status === 'SUPERSEDED') throw new Rejected('STEP_SUPERSEDED', { step: found.by });
}

type Refusal = { readonly episode: string; readonly step: string; readonly reason: string };

function checkDecline(
  { episode, step, reason }: Refusal,
  state: FamilyState,
  direction: HandOver['direction'],
): void {
  checkOpen(stepOf(openEpisode(state, episode), step, direction), step);
  checkRationale(reason, 'reason');
}

/** Each child's level under the new service: a step, or the level confirmed where only the service changes. */
function levelsAfter(
  told: Told<AcceptStepUp | AcceptStepDown>,
  episode: OpenEpisode,
  found: HandOver,
): FamilyEvent[] {
  const { to, step, indicators, rationale, receivingWorker: decidedBy } = told.data;
  return found.children.map((child): FamilyEvent => {
    const { level: from = to } = childOf(episode, child);
    const decided = { episode: episode.id, child, indicators: [...indicators], rationale, decidedBy };
    if (from === to) return { type: 'LevelOfNeedDecided', data: { ...decided, level: to } };
    const data = { ...decided, from, to, step };
    const rises = rankOf(to) > rankOf(from);
    if (rises && found.direction === 'DOWN') throw new Rejected('NOT_A_STEP_DOWN', { child });
    if (!rises && found.direction === 'UP') throw new Rejected('NOT_A_STEP_UP', { child });
    return { type: rises ? 'SteppedUp' : 'SteppedDown', data };
  });
}
