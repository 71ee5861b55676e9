import { Rejected } from '#libs/contracts';
import type {
  AcknowledgeDrift,
  ChangeDistrict,
  FamilyEvent,
  RecordNonEngagement,
  RecordSupervision,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkRationale, checkSaid } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker } from '../eligibility.ts';
import { districtOn, openEpisode, registered } from './state.ts';
import type { FamilyState } from './state.ts';

/** Management oversight of an open episode, by an active worker. */
export function recordSupervision(
  told: Told<RecordSupervision>,
  state: FamilyState,
  facts: Facts,
): FamilyEvent[] {
  const { family, ...recorded } = told.data;
  openEpisode(state, recorded.episode);
  activeWorker(facts, recorded.supervisor, dayOf(told));
  checkSaid(recorded.reflection, 'reflection');
  return [{ type: 'SupervisionRecorded', data: recorded }];
}

/** How often the family was not reached or did not take part, and what was tried. */
export function recordNonEngagement(told: Told<RecordNonEngagement>, state: FamilyState): FamilyEvent[] {
  const { family, ...recorded } = told.data;
  openEpisode(state, recorded.episode);
  if (recorded.attempts < 1) throw new Rejected('INVALID_INPUT', { field: 'attempts' });
  checkSaid(recorded.whatWasTried, 'whatWasTried');
  return [{ type: 'NonEngagementRecorded', data: recorded }];
}

/** Why help goes on as it is (Shropshire: drift over a year, or three reviews without change). */
export function acknowledgeDrift(
  told: Told<AcknowledgeDrift>,
  state: FamilyState,
  facts: Facts,
): FamilyEvent[] {
  const { family, ...acknowledged } = told.data;
  openEpisode(state, acknowledged.episode);
  activeWorker(facts, acknowledged.acknowledgedBy, dayOf(told));
  checkRationale(acknowledged.reason, 'reason');
  return [{ type: 'DriftAcknowledged', data: acknowledged }];
}

/** A move within the authority: on a known day, in whichever order the moves are learnt. Guarded by the stream. */
export function changeDistrict(told: Told<ChangeDistrict>, state: FamilyState): FamilyEvent[] {
  const { to } = told.data;
  const family = registered(state);
  if (told.occurredAt.precision === 'UNKNOWN') throw new Rejected('REQUIRED', { field: 'occurredAt' });
  return districtOn(family, dayOf(told)) === to ? [] : [{ type: 'DistrictChanged', data: { to } }];
}
