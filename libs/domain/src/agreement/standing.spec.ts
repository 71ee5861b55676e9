import { describe, expect, it } from '@jest/globals';
import type { AgreementEvent } from '#libs/contracts';
import { given as agreed, SCHOOL, SURGERY, withdrawn } from '../testing/agreed.ts';
import { after, placed } from '../testing/specification.ts';
import { agreement } from './agreement.ts';
import { agenciesLeftOut, agreementFact, agreementStanding, competenceFact } from './state.ts';

const refusedBy = (person: string): AgreementEvent => ({
  type: 'AgreementRefused',
  data: { family: 'family-1', by: person, capacity: 'PR', method: 'VERBAL', takenBy: 'worker-1' },
});

describe('how agreement stands', () => {
  const standing = (...events: AgreementEvent[]) =>
    agreementStanding(
      ['ava'],
      [...after(agreement, events).voices].map(([by, voice]) => ({ by, ...voice })),
    );
  const by = (person: string, agencies: string[]): AgreementEvent => ({
    ...agreed,
    data: { ...agreed.data, by: person, agencies },
  });

  it('is open where nobody was asked', () => {
    expect(standing()).toBeUndefined();
  });
  it('lives while one of those who may agree for a child does, whatever another says', () => {
    expect(standing(by('mia', [SCHOOL]), refusedBy('tom'))).toEqual({ isLive: true, agencies: [SCHOOL] });
    expect(standing(by('mia', [SCHOOL]), by('tom', [SCHOOL, SURGERY]))).toEqual({
      isLive: true,
      agencies: [SCHOOL, SURGERY],
    });
    expect(standing(by('mia', [SCHOOL]), withdrawn)).toEqual({ isLive: false, agencies: [] });
  });
  it('is brought back by nothing that was agreed to on an earlier day, however late it is told', () => {
    const of = (value: string, event: AgreementEvent) => ({
      ...event,
      occurredAt: { precision: 'DATE', value } as const,
    });
    const ended = { isLive: false, agencies: [] };
    const [first, back] = [of('2026-03-01', by('mia', [SCHOOL])), of('2026-03-10', withdrawn)];
    expect(standing(first, back, of('2026-03-05', by('mia', [SCHOOL, SURGERY])))).toEqual(ended);
    const again = of('2026-03-10', by('mia', [SURGERY]));
    expect(standing(first, back, again)).toEqual({ isLive: true, agencies: [SURGERY] });
    expect(standing(again, first)).toEqual({ isLive: true, agencies: [SURGERY] });
    expect(standing(again, of('2026-03-05', withdrawn))).toEqual(ended);
    const leftOut = after(agreement, [again, first]).voices;
    expect(
      agenciesLeftOut(
        ['ava'],
        [...leftOut].map(([who, voice]) => ({ by: who, ...voice })),
      ),
    ).toEqual([SCHOOL]);
  });
  it('goes by what each said last under whichever record of the child', () => {
    const voice = { formerly: [], agencies: [] };
    const agrees = { ...voice, by: 'mia', says: 'AGREES', agencies: [SCHOOL] } as const;
    const refuses = { ...voice, by: 'mia', says: 'REFUSES' } as const;
    const narrower = { ...agrees, agencies: [SURGERY] };
    const records = ['ava', 'other-ava'];
    expect(agreementStanding(records, [agrees, refuses])).toEqual({ isLive: false, agencies: [] });
    expect(agreementStanding(records, [refuses, agrees])).toEqual({ isLive: true, agencies: [SCHOOL] });
    expect(agenciesLeftOut(records, [agrees, narrower])).toEqual([SCHOOL]);
    const own = [{ ...refuses, by: 'other-ava' }, agrees, { ...agrees, by: 'ava' }];
    expect(agreementStanding(records, own)).toEqual({ isLive: true, agencies: [SCHOOL] });
  });
  it('goes by the young person’s own word, once there is one', () => {
    expect(standing(by('mia', [SCHOOL]), refusedBy('ava'))).toEqual({ isLive: false, agencies: [] });
    expect(standing(by('ava', [SURGERY]), withdrawn)).toEqual({ isLive: true, agencies: [SURGERY] });
  });
});

