import { help, record, work, type ReadPolicy } from './read-policy.ts';

/** Who reads what for a panel: its chair the families it decides about, its members the agenda. */
export const panelPolicies: readonly ReadPolicy[] = [
  {
    id: 'panel',
    role: 'PANEL_CHAIR',
    purposes: work,
    kinds: [...record, 'openEpisode', 'panel'],
    relation: 'anyone',
    classes: help,
  },
  {
    id: 'panel-lists',
    role: 'PANEL_CHAIR',
    purposes: work,
    kinds: ['population'],
    relation: 'anyone',
    classes: ['general'],
  },
  {
    id: 'partner-panel',
    role: 'PARTNER',
    purposes: work,
    kinds: ['panel'],
    relation: 'ownAgency',
    classes: ['general', 'special'],
  },
  {
    id: 'social-work-panel',
    role: 'SOCIAL_WORKER',
    purposes: work,
    kinds: ['panel'],
    relation: 'assigned',
    classes: help,
  },
];
