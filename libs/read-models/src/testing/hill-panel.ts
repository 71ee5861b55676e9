import { FAMILY, REQUEST } from './hill.ts';
import type { Story } from './story.ts';

/** Panels of Stevenage that have the Hill family's request before them. */
export const PANEL = 'panel-1';
export const DISTRICT = 'herts.ff.stevenage';
export const about = { item: REQUEST, family: FAMILY };
export const inFamily = { families: [FAMILY] };

export function scheduled(story: Story, panel = PANEL, date = '2026-03-10'): number {
  const reference = `P-${panel}`;
  const data = { reference, district: DISTRICT, date, cadence: 'WEEKLY', quorumRule: 'CHAIR_AND_THREE' };
  return story.tell(panel, { type: 'PanelScheduled', data });
}

export function tabled(story: Story, panel = PANEL, sending = 1): number {
  const data = { ...about, sending, evidencePositions: [1, 4] };
  return story.tell(panel, { type: 'ItemTabled', data }, inFamily);
}

export function decided(story: Story, panel = PANEL): number {
  const data = {
    ...about,
    outcome: 'FFA_ALLOCATE_KEYWORKER',
    children: [{ child: 'p-ava', level: 'L2', indicators: ['L2.01'] }],
    agency: 'organisation-a',
    rationale: 'Several needs',
    decidedBy: 'worker-chair',
  };
  return story.tell(panel, { type: 'ItemDecided', data }, inFamily);
}

export const offered = { ...about, agency: 'organisation-a' };
export const declined = { ...offered, reason: 'Nobody is free' };
