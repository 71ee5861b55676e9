import { describe, it } from '@jest/globals';
import { canonical } from '#libs/contracts';
import type { DecideViewingExemptions, ViewingsCommand, ViewingsEvent } from '#libs/contracts';
import { around } from '../testing/agreed.ts';
import { given } from '../testing/specification.ts';
import { viewings } from './viewings.ts';

const exemption = { agency: 'organisation-police', from: '2026-06-01', to: '2026-06-03', reason: 'CRIME' };
const decided: DecideViewingExemptions = {
  family: 'family-1',
  until: '2026-06-15',
  exemptions: [exemption],
  rationale: 'The police are looking for him.',
};
const decide = (changes: Partial<DecideViewingExemptions> = {}): ViewingsCommand => ({
  type: 'DecideViewingExemptions',
  data: { ...decided, ...changes },
});
const { exemptions: _, ...without } = decided;
const told = (exemptions: string): ViewingsEvent => ({
  type: 'ViewingExemptionsDecided',
  data: { ...without, exemptions },
});
const one = told(canonical([{ ...exemption, codeSet: '2026.1' }]));
const nothing = given(viewings);

describe('what a family is not told of who looked', () => {
  it('is decided for the reads up to a day, and again', () => {
    nothing.when(decide(), {}, around).then(one);
    given(viewings, one).when(decide(), {}, around).then(one);
  });
  it('may be nothing at all', () => {
    nothing.when({ type: 'DecideViewingExemptions', data: without }, {}, around).then(told('[]'));
    nothing.when(decide({ exemptions: [] }), {}, around).then(told('[]'));
  });
  it('is decided of days that are over', () => {
    nothing.when(decide({ until: '2026-06-16' }), {}, around).refuses('DAY_NOT_OVER', { field: 'until' });
    nothing.when(decide({ until: '2026-06-31' }), {}, around).refuses('INVALID_DATE', { field: 'until' });
  });
  it('is of a period that begins before it ends', () => {
    const backwards = [exemption, { ...exemption, from: '2026-06-04' }];
    nothing
      .when(decide({ exemptions: backwards }), {}, around)
      .refuses('END_BEFORE_START', { field: 'exemptions.1.to' });
    const noDay = [{ ...exemption, from: '2026-02-30' }];
    nothing
      .when(decide({ exemptions: noDay }), {}, around)
      .refuses('INVALID_DATE', { field: 'exemptions.0.from' });
    nothing
      .when(decide({ exemptions: [{ ...exemption, to: '2026-06-31' }] }), {}, around)
      .refuses('INVALID_DATE', { field: 'exemptions.0.to' });
  });
  it('says why', () => {
    nothing
      .when(decide({ rationale: ' ' }), {}, around)
      .refuses('RATIONALE_REQUIRED', { field: 'rationale' });
  });
  it('is of a family that is there', () => {
    nothing.when(decide({ family: 'family-9' }), {}, around).refuses('NOT_FOUND', { stream: 'family-9' });
  });
});
