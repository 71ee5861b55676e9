import { help, record, work, type ReadPolicy } from './read-policy.ts';
import type { ResourceKind } from './resource.ts';

/** What is on an agenda: a request, the family of an episode, and the entries that the papers hold. */
const items: readonly ResourceKind[] = ['request', 'family', 'event'];

/** Who reads what for a panel: its chair the families it decides about, its members the agenda and what is on it. */
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
  {
    id: 'keyworker-panel',
    role: 'KEYWORKER',
    purposes: work,
    kinds: ['panel'],
    relation: 'assigned',
    classes: help,
  },
  {
    id: 'partner-panel-item',
    role: 'PARTNER',
    purposes: work,
    kinds: items,
    relation: 'tabled',
    classes: ['general', 'special'],
  },
  ...(['SOCIAL_WORKER', 'KEYWORKER'] as const).map((role): ReadPolicy => ({
    id: `${role.toLowerCase().replaceAll('_', '-')}-panel-item`,
    role,
    purposes: work,
    kinds: items,
    relation: 'tabled',
    classes: help,
  })),
];
