import { Rejected } from '#libs/contracts';
import type { DecideLevelOfNeed, FamilyEvent, NoteStatutoryStatus, StepDown, StepUp } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkRationale } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, livingPerson } from '../eligibility.ts';
import { isBefore } from '../when.ts';
import { childOf, openEpisode } from './state.ts';
import type { ChildInEpisode, FamilyState } from './state.ts';

// A child's level is of the family's own stream, which guards every rule here; who lives and who works are facts.

/** The Continuum of Need, lowest first; its codes are fixed, its words and indicators are not. */
const LEVELS = ['L1', 'L2', 'L3', 'L4'];
/** Statutory statuses by how much they take over, least first; leaving care is none of them. */
const STATUSES = ['CIN_S17', 'CP_S47_ENQUIRY', 'CP_PLAN', 'CLA'];
/** Where statutory services take over: a child comes there, and leaves, by a step that is proposed and accepted. */
const STATUTORY_LEVEL = 'L4';
/** Routes by which help may begin for whom children's services help, here or where the family came from. */
const FROM_STATUTORY = new Set(['STEP_DOWN', 'TRANSFER_IN']);

/** A level as it is decided: with the indicators seen and the reason why. */
export interface LevelDecision {
  readonly level: string;
  readonly indicators: readonly string[];
  readonly rationale: string;
}

export function rankOf(level: string): number {
  return LEVELS.indexOf(level);
}

/** Whether a child's statutory status is that one, or one that takes over more. */
export function isAtLeast(statutory: string | undefined, status: string): boolean {
  return statutory !== undefined && STATUSES.indexOf(statutory) >= Math.max(0, STATUSES.indexOf(status));
}

/** By how much a statutory status takes over: 0 where it is none of those. */
export function rankOfStatus(status: string | undefined): number {
  return status === undefined ? 0 : STATUSES.indexOf(status) + 1;
}

/** I13: the decision says why, and its indicators are of that level in the scheme in use. */
export function checkDecision(
  told: Pick<Told<unknown>, 'occurredAt' | 'recordedAt'>,
  decided: LevelDecision,
  facts: Facts,
  at = '',
): void {
  const { level, indicators, rationale } = decided;
  checkRationale(rationale, `${at}rationale`);
  const isOfLevel = (code: string) => facts.reference.ownerOf('indicator', code, dayOf(told)) === level;
  if (!LEVELS.includes(level) || !indicators.every(isOfLevel)) {
    throw new Rejected('SCHEME_MISMATCH', { field: `${at}indicators` });
  }
}

/** The same level again, at a review. */
export function decideLevel(told: Told<DecideLevelOfNeed>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...decided } = told.data;
  const { level } = judged(told, state, facts);
  if (level !== decided.level) throw new Rejected('WRONG_LEVEL', levelDetails(level));
  checkDecision(told, decided, facts);
  return [{ type: 'LevelOfNeedDecided', data: decided }];
}

export function stepUp(told: Told<StepUp>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...step } = told.data;
  checkFrom(step, judged(told, state, facts));
  checkDirection('UP', step);
  checkAccepted(step);
  checkDecision(told, { ...step, level: step.to }, facts);
  return [{ type: 'SteppedUp', data: step }];
}

export function stepDown(told: Told<StepDown>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...step } = told.data;
  const child = judged(told, state, facts);
  checkFrom(step, child);
  checkDirection('DOWN', step);
  checkThroughChildInNeed(child.statutory, step.to);
  checkAccepted(step);
  checkDecision(told, { ...step, level: step.to }, facts);
  return [{ type: 'SteppedDown', data: step }];
}

/** To where statutory services take over, and from there, a child goes by a step that was accepted: STEP_NOT_ACCEPTED. */
export function checkAccepted({ from, to, step }: Move & { readonly step?: string }): void {
  if (step === undefined && [from, to].includes(STATUTORY_LEVEL)) throw new Rejected('STEP_NOT_ACCEPTED');
}

/** Nor does help begin there, but where children's services send the child: STEP_NOT_ACCEPTED. */
export function checkBeginsBelow(
  { child, level }: { readonly child: string; readonly level: string },
  route?: string,
): void {
  if (level === STATUTORY_LEVEL && !FROM_STATUTORY.has(route ?? '')) {
    throw new Rejected('STEP_NOT_ACCEPTED', { child });
  }
}

/** I12: from a child protection plan nobody steps down to L1 or L2 at once. Guarded by the stream. */
export function checkThroughChildInNeed(statutory: string | undefined, to: string): void {
  if (statutory === 'CP_PLAN' && rankOf(to) < rankOf('L3')) throw new Rejected('STEP_THROUGH_CIN');
}

/**
 * The same status again says something only where it was so earlier than was known. A keyworker notes that children's
 * services took a child on, or do more; that they do less, or nothing any more, is theirs to say, or a manager's:
 * STATUTORY_ENDS_ELSEWHERE.
 */
export function noteStatus(told: Told<NoteStatutoryStatus>, state: FamilyState): FamilyEvent[] {
  const { family, ...noted } = told.data;
  const { statutory, statutorySince } = childOf(openEpisode(state, noted.episode), noted.child);
  const isEarlier = statutorySince !== undefined && isBefore(told, statutorySince);
  if (statutory === noted.status && !isEarlier) return [];
  const isLess = !isEarlier && rankOfStatus(noted.status) < rankOfStatus(statutory);
  if (isLess && told.actor.role === 'KEYWORKER')
    throw new Rejected('STATUTORY_ENDS_ELSEWHERE', { child: noted.child });
  return [{ type: 'StatutoryStatusNoted', data: noted }];
}

export function levelDetails(level: string | undefined): { level: string } | Record<string, never> {
  return level === undefined ? {} : { level };
}

function judged(
  told: Told<{ episode: string; child: string; decidedBy: string }>,
  state: FamilyState,
  facts: Facts,
): ChildInEpisode {
  const { episode, child, decidedBy } = told.data;
  const found = childOf(openEpisode(state, episode), child);
  livingPerson(facts, child, dayOf(told));
  activeWorker(facts, decidedBy, dayOf(told));
  return found;
}

/** WRONG_LEVEL. */
export function checkFrom({ from }: Pick<Move, 'from'>, { level }: ChildInEpisode): void {
  if (level !== from) throw new Rejected('WRONG_LEVEL', levelDetails(level));
}

interface Move {
  readonly from: string;
  readonly to: string;
}

/** SAME_LEVEL, NOT_A_STEP_UP, NOT_A_STEP_DOWN. */
export function checkDirection(direction: 'UP' | 'DOWN', { from, to }: Move): void {
  if (to === from) throw new Rejected('SAME_LEVEL');
  const goes = rankOf(to) > rankOf(from) ? 'UP' : 'DOWN';
  if (goes !== direction) throw new Rejected(`NOT_A_STEP_${direction}`);
}
