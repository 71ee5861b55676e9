import { codesJudgedOn, isCertainlyAfter } from '#libs/reference';
import type { Clear, EventOf, FamilyEvent, RefusalCode } from '#libs/contracts';
import type { Around, Facts, Past } from '../aggregate.ts';
import { checkPast } from '../days.ts';
import { checkKeyworker } from '../eligibility.ts';
import { checkDecision, checkDirection } from './levels.ts';
import { isHeld } from './state.ts';
import type { Episode, FamilyState } from './state.ts';

type Fact = Past<Clear.FamilyEvent>;

/**
 * I5, I11, I13: a corrected keyworker is eligible on the day it was so, a corrected decision still says why, by signs of
 * the level it came to, a step still goes the way it went, and who joined or left had done so by then.
 */
export function corrected(event: FamilyEvent, around: Around, facts: Facts): FamilyEvent {
  if (event.type === 'KeyworkerAssigned')
    checkAssigned(event.data.agency, event.data.worker, { around, facts });
  if (event.type === 'KeyworkerHandedOver')
    checkAssigned(event.data.agency, event.data.to, { around, facts });
  if (event.type === 'LevelOfNeedDecided') checkDecision(around, event.data, facts);
  if (event.type === 'SteppedUp') checkStep('UP', event.data, { around, facts });
  if (event.type === 'SteppedDown') checkStep('DOWN', event.data, { around, facts });
  if (event.type === 'MemberJoined') checkPast(around, { from: event.data.from });
  if (event.type === 'MemberLeft') checkPast(around, { to: event.data.to });
  return event;
}

interface Known {
  readonly around: Around;
  readonly facts: Facts;
}

function checkStep(
  direction: 'UP' | 'DOWN',
  step: EventOf<'SteppedUp'>['data'],
  { around, facts }: Known,
): void {
  checkDirection(direction, step);
  checkDecision(around, { ...step, level: step.to }, facts);
}

/** Only a worker whom the correction names is looked up. */
function checkAssigned(agency: string, worker: string, { around, facts }: Known): void {
  const on = codesJudgedOn(around.occurredAt, around.recordedAt);
  if (facts.workers.has(worker)) checkKeyworker(facts, agency, worker, on);
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
