import { decidesRequest } from '#libs/domain';
import type { RequestRow, TimelineEntry } from '#libs/read-models';
import { codesJudgedOn, type Reference } from '#libs/reference';

/** How far a request has come, for whoever sent it. */
export type Progress = 'RECEIVED' | 'IN_HAND' | 'SETTLED' | 'WITHDRAWN';

/** Not whether the family is known, nor who looks at it: that is the family's. */
const PROGRESS: Readonly<Record<RequestRow['state'], Progress>> = {
  CONTACT: 'RECEIVED',
  ADVICE_SOUGHT: 'RECEIVED',
  RECEIVED: 'RECEIVED',
  ACKNOWLEDGED: 'IN_HAND',
  AT_PANEL: 'IN_HAND',
  TABLED: 'IN_HAND',
  DEFERRED: 'IN_HAND',
  REOPENED: 'IN_HAND',
  ADVISED: 'SETTLED',
  TRIAGED: 'SETTLED',
  DECIDED: 'SETTLED',
  WITHDRAWN: 'WITHDRAWN',
};

type Entry = Pick<TimelineEntry, 'type' | 'data' | 'occurredAt' | 'recordedAt'>;

/**
 * How far a request has come, by its row and the entries of its stream. A contact, too, is in hand once it was acknowledged; and
 * what triage has put off is not settled.
 */
export function progressOf(
  { state }: Pick<RequestRow, 'state'>,
  entries: readonly Entry[],
  reference: Reference,
): Progress {
  const progress = PROGRESS[state];
  if (progress === 'RECEIVED' && entries.some(({ type }) => type === 'RequestAcknowledged')) return 'IN_HAND';
  return state === 'TRIAGED' && isPutOff(entries, reference) ? 'IN_HAND' : progress;
}

function isPutOff(entries: readonly Entry[], reference: Reference): boolean {
  const last = entries.findLast(({ type }) => type === 'RequestTriaged');
  const outcome = last?.data['outcome'];
  if (last === undefined || typeof outcome !== 'string') return false;
  return !decidesRequest({ outcome, on: codesJudgedOn(last.occurredAt, last.recordedAt) }, reference);
}
