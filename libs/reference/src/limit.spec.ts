import { describe, expect, it } from '@jest/globals';
import { durationOf, isLimit, oftenOf } from './limit.ts';

describe('a limit', () => {
  it('is a duration', () => {
    expect(durationOf('21 days')).toEqual({ count: 21, unit: 'day' });
    expect(durationOf('1 working day')).toEqual({ count: 1, unit: 'working day' });
    expect(durationOf('6 months')).toEqual({ count: 6, unit: 'month' });
    expect(durationOf('25 years')).toEqual({ count: 25, unit: 'year' });
    expect(oftenOf('21 days')).toBeUndefined();
  });

  it('or says how often', () => {
    expect(oftenOf('3 times')).toEqual({ times: 3 });
    expect(oftenOf('3 times in 12 months')).toEqual({ times: 3, months: 12 });
    expect(oftenOf('20 times between 22:00 and 06:00')).toEqual({ times: 20, between: ['22:00', '06:00'] });
    expect(durationOf('3 times')).toBeUndefined();
  });

  it.each([
    '',
    '0 days',
    '-1 days',
    '21',
    'days',
    '21 weeks',
    '21  days',
    '3 times in a year',
    '1.5 days',
    '3 times between 24:00 and 06:00',
  ])('is not %p', (text) => {
    expect(isLimit(text)).toBe(false);
  });
});
