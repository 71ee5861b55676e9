import { asCorrected, Rejected } from '#libs/contracts';
import { isCertainlyAfter } from '#libs/reference';
import type { Clear, EventOf, FamilyEvent, RefusalCode } from '#libs/contracts';
import type { Around, Facts, Past } from '../aggregate.ts';
import { pastOf } from '../correction/soundness.ts';
import { checkAgency, checkAssigned, checkAtWork } from '../correction/named.ts';
import { differs, type CorrectedFact } from '../correction/stood.ts';
import { checkOrder, checkPast, dayOf } from '../days.ts';
import { evolve } from './evolve.ts';
import {
  checkAccepted,
  checkDecision,
  checkDirection,
  checkFrom,
  checkThroughChildInNeed,
  levelDetails,
} from './levels.ts';
import { checkCarriedOn } from './carrying-on.ts';
import { checkReceiving } from './receiving.ts';
import { findStep, isHeld } from './state.ts';
import type { ChildInEpisode, Episode, FamilyState, OpenEpisode } from './state.ts';
import { checkAcceptedFor, checkNotStatutoryYet } from './steps.ts';

type Fact = Past<Clear.FamilyEvent>;
type DataOf<T extends FamilyEvent['type']> = EventOf<T>['data'];

/**
 * A corrected fact is one that its own command could have recorded where it stands: I5, I7, I11, I12, I13. What followed
 * from it is not decided again.
 */
export function corrected(event: FamilyEvent, around: Around, facts: Facts): FamilyEvent {
  const check = CHECKS[event.type] as ((data: FamilyEvent['data'], known: CorrectedFact) => void) | undefined;
  check?.(event.data, { around, facts });
  return event;
}

type Checks = { readonly [T in FamilyEvent['type']]?: (data: DataOf<T>, known: CorrectedFact) => void };

const CHECKS: Checks = {
  MemberJoined: ({ from }, { around }) => checkPast(around, { from }),
  MemberLeft: ({ to }, { around }) => checkPast(around, { to }),
  AccountableAgencyAssigned: ({ agency }, known) => checkAgency(agency, known),
  AccountableAgencyChanged: ({ to }, known) => checkAgency(to, known),
  KeyworkerAssigned: ({ agency, worker }, known) => checkAssigned(agency, worker, known),
  KeyworkerHandedOver: ({ agency, to, agreementReviewed }, known) => {
    if (!agreementReviewed) throw new Rejected('AGREEMENT_NOT_REVIEWED');
    checkAssigned(agency, to, known);
  },
  TemporaryCoverArranged: checkCover,
  LevelOfNeedDecided: checkLevel,
  SteppedUp: (step, known) => checkStep('UP', step, known),
  SteppedDown: (step, known) => checkStep('DOWN', step, known),
  StepUpProposed: (data, known) => {
    checkAtWork(data.proposedBy, known);
    const episode = openBefore(data.episode, known);
    if (episode !== undefined && differs(data, 'target', known))
      checkNotStatutoryYet({ ...known.around, data }, episode, known.facts);
  },
  StepUpAccepted: (accepted, known) => {
    const { episode: id, step, receivingAgency, receivingWorker } = accepted;
    checkAgency(receivingAgency, known);
    checkAtWork(receivingWorker, known, receivingAgency);
    const episode = openBefore(id, known);
    const proposed = findStep(episode?.steps, step);
    if (episode === undefined || proposed === undefined) return;
    checkReceiving(proposed, accepted, episode, { facts: known.facts, on: dayOf(known.around) });
  },
  StepDownAccepted: ({ receivingWorker }, known) => checkAtWork(receivingWorker, known),
  EpisodeClosed: (closed, known) => {
    checkDayIsKnown(known);
    const episode = openBefore(closed.episode, known);
    if (episode === undefined || !differs(closed, 'reason', known)) return;
    checkAcceptedFor(closed.reason, episode);
    checkCarriedOn(closed.reason, episode, { facts: known.facts, on: dayOf(known.around) });
  },
  DistrictChanged: (_, known) => checkDayIsKnown(known),
  SupervisionRecorded: ({ supervisor }, known) => checkAtWork(supervisor, known),
  DriftAcknowledged: ({ acknowledgedBy }, known) => checkAtWork(acknowledgedBy, known),
  NonEngagementRecorded: ({ attempts }) => {
    if (attempts < 1) throw new Rejected('INVALID_INPUT', { field: 'attempts' });
  },
  SiblingExcludedAtParentRequest: ({ takenBy }, known) => checkAtWork(takenBy, known),
  ChildRemovedFromEpisode: ({ decidedBy }, known) => checkAtWork(decidedBy, known),
};

