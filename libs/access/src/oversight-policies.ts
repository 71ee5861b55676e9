import { auditReads } from './auditing-policies.ts';
import { all, none, record, type ReadPolicy } from './read-policy.ts';

/** Who looks at the work itself, and at who looked: audit, quality, data protection, and who keeps the record running. */
export const oversightPolicies: readonly ReadPolicy[] = [
  // A case auditor replays any family; lists show her no names.
  {
    id: 'audit-replay',
    role: 'AUDITOR',
    purposes: ['AUDIT'],
    kinds: [...record, 'panel'],
    relation: 'anyone',
    classes: all,
  },
  {
    id: 'audit-frame',
    role: 'AUDITOR',
    purposes: ['AUDIT'],
    kinds: ['population', 'caseload', 'openEpisode', 'accessLog', 'looked', 'disclosures', 'samples'],
    relation: 'anyone',
    classes: none,
  },

  // Quality assurance reads practice, without addresses, police information or other people's words.
  {
    id: 'quality-cases',
    role: 'QUALITY',
    purposes: ['QUALITY'],
    kinds: [...record, 'panel'],
    relation: 'anyone',
    classes: ['general', 'health', 'special'],
  },
  {
    id: 'quality-frame',
    role: 'QUALITY',
    purposes: ['QUALITY'],
    kinds: ['population', 'caseload', 'samples'],
    relation: 'anyone',
    classes: none,
  },

  ...auditReads,

  // Data protection answers people about their own record, and reviews who looked: at what is sealed as well.
  {
    id: 'subject-access',
    role: 'PRIVACY_OFFICER',
    purposes: ['SUBJECT_ACCESS'],
    kinds: [...record, 'matching'],
    relation: 'anyone',
    classes: all,
  },
  {
    id: 'privacy-review',
    role: 'PRIVACY_OFFICER',
    purposes: ['SUBJECT_ACCESS', 'AUDIT'],
    kinds: ['accessLog', 'looked'],
    relation: 'anyone',
    classes: none,
  },
  {
    id: 'privacy-disclosures',
    role: 'PRIVACY_OFFICER',
    purposes: ['SUBJECT_ACCESS', 'AUDIT'],
    kinds: ['disclosures'],
    relation: 'anyone',
    classes: none,
  },
  // What is held, what is erased and by whom, and what need not be kept: the two who decide on it, and who audits them.
  {
    id: 'privacy-retention',
    role: 'PRIVACY_OFFICER',
    purposes: ['SUBJECT_ACCESS', 'OPERATIONS'],
    kinds: ['retention'],
    relation: 'anyone',
    classes: ['general', 'special'],
  },
  {
    id: 'management-retention',
    role: 'MANAGER',
    purposes: ['OPERATIONS'],
    kinds: ['retention'],
    relation: 'anyone',
    classes: ['general', 'special'],
  },
  {
    id: 'audit-retention',
    role: 'AUDITOR',
    purposes: ['AUDIT'],
    kinds: ['retention'],
    relation: 'anyone',
    classes: none,
  },
  // What waits for a person to be done: no record of anybody.
  ...(['MANAGER', 'ADMINISTRATOR', 'SYSTEM'] as const).map((role): ReadPolicy => ({
    id: `operating-${role.toLowerCase()}`,
    role,
    purposes: ['OPERATIONS'],
    kinds: ['parkedSteps'],
    relation: 'anyone',
    classes: none,
  })),
  // A copy of what the record says of the work, with nothing of any person; of one family it is as its record.
  ...(
    [
      ['SYSTEM', ['OPERATIONS']],
      ['MANAGER', ['OPERATIONS', 'COMMISSIONING']],
      ['AUDITOR', ['AUDIT']],
    ] as const
  ).map(([role, purposes]): ReadPolicy => ({
    id: `changes-${role.toLowerCase()}`,
    role,
    purposes,
    kinds: ['changes'],
    relation: 'anyone',
    classes: none,
  })),
];
