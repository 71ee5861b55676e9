import { panelPolicies } from './panel-policies.ts';
import { all, help, none, record, work, type ReadPolicy } from './read-policy.ts';

/**
 * Who may read what, and for what: the whole of it. What no line permits is forbidden. Drawn from the access model of
 * domain.md; the steps of safeguards.md 3.2 that need facts this record does not hold yet (conflict of interest,
 * break-glass, disclosure) come with those facts.
 */
export const readPolicies: readonly ReadPolicy[] = [
  // A keyworker: the families of her own open episodes; of others only that they are being helped, and by whom.
  {
    id: 'keyworker-own-families',
    role: 'KEYWORKER',
    purposes: ['FAMILY_HELP'],
    kinds: record,
    relation: 'assigned',
    classes: help,
  },
  {
    id: 'keyworker-own-families-safeguarding',
    role: 'KEYWORKER',
    purposes: ['SAFEGUARDING'],
    kinds: record,
    relation: 'assigned',
    classes: all,
  },
  {
    id: 'keyworker-own-caseload',
    role: 'KEYWORKER',
    purposes: work,
    kinds: ['caseload'],
    relation: 'assigned',
    classes: ['general'],
  },
  {
    id: 'keyworker-open-help',
    role: 'KEYWORKER',
    purposes: work,
    kinds: ['openEpisode'],
    relation: 'anyone',
    classes: ['general'],
  },

  // Triage: what comes in, who it is about, and whether they are known.
  {
    id: 'triage',
    role: 'COORDINATOR',
    purposes: ['FAMILY_HELP'],
    kinds: [...record, 'population', 'caseload', 'matching', 'openEpisode', 'panel'],
    relation: 'anyone',
    classes: help,
  },
  {
    id: 'triage-safeguarding',
    role: 'COORDINATOR',
    purposes: ['SAFEGUARDING'],
    kinds: [...record, 'population', 'caseload', 'matching', 'openEpisode', 'panel'],
    relation: 'anyone',
    classes: all,
  },

  ...panelPolicies,

  // A partner agency: its own requests, the families it leads for, and whether someone is being helped.
  {
    id: 'partner-own-requests',
    role: 'PARTNER',
    purposes: work,
    kinds: ['request'],
    relation: 'ownAgency',
    classes: ['general', 'third-party'],
  },
  {
    id: 'partner-lead',
    role: 'PARTNER',
    purposes: work,
    kinds: ['family', 'person', 'event'],
    relation: 'assigned',
    classes: ['general', 'special'],
  },
  {
    id: 'partner-own-caseload',
    role: 'PARTNER',
    purposes: work,
    kinds: ['caseload'],
    relation: 'assigned',
    classes: ['general'],
  },
  {
    id: 'partner-open-help',
    role: 'PARTNER',
    purposes: work,
    kinds: ['openEpisode'],
    relation: 'anyone',
    classes: ['general'],
  },

  // Children's services: everything where a child may be at risk; otherwise their own families.
  {
    id: 'social-work-safeguarding',
    role: 'SOCIAL_WORKER',
    purposes: ['SAFEGUARDING'],
    kinds: record,
    relation: 'anyone',
    classes: all,
  },
  {
    id: 'social-work-own-families',
    role: 'SOCIAL_WORKER',
    purposes: ['FAMILY_HELP'],
    kinds: record,
    relation: 'assigned',
    classes: help,
  },
  {
    id: 'social-work-own-caseload',
    role: 'SOCIAL_WORKER',
    purposes: work,
    kinds: ['caseload'],
    relation: 'assigned',
    classes: ['general'],
  },
  {
    id: 'social-work-check',
    role: 'SOCIAL_WORKER',
    purposes: work,
    kinds: ['matching', 'openEpisode'],
    relation: 'anyone',
    classes: ['general'],
  },

  // A manager of the service.
  {
    id: 'management',
    role: 'MANAGER',
    purposes: ['FAMILY_HELP'],
    kinds: [...record, 'population', 'caseload', 'matching', 'openEpisode', 'panel'],
    relation: 'anyone',
    classes: help,
  },
  {
    id: 'management-safeguarding',
    role: 'MANAGER',
    purposes: ['SAFEGUARDING'],
    kinds: [...record, 'population', 'caseload', 'matching', 'openEpisode', 'panel'],
    relation: 'anyone',
    classes: all,
  },
  {
    id: 'management-figures',
    role: 'MANAGER',
    purposes: ['OPERATIONS', 'COMMISSIONING'],
    kinds: ['population', 'caseload', 'disclosures'],
    relation: 'anyone',
    classes: none,
  },

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
    kinds: ['population', 'caseload', 'openEpisode', 'accessLog', 'disclosures'],
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
    kinds: ['population', 'caseload'],
    relation: 'anyone',
    classes: none,
  },

  // Data protection answers people about their own record, and reviews who looked.
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
    kinds: ['accessLog'],
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
  // ADMINISTRATOR and SYSTEM open no record of people.
];