describe('agreement of somebody whose parental responsibility ended', () => {
  const ended = { type: 'ParentalResponsibilityEnded', data: { holder: 'tom' } } as const;
  const gave = (by: string, agencies = [SCHOOL]): AgreementEvent => ({
    ...agreed,
    data: { ...agreed.data, by, agencies },
  });
  const standing = (...events: readonly (AgreementEvent | typeof ended)[]) =>
    agreementFact(
      ['ava'],
      events.map((event, revision) => placed<AgreementEvent | typeof ended>(event, revision)),
    );

  it('stands no longer, until they agree again', () => {
    expect(standing(gave('tom'), ended)).toEqual({ isLive: false, agencies: [] });
    expect(standing(gave('tom'), ended, gave('tom'))).toEqual({ isLive: true, agencies: [SCHOOL] });
    expect(standing(ended, gave('tom'))).toEqual({ isLive: true, agencies: [SCHOOL] });
  });
  it('stands no longer either where it is told later, of a day before', () => {
    const on = (value: string) => ({ occurredAt: { precision: 'DATE', value } }) as const;
    const [end, before, since] = [
      { ...ended, ...on('2026-03-10') },
      { ...gave('tom'), ...on('2026-03-09') },
      { ...gave('tom'), ...on('2026-03-10') },
    ];
    expect(standing(end, before)).toEqual({ isLive: false, agencies: [] });
    expect(standing(end, since)).toEqual({ isLive: true, agencies: [SCHOOL] });
  });
  it('leaves another’s as it is, and what they refused', () => {
    expect(standing(gave('mia'), gave('tom', [SURGERY]), ended)).toEqual({
      isLive: true,
      agencies: [SCHOOL],
    });
    expect(standing(refusedBy('mia'), gave('tom'), ended)).toEqual({ isLive: false, agencies: [] });
    expect(standing(ended)).toBeUndefined();
  });
  it('lets the agencies be told no longer that they alone named', () => {
    const voice = { says: 'AGREES', formerly: [] } as const;
    const mia = { ...voice, by: 'mia', agencies: [SCHOOL] };
    const tom = { ...voice, by: 'tom', agencies: [SCHOOL, SURGERY] };
    expect(agenciesLeftOut(['ava'], [mia, tom])).toEqual([]);
    expect(agenciesLeftOut(['ava'], [mia, { ...tom, lapsed: true }])).toEqual([SURGERY]);
  });
});

describe('an agency that was let be told', () => {
  const leftOut = (...events: AgreementEvent[]) =>
    agenciesLeftOut(
      ['ava'],
      [...after(agreement, events).voices].map(([by, voice]) => ({ by, ...voice })),
    );
  const named = (by: string, agencies: string[]): AgreementEvent => ({
    ...agreed,
    data: { ...agreed.data, by, agencies },
  });
  const narrowed = (by: string, agencies: string[]): AgreementEvent => ({
    type: 'AgreementScopeChanged',
    data: {
      ...{ family: 'family-1', by, capacity: 'PR', agencies },
      ...{ method: 'VERBAL', explained: 'Less of it.', takenBy: 'worker-1' },
    },
  });

  it('is left out once nobody whose word counts names it any more, until somebody does again', () => {
    const given = named('mia', [SCHOOL, SURGERY]);
    expect(leftOut(given)).toEqual([]);
    expect(leftOut(given, narrowed('mia', [SURGERY]))).toEqual([SCHOOL]);
    expect(leftOut(given, narrowed('mia', []))).toEqual([SCHOOL, SURGERY]);
    expect(leftOut(given, narrowed('mia', [SURGERY]), narrowed('mia', [SCHOOL]))).toEqual([SURGERY]);
    expect(leftOut(given, withdrawn, named('mia', [SURGERY]))).toEqual([SCHOOL]);
  });
  it('is not left out while another of them names it, nor where it was never named', () => {
    const both = [named('mia', [SCHOOL]), named('tom', [SCHOOL])];
    expect(leftOut(...both, narrowed('mia', []))).toEqual([]);
    expect(leftOut(named('mia', [SCHOOL]), named('tom', []))).toEqual([]);
  });
  it('is left out by the young person\u2019s own word, whatever others say', () => {
    const own = [named('ava', [SCHOOL]), named('mia', [SCHOOL])];
    expect(leftOut(...own, narrowed('ava', []))).toEqual([SCHOOL]);
  });
});

describe('competence', () => {
  it('is of each matter as it was last assessed; of what was erased nothing is known', () => {
    const found = (matter: string, competent: boolean) => ({
      ...{ family: 'family-1', matter, competent },
      ...{ rationale: 'Seen.', assessedBy: 'worker-1' },
    });
    const matters = [found('HELP', true), found('SHARING', true), found('SHARING', false)];
    expect([...competenceFact(matters)]).toEqual(['HELP']);
    expect(competenceFact([{ family: 'family-1', assessedBy: 'worker-1' }]).has('HELP')).toBe(false);
  });
});
