import { describe, expect, it } from '@jest/globals';
import { mappedAgency, mappedRole, type RoleMapping } from './role-mapping.ts';

const mapping: RoleMapping = {
  name: 'council-groups',
  version: '2026.1',
  roles: [
    { group: 'FamilyHelp.Keyworker', role: 'KEYWORKER' },
    { group: 'fh-keyworkers', role: 'KEYWORKER' },
    { group: 'FamilyHelp.Auditor', role: 'AUDITOR', validFrom: '2026-04-01', validTo: '2026-09-30' },
  ],
  agencies: [
    { value: 'R1H', agency: 'organisation-1', validTo: '2026-03-31' },
    { value: 'R1H', agency: 'organisation-2', validFrom: '2026-04-01' },
    { value: 'RQX', agency: 'organisation-3' },
  ],
};
const DAY = '2026-06-01';

describe('a directory\u2019s groups', () => {
  it.each<[string, string[], string, string | undefined]>([
    ['give the role that the mapping says', ['FamilyHelp.Keyworker'], DAY, 'KEYWORKER'],
    [
      'give one role where two of them mean the same',
      ['FamilyHelp.Keyworker', 'fh-keyworkers'],
      DAY,
      'KEYWORKER',
    ],
    [
      'give nothing where the mapping knows none of them',
      ['everyone', 'familyhelp.keyworker'],
      DAY,
      undefined,
    ],
    ['beside known ones are passed over', ['everyone', 'fh-keyworkers'], DAY, 'KEYWORKER'],
    ['that mean two roles give none', ['fh-keyworkers', 'FamilyHelp.Auditor'], DAY, undefined],
    ['give a role from its first day', ['FamilyHelp.Auditor'], '2026-04-01', 'AUDITOR'],
    ['give a role to its last day', ['FamilyHelp.Auditor'], '2026-09-30', 'AUDITOR'],
    ['give no role before its first day', ['FamilyHelp.Auditor'], '2026-03-31', undefined],
    ['give no role after its last day', ['FamilyHelp.Auditor'], '2026-10-01', undefined],
    [
      'conflict only on days when both mean something',
      ['fh-keyworkers', 'FamilyHelp.Auditor'],
      '2026-10-01',
      'KEYWORKER',
    ],
    ['that are none give nothing', [], DAY, undefined],
  ])('%s', (_, groups, day, role) => {
    expect(mappedRole(mapping, groups, day)).toBe(role);
  });
});

describe('a directory\u2019s organisation', () => {
  it('is the one here that the mapping says of that day', () => {
    expect(mappedAgency(mapping, ['R1H'], '2026-03-31')).toBe('organisation-1');
    expect(mappedAgency(mapping, ['R1H'], '2026-04-01')).toBe('organisation-2');
  });

  it('is none here where it is unknown, or where there are two', () => {
    expect(mappedAgency(mapping, ['RAA'], DAY)).toBeUndefined();
    expect(mappedAgency(mapping, ['R1H', 'RQX'], DAY)).toBeUndefined();
  });
});
