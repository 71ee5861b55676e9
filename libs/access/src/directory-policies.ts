import type { DataClass } from '#libs/contracts';
import type { Purpose, Role } from './principal.ts';
import { none, work, type ReadPolicy } from './read-policy.ts';

const names: readonly DataClass[] = ['general'];

/** Whoever gives orders finds whom they name in them; whoever looks at the work, or copies it, is shown no names in lists. */
const finding: readonly (readonly [Role, readonly Purpose[], readonly DataClass[]])[] = [
  ['KEYWORKER', work, names],
  ['COORDINATOR', work, names],
  ['PANEL_CHAIR', work, names],
  ['SOCIAL_WORKER', work, names],
  ['MANAGER', [...work, 'OPERATIONS'], names],
  ['PRIVACY_OFFICER', ['SUBJECT_ACCESS', 'AUDIT', 'OPERATIONS'], names],
  ['ADMINISTRATOR', ['OPERATIONS'], names],
  ['AUDITOR', ['AUDIT'], none],
  ['QUALITY', ['QUALITY'], none],
  ['SYSTEM', ['OPERATIONS'], none],
];

/** Agencies, their workers, and when panels sit: no record of a family. A partner is told its own agency's workers alone. */
export const directoryPolicies: readonly ReadPolicy[] = [
  ...finding.map(([role, purposes, classes]): ReadPolicy => ({
    id: `directory-${role.toLowerCase().replaceAll('_', '-')}`,
    role,
    purposes,
    kinds: ['directory', 'workers'],
    relation: 'anyone',
    classes,
  })),
  {
    id: 'directory-partner',
    role: 'PARTNER',
    purposes: work,
    kinds: ['directory'],
    relation: 'anyone',
    classes: names,
  },
  {
    id: 'partner-own-workers',
    role: 'PARTNER',
    purposes: work,
    kinds: ['workers'],
    relation: 'ownAgency',
    classes: names,
  },
];
