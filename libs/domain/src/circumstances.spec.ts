import { describe, expect, it } from '@jest/globals';
import type { OccurredAt } from '#libs/contracts';
import type { Circumstances } from './aggregate.ts';
import { checkCircumstances } from './circumstances.ts';
import { noFacts, now, today } from './testing/examples.ts';
import { refusalOf } from './testing/specification.ts';

function judged(occurredAt: OccurredAt, lateReason?: string, recordedAt = now): string {
  const told: Circumstances = {
    ...today,
    recordedAt,
    occurredAt,
    ...(lateReason === undefined ? {} : { lateReason }),
  };
  try {
    checkCircumstances(told, noFacts.reference);
    return 'OK';
  } catch {
    return refusalOf(() => checkCircumstances(told, noFacts.reference)).code;
  }
}
const instant = (value: string, end?: string): OccurredAt => ({
  precision: 'INSTANT',
  value,
  ...(end === undefined ? {} : { end }),
});

describe('the two times of an entry', () => {
  it('take what happened now, today, this month and this year', () => {
    expect(judged(instant(now))).toBe('OK');
    expect(judged({ precision: 'DATE', value: '2026-06-16' })).toBe('OK');
    expect(judged({ precision: 'MONTH', value: '2026-06' })).toBe('OK');
    expect(judged({ precision: 'YEAR', value: '2026' })).toBe('OK');
    expect(judged({ precision: 'UNKNOWN' })).toBe('OK');
  });
  it('refuse what has not happened yet', () => {
    expect(judged(instant('2026-06-16T12:00:00.001Z'))).toBe('DATE_IN_FUTURE');
    expect(judged({ precision: 'DATE', value: '2026-06-17' })).toBe('DATE_IN_FUTURE');
    expect(judged({ precision: 'MONTH', value: '2026-07' })).toBe('DATE_IN_FUTURE');
    expect(judged({ precision: 'YEAR', value: '2027' })).toBe('DATE_IN_FUTURE');
    expect(judged(instant(now, '2026-06-16T13:00:00Z'))).toBe('DATE_IN_FUTURE');
  });
  it('know that it is tomorrow in London already', () => {
    const lateEvening = '2026-06-16T23:30:00.000Z';
    expect(judged({ precision: 'DATE', value: '2026-06-17' }, undefined, lateEvening)).toBe('OK');
    expect(judged({ precision: 'DATE', value: '2026-12-17' }, undefined, '2026-12-16T23:30:00.000Z')).toBe(
      'DATE_IN_FUTURE',
    );
  });
  it('compare instants as instants, however finely written', () => {
    expect(judged(instant('2026-06-16T12:00:00Z'))).toBe('OK');
    expect(judged(instant('2026-06-16T12:00:00Z', '2026-06-16T11:59:59.999Z'))).toBe('END_BEFORE_START');
  });
  it('refuse an end before the start', () => {
    expect(judged({ precision: 'DATE', value: '2026-06-14', end: '2026-06-13' })).toBe('END_BEFORE_START');
    expect(judged({ precision: 'DATE', value: '2026-06-14', end: '2026-06-14' })).toBe('OK');
  });
  it('refuse a time that is not of its precision, or of no calendar', () => {
    expect(judged({ precision: 'DATE', value: '2026-06' })).toBe('INVALID_DATE');
    expect(judged({ precision: 'DATE', value: '2026-02-30' })).toBe('INVALID_DATE');
    expect(judged({ precision: 'DATE' })).toBe('INVALID_DATE');
    expect(judged({ precision: 'UNKNOWN', value: '2026' })).toBe('INVALID_DATE');
    expect(judged(instant('2026-06-16T12:00:00+01:00'))).toBe('INVALID_DATE');
    expect(judged(instant('2026-06-16'))).toBe('INVALID_DATE');
    expect(judged({ precision: 'DATE', value: '2026-06-14', end: '2026' })).toBe('INVALID_DATE');
  });
  it('ask why after five whole London days', () => {
    expect(judged({ precision: 'DATE', value: '2026-06-11' })).toBe('OK');
    expect(judged({ precision: 'DATE', value: '2026-06-10' })).toBe('LATE_REASON_REQUIRED');
    expect(judged({ precision: 'MONTH', value: '2026-05' })).toBe('LATE_REASON_REQUIRED');
    expect(judged({ precision: 'DATE', value: '2026-05-01', end: '2026-06-12' })).toBe('OK');
    expect(judged({ precision: 'DATE', value: '2026-06-10' }, 'RECEIVED_LATE')).toBe('OK');
  });
  it('take only a reason of the code set, even where none was needed', () => {
    expect(judged({ precision: 'DATE', value: '2026-06-10' }, 'FORGOT')).toBe('UNKNOWN_CODE');
    expect(judged(instant(now), 'FORGOT')).toBe('UNKNOWN_CODE');
    expect(judged(instant(now), 'ENTERED_LATE')).toBe('OK');
  });
});
