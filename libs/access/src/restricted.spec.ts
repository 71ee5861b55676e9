import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import type { Action } from './decision.ts';
import type { Principal, Purpose } from './principal.ts';
import { strangers, type Relations, type ResourceKind } from './resource.ts';

const someone = (role: string): Principal => ({ user: 'u-1', role, agency: 'organisation-1' });

describe('a record whose processing is restricted', () => {
  const restricted = { ...strangers, assigned: true, restricted: true };
  const asked = (role: string, purpose: Purpose, relations: Relations, kind: ResourceKind = 'person') =>
    decide({ principal: someone(role), action: 'read', resource: { kind, ...relations }, purpose });

  it.each(['family', 'person', 'request', 'event', 'question', 'progress', 'plan'] as const)(
    'is not read for the work, and says so to whom it would open: %s',
    (kind) => {
      const role = kind === 'question' || kind === 'progress' ? 'PARTNER' : 'KEYWORKER';
      const relations = { ...restricted, asked: true, sent: true };
      expect(asked(role, 'FAMILY_HELP', relations, kind)).toMatchObject({
        code: 'PROCESSING_RESTRICTED',
        policyIds: ['restricted'],
      });
      expect(asked(role, 'SAFEGUARDING', relations, kind).effect).toBe('PERMIT');
    },
  );

  it.each([
    ['KEYWORKER', 'SAFEGUARDING'],
    ['AUDITOR', 'AUDIT'],
    ['PRIVACY_OFFICER', 'SUBJECT_ACCESS'],
  ] as const)('is read by %s for %s as it was', (role, purpose) => {
    const free = { ...strangers, assigned: true };
    expect(asked(role, purpose, restricted)).toEqual(asked(role, purpose, free));
  });

  it('is not read for its quality', () => {
    expect(asked('QUALITY', 'QUALITY', restricted)).toMatchObject({ code: 'PROCESSING_RESTRICTED' });
  });

  it('is told to nobody to whom it would not open', () => {
    const stranger = { ...strangers, restricted: true };
    expect(asked('KEYWORKER', 'FAMILY_HELP', stranger)).toMatchObject({ code: 'NOT_FOUND' });
    for (const shut of [{ sealed: true }, { own: true }, { ownFamily: true }])
      expect(asked('KEYWORKER', 'FAMILY_HELP', { ...restricted, ...shut })).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(asked('PARTNER', 'FAMILY_HELP', { ...restricted, agreementEnded: true })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('may be added to, and held for a claim', () => {
    const order = (action: Action, role: string) =>
      decide({ principal: someone(role), action, resource: restricted });
    expect(order('RecordPersonName', 'KEYWORKER').effect).toBe('PERMIT');
    expect(asked('PRIVACY_OFFICER', 'OPERATIONS', restricted, 'retention').effect).toBe('PERMIT');
  });
});
