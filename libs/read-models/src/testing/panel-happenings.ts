import type { TestEvent } from './story.ts';

interface Step {
  readonly family: string;
  readonly person: string;
  readonly level: string;
  readonly daysAgo: number;
  readonly daysOn: number;
}

type Happening = (step: Step, nth: number) => readonly [stream: string, ...events: TestEvent[]];

const REQUESTS = ['request-1', 'request-2'];
const WHY = { rationale: 'Said', decidedBy: 'worker-1' };
const PANELS = ['panel-1', 'panel-2'];
const panelOf = ({ daysOn }: Step): string => PANELS[daysOn % 2] ?? '';
const itemOf = ({ daysAgo }: Step): string => REQUESTS[daysAgo % 2] ?? '';

/** What may happen at panels of the requests of random histories. */
export const atPanels: readonly Happening[] = [
  (step, nth) => {
    const day = { district: 'd-1', date: `2026-04-0${nth % 9}`, cadence: 'WEEKLY', quorumRule: 'ANY' };
    return [panelOf(step), { type: 'PanelScheduled', data: { reference: `P-${nth}`, ...day } }];
  },
  (step) => {
    const agency = { member: 'worker-1', agency: 'organisation-a', agencyType: 'SCHOOL' };
    const came = { ...agency, chairing: step.daysAgo % 2 === 0, remote: step.daysOn % 2 === 0 };
    return [panelOf(step), { type: 'PanelMemberAttended', data: came }];
  },
  (step) => [itemOf(step), { type: 'RequestSentToPanel', data: { district: 'd-1' } }],
  (step) => {
    const { family, daysAgo } = step;
    const tabled = { item: itemOf(step), family, sending: daysAgo, evidencePositions: [1] };
    return [panelOf(step), { type: 'ItemTabled', data: tabled }];
  },
  (step) => {
    const { family, person, level } = step;
    const children = [{ child: person, level, indicators: ['L2.01'] }];
    const allocated = { outcome: 'IFST', agency: 'organisation-a', children, ...WHY };
    const about = { item: itemOf(step), family };
    return [
      panelOf(step),
      { type: 'ItemDecided', data: { ...about, ...allocated } },
      { type: 'AllocationOffered', data: { ...about, agency: 'organisation-a' } },
    ];
  },
  (step) => {
    const declined = { item: itemOf(step), agency: 'organisation-a', reason: 'Full' };
    return [panelOf(step), { type: 'AllocationDeclined', data: declined }];
  },
];
