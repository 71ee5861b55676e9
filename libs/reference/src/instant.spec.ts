import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant } from './instant.ts';

describe('an instant', () => {
  it.each([
    ['2026-10-07T10:45:00+01:00', '2026-10-07T09:45:00.000Z'],
    ['2026-10-07T10:45:00Z', '2026-10-07T10:45:00.000Z'],
    ['2026-10-07T10:45+01:00', '2026-10-07T09:45:00.000Z'],
    ['2026-10-07T00:15:00.1239999+01:00', '2026-10-06T23:15:00.123Z'],
    ['2024-02-29T12:00:00-05:00', '2024-02-29T17:00:00.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(instant(text)).toEqual({ ok: true, value: utc });
  });

  it.each([
    'yesterday',
    '2026-10-07',
    '2026-10-07T10:45:00',
    '2026-10-07 10:45:00Z',
    '2026-02-30T10:45:00Z',
    '2026-10-07T24:00:00Z',
    '2026-10-07T10:60:00Z',
    '2026-12-31T23:59:60Z',
    '2026-10-07T10:45:00+24:00',
    '9999-12-31T23:59:59-01:00',
    '1791369900000',
    '',
  ])('%j is refused', (text) => {
    expect(instant(text)).toEqual({ ok: false });
  });

  it('in UTC with milliseconds stays as it is', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(instant(date.toISOString())).toEqual({ ok: true, value: date.toISOString() });
        },
      ),
    );
  });
});
