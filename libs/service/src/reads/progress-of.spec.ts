import { expect, it } from '@jest/globals';
import type { RequestRow } from '#libs/read-models';
import { readCodeSets, referenceOf } from '#libs/reference';
import { progressOf } from './progress-of.ts';

const recordedAt = '2026-03-10T12:00:00.000Z';
const when = { recordedAt, occurredAt: { precision: 'INSTANT', value: recordedAt } } as const;
const entry = (type: string, data: object = {}) => ({ type, data, ...when });
const triaged = (outcome: string) => entry('RequestTriaged', { outcome });
const acknowledged = entry('RequestAcknowledged', { how: 'EMAIL' });

const progress = (state: RequestRow['state'], ...entries: ReturnType<typeof entry>[]) =>
  progressOf({ state }, entries as never, referenceOf(readCodeSets()));

it.each(['CONTACT', 'ADVICE_SOUGHT'] as const)('%s is in hand once it was acknowledged', (state) => {
  expect(progress(state)).toBe('RECEIVED');
  expect(progress(state, acknowledged)).toBe('IN_HAND');
});

it('what triage has put off is in hand, and settled once that decides', () => {
  const put = triaged('DEFER_INFO_NEEDED');
  expect(progress('TRIAGED', acknowledged, put)).toBe('IN_HAND');
  expect(progress('TRIAGED', put, triaged('SIGNPOST_UNIVERSAL'))).toBe('SETTLED');
  expect(progress('TRIAGED', triaged('STEP_UP_CHILDRENS_SERVICES'))).toBe('SETTLED');
});

it('what was advised, withdrawn or is before a panel says so, whatever was acknowledged', () => {
  expect(progress('ADVISED', acknowledged)).toBe('SETTLED');
  expect(progress('WITHDRAWN', acknowledged)).toBe('WITHDRAWN');
  expect(progress('DEFERRED', triaged('PANEL'))).toBe('IN_HAND');
  expect(progress('RECEIVED')).toBe('RECEIVED');
});
