import { describe, expect, it } from '@jest/globals';
import { lookedOn, type LookedAt, type ViewingExemption } from './looked-on.ts';

const types: Readonly<Record<string, string>> = { police: 'POLICE', school: 'SCHOOL', academy: 'SCHOOL' };
const looks: readonly LookedAt[] = [
  { at: '2026-06-14T12:00:00.000Z', agency: 'school' },
  { at: '2026-06-14T23:30:00.000Z', agency: 'police' },
  { at: '2026-06-15T09:00:00.000Z', agency: 'academy' },
  { at: '2026-06-15T10:00:00.000Z', agency: 'school' },
  { at: '2026-06-16T10:00:00.000Z', agency: 'police' },
  { at: '2026-06-16T11:00:00.000Z', agency: 'nobody-knows' },
];
const police = (from: string, to: string): ViewingExemption => ({ agency: 'police', from, to });
const told = (exemptions: readonly ViewingExemption[]): string[] =>
  lookedOn(looks, exemptions, (agency) => types[agency] ?? null).map(
    ({ day, agencyType }) => `${day} ${agencyType}`,
  );

const WITHOUT_POLICE = ['2026-06-16 null', '2026-06-15 SCHOOL', '2026-06-14 SCHOOL'];

describe('what a family is told of who looked', () => {
  it.each<[string, ViewingExemption[], string[]]>([
    [
      'is days and kinds of agency, each once, by the day in London',
      [],
      ['2026-06-16 POLICE', '2026-06-16 null', '2026-06-15 SCHOOL', '2026-06-15 POLICE', '2026-06-14 SCHOOL'],
    ],
    ['leaves out what is exempt', [police('2026-06-15', '2026-06-16')], WITHOUT_POLICE],
    [
      'leaves out no more than that',
      [police('2026-06-16', '2026-06-16')],
      ['2026-06-16 null', '2026-06-15 SCHOOL', '2026-06-15 POLICE', '2026-06-14 SCHOOL'],
    ],
    [
      'leaves out by agency, not by its kind',
      [{ agency: 'academy', from: '2026-06-01', to: '2026-06-30' }, police('2026-06-01', '2026-06-30')],
      WITHOUT_POLICE,
    ],
  ])('%s', (_, exemptions, expected) => {
    expect(told(exemptions)).toEqual(expected);
  });
});
