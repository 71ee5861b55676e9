import { describe, expect, it } from '@jest/globals';
import type { RestrictionCommand, RestrictionEvent } from '#libs/contracts';
import { given, placed } from '../testing/specification.ts';
import { isRestrictedBy, restriction } from './restriction.ts';

const restrict = (explanation = 'She says it is wrong.'): RestrictionCommand => ({
  type: 'RestrictProcessing',
  data: { person: 'ava', ground: 'ACCURACY_CONTESTED', explanation },
});
const restricted: RestrictionEvent = {
  type: 'ProcessingRestricted',
  data: { ground: 'ACCURACY_CONTESTED', explanation: 'She says it is wrong.', restrictedBy: 'user-1' },
};
const lift = (reason = 'It was right.', toldOn = '2026-06-15'): RestrictionCommand => ({
  type: 'LiftProcessingRestriction',
  data: { person: 'ava', reason, toldOn },
});
const lifted: RestrictionEvent = {
  type: 'ProcessingRestrictionLifted',
  data: { reason: 'It was right.', toldOn: '2026-06-15', liftedBy: 'user-1' },
};
const there = { begun: new Set(['person-ava']) };
const free = given(restriction);
const kept = given(restriction, restricted);

describe('restricting what is held of a person', () => {
  it('is said of someone who is there, and why, on each ground', () => {
    free.when(restrict(), {}, there).then(restricted);
    kept.when(restrict(), {}, there).then(restricted);
    free.when(restrict(), {}).refuses('NOT_FOUND', { stream: 'person-ava' });
    free.when(restrict(' '), {}, there).refuses('RATIONALE_REQUIRED', { field: 'explanation' });
    expect(restriction.needs(restrict(), restriction.initial)).toEqual({ begun: ['person-ava'] });
  });
  it('ends once whoever asked for it was told', () => {
    kept.when(lift()).then(lifted);
    free.when(lift()).refuses('NOT_RECORDED');
    kept.when(lift('')).refuses('RATIONALE_REQUIRED', { field: 'reason' });
    kept.when(lift('It was right.', '2026-06-31')).refuses('INVALID_DATE', { field: 'toldOn' });
    kept.when(lift('It was right.', '2026-06-17')).refuses('DATE_IN_FUTURE', { field: 'toldOn' });
  });
  it('stands until then', () => {
    const past = (...events: RestrictionEvent[]) => events.map(placed);
    expect(isRestrictedBy([])).toBe(false);
    expect(isRestrictedBy(past(restricted))).toBe(true);
    expect(isRestrictedBy(past(restricted, lifted))).toBe(false);
    expect(isRestrictedBy(past(restricted, restricted, lifted))).toBe(true);
    expect(isRestrictedBy(past(restricted, restricted, lifted, lifted))).toBe(false);
  });
});