/** The first level may be any; after that one is confirmed, where no step is said. */
function checkLevel(decided: DataOf<'LevelOfNeedDecided'>, known: CorrectedFact): void {
  checkDecision(known.around, decided, known.facts);
  checkAtWork(decided.decidedBy, known);
  const { level = decided.level } = childBefore(decided, known);
  if (level !== decided.level && differs(decided, 'level', known))
    throw new Rejected('WRONG_LEVEL', levelDetails(level));
}

function checkStep(direction: 'UP' | 'DOWN', step: DataOf<'SteppedUp'>, known: CorrectedFact): void {
  checkDirection(direction, step);
  checkAccepted(step);
  checkDecision(known.around, { ...step, level: step.to }, known.facts);
  checkAtWork(step.decidedBy, known);
  const child = childBefore(step, known);
  if (child.level !== undefined && differs(step, 'from', known)) checkFrom(step, child);
  if (direction === 'DOWN' && differs(step, 'to', known))
    checkThroughChildInNeed(child.statutory ?? serviceOf(step, known), step.to);
}

/** The statutory status that an accepted step down was to end. */
function serviceOf(
  { episode: id, step = '' }: DataOf<'SteppedDown'>,
  known: CorrectedFact,
): string | undefined {
  return findStep(episodeBefore(id, known)?.steps, step)?.service;
}

function checkCover(
  { episode: id, worker, until }: DataOf<'TemporaryCoverArranged'>,
  known: CorrectedFact,
): void {
  checkOrder(dayOf(known.around), until, 'until');
  const episode = openBefore(id, known);
  if (episode === undefined) return;
  checkAssigned(episode.agency, worker, known);
  if (worker === episode.keyworker)
    throw new Rejected('WORKER_NOT_ELIGIBLE', { worker, because: 'IS_KEYWORKER' });
}

function checkDayIsKnown({ around: { occurredAt } }: CorrectedFact): void {
  if (occurredAt.precision === 'UNKNOWN') throw new Rejected('REQUIRED', { field: 'occurred' });
}

/** An episode as it stood, by all that is known now, when the fact was recorded. */
function episodeBefore(id: string, { around, facts }: CorrectedFact): Episode | undefined {
  const before = asCorrected(facts.entries).filter(({ revision }) => revision < around.revision);
  const state = before.reduce<FamilyState>((told, entry) => evolve(told, pastOf(entry) as Fact), {
    status: 'UNREGISTERED',
  });
  return state.status === 'UNREGISTERED' ? undefined : state.episodes.get(id);
}

function openBefore(id: string, known: CorrectedFact): OpenEpisode | undefined {
  const episode = episodeBefore(id, known);
  return episode?.status === 'OPEN' ? episode : undefined;
}

interface OfChild {
  readonly episode: string;
  readonly child: string;
}

function childBefore({ episode, child }: OfChild, known: CorrectedFact): ChildInEpisode {
  return episodeBefore(episode, known)?.children.get(child) ?? {};
}

/** I1, I6 and I10, and that a child who is helped belongs to the family. */
export function broken(state: FamilyState): RefusalCode | undefined {
  if (state.status === 'UNREGISTERED') return undefined;
  const episodes = [...state.episodes.values()];
  if (episodes.some(endsBeforeItOpened)) return 'END_BEFORE_START';
  const open = episodes.filter(isHeld);
  if (open.some(({ status }) => status === 'OPENING')) return 'NO_OWNER';
  if (open.length > 1) return 'ALREADY_OPEN';
  const children = open.flatMap((episode) => [...episode.children.keys()]);
  return children.every((child) => state.members.has(child)) ? undefined : 'OPEN_WORK';
}

function endsBeforeItOpened(episode: Episode): boolean {
  return episode.status === 'CLOSED' && isCertainlyAfter(episode.openedOn, episode.closedOn);
}

/**
 * What was done in an episode that was reopened would not have been done had it stayed closed, and a level that came with a
 * service would not have, had the service not taken over.
 */
export function relies(later: Fact, earlier: Fact): boolean {
  if (earlier.type === 'StepUpAccepted' || earlier.type === 'StepDownAccepted')
    return isStep(later) && later.data.step === earlier.data.step;
  if (earlier.type !== 'EpisodeReopened' || later.type === 'InformationReceived') return false;
  return 'episode' in later.data && later.data.episode === earlier.data.episode;
}

function isStep(event: Fact): event is Extract<Fact, { type: 'SteppedUp' | 'SteppedDown' }> {
  return event.type === 'SteppedUp' || event.type === 'SteppedDown';
}
