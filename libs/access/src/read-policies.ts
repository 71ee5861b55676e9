import { oversightPolicies } from './oversight-policies.ts';
import { panelPolicies } from './panel-policies.ts';
import { sealPolicies } from './seal-policies.ts';
import { all, glassBreakers, help, none, record, work, type ReadPolicy } from './read-policy.ts';

/**
 * Who may read what, and for what: the whole of it. What no line permits is forbidden, and what `forbids` names is
 * whatever stands here. Drawn from the access model of domain.md.
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
  // Afterwards, for a child's safety, what stood in the record while she was: as of a position of those days.
  {
    id: 'keyworker-of-the-day',
    role: 'KEYWORKER',
    purposes: ['SAFEGUARDING'],
    kinds: record,
    relation: 'assignedThen',
    classes: help,
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
    id: 'partner-questions',
    role: 'PARTNER',
    purposes: work,
    kinds: ['question'],
    relation: 'asked',
    classes: ['general', 'special'],
  },
  {
    id: 'partner-lead',
    role: 'PARTNER',
    purposes: work,
    kinds: ['family', 'person', 'event'],
    relation: 'assigned',
    classes: ['general', 'special'],
  },
  // What it recorded itself, and what was shared with it: of whichever class that is.
  {
    id: 'partner-own-part',
    role: 'PARTNER',
    purposes: work,
    kinds: ['person'],
    relation: 'ownPart',
    classes: all,
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

  // A child may be at risk and nobody who may look is there: the glass is broken, and the privacy officer told.
  ...glassBreakers.map((role): ReadPolicy => ({
    id: `break-glass-${role.toLowerCase().replaceAll('_', '-')}`,
    role,
    purposes: ['SAFEGUARDING'],
    kinds: record,
    relation: 'glassBroken',
    classes: all,
    obligations: ['TELL_PRIVACY_OFFICER'],
  })),
  ...sealPolicies,
  ...oversightPolicies,
  // ADMINISTRATOR and SYSTEM open no record of people.
];
