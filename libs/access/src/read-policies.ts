import type { Relation } from './decision.ts';
import { directoryPolicies } from './directory-policies.ts';
import { oversightPolicies } from './oversight-policies.ts';
import { panelPolicies } from './panel-policies.ts';
import { purposes, type Principal, type Purpose } from './principal.ts';
import { sealPolicies } from './seal-policies.ts';
import { all, glassBreakers, help, none, record, work, type ReadPolicy } from './read-policy.ts';

/** Whoever sent a request: how far it has come and what they were told, and nothing of the family (domain.md, Access model). */
const sentPolicies = (['PARTNER', 'SOCIAL_WORKER'] as const).map((role): ReadPolicy => ({
  id: `sender-${role.toLowerCase().replaceAll('_', '-')}`,
  role,
  purposes: work,
  kinds: ['progress'],
  relation: 'sent',
  classes: none,
}));

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

  ...sentPolicies,

  // A partner agency: what it was asked, the families it leads for, and whether someone is being helped.
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
    kinds: ['family', 'person', 'event', 'plan'],
    relation: 'assigned',
    classes: ['general', 'special'],
  },
  {
    id: 'partner-team',
    role: 'PARTNER',
    purposes: work,
    kinds: ['family', 'person', 'event', 'plan'],
    relation: 'manages',
    classes: ['general', 'special'],
  },
  // Of the team around a family: its plan, and nothing else of the family, while those who agreed let the agency be told.
  {
    id: 'partner-in-team',
    role: 'PARTNER',
    purposes: work,
    kinds: ['plan'],
    relation: 'inTeam',
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
  // It opens nothing more; that it was the own team's stands in the record of the read.
  {
    id: 'management-own-team',
    role: 'MANAGER',
    purposes: work,
    kinds: record,
    relation: 'manages',
    classes: help,
  },
  {
    id: 'management-figures',
    role: 'MANAGER',
    purposes: ['OPERATIONS', 'COMMISSIONING'],
    kinds: ['population', 'caseload', 'disclosures'],
    relation: 'anyone',
    classes: none,
  },

  // A child may be at risk and nobody who may look is there: the glass is broken. Its use is an event of its own, which the
  // privacy officer has at once in `brokenGlass`, and whoever does not have it reviewed in time loses the right.
  ...glassBreakers.map((role): ReadPolicy => ({
    id: `break-glass-${role.toLowerCase().replaceAll('_', '-')}`,
    role,
    purposes: ['SAFEGUARDING'],
    kinds: record,
    relation: 'glassBroken',
    classes: all,
  })),
  ...sealPolicies,
  ...oversightPolicies,
  ...directoryPolicies,
  // ADMINISTRATOR and SYSTEM open no record of people.
];

/** What somebody of the role may open anything for; nothing where the role is none of the record's. */
export function purposesOf({ role }: Pick<Principal, 'role'>): Purpose[] {
  const own = new Set(readPolicies.filter((each) => each.role === role).flatMap((each) => each.purposes));
  return purposes.filter((purpose) => own.has(purpose));
}

/** Whether how somebody of the role stands so to a record decides what they read: of others it need not be asked. */
export function matters(relation: Relation, { role }: Pick<Principal, 'role'>): boolean {
  return turningOn.get(relation)?.has(role) === true;
}

const turningOn: ReadonlyMap<Relation, ReadonlySet<string>> = new Map(
  [...Map.groupBy(readPolicies, ({ relation }) => relation)].map(([relation, policies]) => [
    relation,
    new Set(policies.map(({ role }) => role)),
  ]),
);
