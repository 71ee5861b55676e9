import { all, none, record, work, type ReadPolicy } from './read-policy.ts';

/** Who opens what is sealed: its custodians, who see what they keep, and who looked at it. Partners keep none. */
export const sealPolicies: readonly ReadPolicy[] = [
  ...(['KEYWORKER', 'COORDINATOR', 'SOCIAL_WORKER', 'MANAGER'] as const).flatMap((role): ReadPolicy[] => {
    const name = role.toLowerCase().replaceAll('_', '-');
    return [
      {
        id: `custodian-${name}`,
        role,
        purposes: work,
        kinds: record,
        relation: 'custodian',
        classes: all,
      },
      {
        id: `own-seals-${name}`,
        role,
        purposes: work,
        kinds: ['seals'],
        relation: 'custodian',
        classes: all,
      },
      {
        id: `custodian-looked-${name}`,
        role,
        purposes: work,
        kinds: ['looked'],
        relation: 'custodian',
        classes: none,
      },
    ];
  }),
  // That records are sealed, why, and who keeps them: without the records.
  {
    id: 'privacy-seals',
    role: 'PRIVACY_OFFICER',
    purposes: ['SUBJECT_ACCESS', 'AUDIT'],
    kinds: ['seals'],
    relation: 'anyone',
    classes: ['special'],
  },
];
