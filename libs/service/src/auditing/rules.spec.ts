import { describe, expect, it } from '@jest/globals';
import { readCodeSets, referenceOf } from '#libs/reference';
import { moderatedOn, scaleOn } from './rules.ts';

const reference = referenceOf(readCodeSets());

describe('which audits are moderated', () => {
  it('is said by the sets of the day', () => {
    expect(moderatedOn('2026-06-01', reference)).toEqual({ grades: ['OUTSTANDING', 'INADEQUATE'], first: 3 });
    const rule = { code: 'NEW_AUDITOR', title: 'The first audits of an auditor' };
    const dated = referenceOf([
      ...readCodeSets(),
      {
        ...{ name: 'audit-rule', version: '2027.1', title: 'Which audits are moderated', source: 'Ours.' },
        codes: [
          { ...rule, limit: '3 times', validTo: '2026-12-31' },
          { ...rule, limit: '5 times', validFrom: '2027-01-01' },
        ],
      },
    ]);
    expect(moderatedOn('2026-12-31', dated).first).toBe(3);
    expect(moderatedOn('2027-01-01', dated).first).toBe(5);
  });

  it('stands beside the scale, the worst grade first', () => {
    expect(scaleOn('2026-06-01', reference)).toEqual([
      ...['INADEQUATE', 'REQUIRES_IMPROVEMENT', 'GOOD', 'OUTSTANDING'],
    ]);
  });
});
