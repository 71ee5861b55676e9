import { describe, expect, it } from '@jest/globals';
import type { Code, CodeSet } from './code-set.ts';
import { readCodeSets } from './read-code-sets.ts';
import { referenceOf } from './reference.ts';

const outcomes = (version: string, codes: Partial<Code>[]): CodeSet => ({
  ...{ name: 'triage-outcome', version, title: 'Outcome', source: 'A test' },
  codes: codes.map((each) => ({ code: 'PANEL', title: 'To the panel', ...each })),
});
const waitsFor = (sets: CodeSet[], code: string, on = '2026-05-01') =>
  referenceOf(sets).meaningOf('triage-outcome', code, on).waitsFor;

describe('what follows from a code', () => {
  it('is what the shipped sets say', () => {
    const reference = referenceOf(readCodeSets());
    const meaning = (set: string) =>
      Object.fromEntries(
        reference
          .codes(set)
          .map(({ code }) => [code, reference.meaningOf(set, code, '2026-05-01')] as const)
          .map(
            ([code, { waitsFor: what, canBeTold, protects }]) =>
              [code, what ?? canBeTold ?? protects] as const,
          )
          .filter(([, said]) => said !== undefined),
      );
    expect(meaning('triage-outcome')).toEqual({
      DEFER_INFO_NEEDED: 'INFORMATION',
      PANEL: 'PANEL',
      STEP_UP_CHILDRENS_SERVICES: 'CHILDRENS_SERVICES',
    });
    expect(meaning('source')).toEqual({ '1C': false, '9': false });
    expect(meaning('step-target')).toEqual({ CP: true, MACPT: true });
  });

  it('is the set’s own to say: an authority may draw it anew', () => {
    const drawn = outcomes('2027.1', [{ code: 'AREA_PANEL', waitsFor: 'PANEL' }, {}]);
    expect(waitsFor([drawn], 'AREA_PANEL')).toBe('PANEL');
    expect(waitsFor([drawn], 'PANEL')).toBeUndefined();
  });

  it('is by the day on which the code was used, and what it meant last where it was not current', () => {
    const changed = outcomes('2027.1', [
      { validTo: '2026-12-31', waitsFor: 'PANEL' },
      { validFrom: '2027-01-01', validTo: '2027-12-31', waitsFor: 'INFORMATION' },
    ]);
    const days = ['2026-05-01', '2027-05-01', '2028-05-01'];
    expect(days.map((day) => waitsFor([changed], 'PANEL', day))).toEqual([
      ...['PANEL', 'INFORMATION', 'INFORMATION'],
    ]);
  });

  it('is what it was before sets said it, where none of a set’s codes does', () => {
    expect(waitsFor([outcomes('2026.2', [{}])], 'PANEL')).toBe('PANEL');
    expect(waitsFor([], 'STEP_UP_CHILDRENS_SERVICES')).toBe('CHILDRENS_SERVICES');
    expect(waitsFor([], 'SINGLE_AGENCY')).toBeUndefined();
    expect(referenceOf([]).meaningOf('agency-type', 'SCHOOL', '2026-05-01')).toEqual({});
  });
});
