import type { PanelCommand, PanelEvent } from '#libs/contracts';
import type { Facts, OrganisationFact, RequestFact, WorkerFact } from '../aggregate.ts';
import { keyworker, people } from './examples.ts';

/** A panel of Stevenage on 16 June 2026, with a chair, a teacher and a health visitor, and one request before it. */
export const PANEL = 'panel-1';
export const ITEM = 'request-1';

const workerOf = (agency: string): WorkerFact => ({ ...keyworker, agency });
const agencyOf = (agencyType: string): OrganisationFact => ({ agencyType });

export const standing: RequestFact = {
  status: 'AT_PANEL',
  sending: 2,
  family: 'family-1',
  revision: 5,
  receivedOn: '2026-06-10',
};
export const facts: Partial<Facts> = {
  ...people(['ava', {}]),
  workers: new Map([
    ['chair', workerOf('organisation-council')],
    ['teacher', workerOf('organisation-school')],
    ['visitor', workerOf('organisation-health')],
    ['helper', workerOf('organisation-help')],
  ]),
  organisations: new Map([
    ['organisation-council', agencyOf('COUNCIL')],
    ['organisation-school', agencyOf('SCHOOL')],
    ['organisation-health', agencyOf('HEALTH_VISITING')],
    ['organisation-help', agencyOf('EARLY_HELP')],
  ]),
  requests: new Map([[ITEM, standing]]),
};

export const scheduled = (quorumRule = 'CHAIR_AND_THREE'): PanelEvent => ({
  type: 'PanelScheduled',
  data: {
    reference: 'P-1',
    district: 'herts.ff.stevenage',
    date: '2026-06-16',
    cadence: 'WEEKLY',
    quorumRule,
  },
});

const AGENCIES: Readonly<Record<string, readonly [agency: string, type: string]>> = {
  chair: ['organisation-council', 'COUNCIL'],
  teacher: ['organisation-school', 'SCHOOL'],
  visitor: ['organisation-health', 'HEALTH_VISITING'],
  helper: ['organisation-help', 'EARLY_HELP'],
};

export function attended(member: string, remote = false): PanelEvent {
  const [agency = '', agencyType = ''] = AGENCIES[member] ?? [];
  return {
    type: 'PanelMemberAttended',
    data: { member, agency, agencyType, chairing: member === 'chair', remote },
  };
}

export const quorate: PanelEvent = {
  type: 'PanelQuorate',
  data: { present: ['chair', 'teacher', 'visitor'] },
};
export const tabled: PanelEvent = {
  type: 'ItemTabled',
  data: { item: ITEM, family: 'family-1', sending: 2, evidencePositions: [4, 7] },
};

/** A panel that can decide on its one item. */
export const ready: readonly PanelEvent[] = [
  scheduled(),
  attended('chair'),
  attended('teacher'),
  attended('visitor', true),
  quorate,
  tabled,
];

export const decision = {
  outcome: 'FFA_ALLOCATE_KEYWORKER',
  children: [{ child: 'ava', level: 'L2', indicators: ['L2.01'] }],
  agency: 'organisation-help',
  keyworker: 'helper',
  rationale: 'Several needs.',
  decidedBy: 'chair',
};
export const advice = {
  outcome: 'ADVICE_TO_REFERRER',
  rationale: 'The school can help.',
  decidedBy: 'chair',
};

export const decide = (changed: object = {}): PanelCommand => ({
  type: 'DecideItem',
  data: { panel: PANEL, item: ITEM, ...decision, ...changed },
});
export const decided: PanelEvent = {
  type: 'ItemDecided',
  data: { item: ITEM, family: 'family-1', ...decision },
};
const allocated = { item: ITEM, family: 'family-1', agency: 'organisation-help' };
export const offered: PanelEvent = {
  type: 'AllocationOffered',
  data: { ...allocated, keyworker: 'helper' },
};
export const accepted: PanelEvent = {
  type: 'AllocationAccepted',
  data: { ...allocated, keyworker: 'helper', familyAgreed: true },
};
export const declined: PanelEvent = {
  type: 'AllocationDeclined',
  data: { ...allocated, reason: 'Nobody is free.' },
};
export const closed: PanelEvent = { type: 'PanelClosed', data: {} };
