import { codesJudgedOn } from '#libs/reference';
import type { Clear, FamilyEvent, RefusalCode } from '#libs/contracts';
import type { Around, Facts, Past } from '../aggregate.ts';
import { checkRationale } from '../checks.ts';
import { checkKeyworker } from '../eligibility.ts';
import { isHeld } from './state.ts';
import type { FamilyState } from './state.ts';

type Fact = Past<Clear.FamilyEvent>;

/** I11, I13: a corrected keyworker is eligible on the day it was so, and a corrected decision still says why. */
export function corrected(event: FamilyEvent, around: Around, facts: Facts): FamilyEvent {
  if (event.type === 'KeyworkerAssigned')
    checkAssigned(event.data.agency, event.data.worker, { around, facts });
  if (event.type === 'KeyworkerHandedOver')
    checkAssigned(event.data.agency, event.data.to, { around, facts });
  if ('rationale' in event.data) checkRationale(event.data.rationale, 'rationale');
  return event;
}

/** Only a worker whom the correction names is looked up. */
function checkAssigned(
  agency: string,
  worker: string,
  { around, facts }: { readonly around: Around; readonly facts: Facts },
): void {
  const on = codesJudgedOn(around.occurredAt, around.recordedAt);
  if (facts.workers.has(worker)) checkKeyworker(facts, agency, worker, on);
}

/** I1 and I10, and that a child who is helped belongs to the family. */
export function broken(state: FamilyState): RefusalCode | undefined {
  if (state.status === 'UNREGISTERED') return undefined;
  const open = [...state.episodes.values()].filter(isHeld);
  if (open.some(({ status }) => status === 'OPENING')) return 'NO_OWNER';
  if (open.length > 1) return 'ALREADY_OPEN';
  const children = open.flatMap((episode) => [...episode.children.keys()]);
  return children.every((child) => state.members.has(child)) ? undefined : 'OPEN_WORK';
}

/** What was done in an episode that was reopened would not have been done had it stayed closed. */
export function relies(later: Fact, earlier: Fact): boolean {
  if (earlier.type !== 'EpisodeReopened' || later.type === 'InformationReceived') return false;
  return 'episode' in later.data && later.data.episode === earlier.data.episode;
}
