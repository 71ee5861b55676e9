import type { AgreementEvent, CommandOf, DisclosureCommand, DisclosureEvent, EventOf } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { ava } from './ava.ts';
import { keyworker, school, someone, today } from './examples.ts';

// Ava, her mother Mia and Tom; their school, and a surgery.

export const SCHOOL = 'organisation-school';
export const SURGERY = 'organisation-surgery';

export const given: EventOf<'AgreementGiven'> = {
  type: 'AgreementGiven',
  data: {
    family: 'family-1',
    by: 'mia',
    capacity: 'CARER',
    agencies: [SCHOOL],
    method: 'VERBAL',
    explained: 'What the plan is for, and who sees it.',
    takenBy: 'worker-1',
  },
};

export const withdrawn: AgreementEvent = {
  type: 'AgreementWithdrawn',
  data: { family: 'family-1', by: 'mia', capacity: 'CARER', method: 'VERBAL', takenBy: 'worker-1' },
};

export const around: Partial<Facts> = {
  ...ava(),
  workers: new Map([
    ['worker-1', keyworker],
    ['worker-2', { ...keyworker, role: 'TEAM_MANAGER', user: today.actor.user }],
    ['worker-3', { ...keyworker, role: 'TEAM_MANAGER' }],
    ['left', { ...keyworker, activeTo: '2026-06-15' }],
  ]),
  organisations: new Map([
    [SCHOOL, school],
    [SURGERY, { agencyType: 'GP' }],
    ['organisation-ended', { agencyType: 'GP', endedOn: '2026-06-15' }],
  ]),
  begun: new Set(['family-1', ...['ava', 'mia', 'tom'].map((person) => `person-${person}`)]),
};

/** Ava as she is, with the facts of her record. */
export function avaAs(known: Parameters<typeof someone>[0]): Partial<Facts> {
  return { ...around, persons: new Map([['ava', someone(known)]]) };
}

export const deciding: Extract<DisclosureCommand, { type: 'DecideDisclosure' }> = {
  type: 'DecideDisclosure',
  data: {
    family: 'family-1',
    persons: ['ava'],
    recipientAgency: SCHOOL,
    classes: ['general'],
    decision: 'DISCLOSE',
    basis: 'CONSENT',
    reason: 'The school can help in the mornings.',
    decidedBy: 'worker-1',
  },
};

export type Decide = CommandOf<'DecideDisclosure'>['data'];

export const agreed: Partial<Facts> = {
  ...around,
  agreements: new Map([['ava', { isLive: true, agencies: [SCHOOL] }]]),
};
export const decide = (changes: Partial<Decide> = {}): DisclosureCommand => ({
  ...deciding,
  data: { ...deciding.data, ...changes },
});
export const decided = (needsAgreement: boolean, changes: Partial<Decide> = {}): DisclosureEvent => ({
  type: 'DisclosureDecided',
  data: { ...deciding.data, needsAgreement, ...changes },
});
export const asked = { family: 'family-1', persons: ['ava'], recipientAgency: SCHOOL, classes: ['general'] };
const asking = { ...asked, purpose: 'To plan.', requesterName: 'Mrs Lee, head of year' };
export const request: DisclosureCommand = { type: 'RequestDisclosure', data: asking };
export const requested: EventOf<'DisclosureRequested'> = {
  type: 'DisclosureRequested',
  data: { ...asking, requester: 'new-1' },
};
export const withheld = decided(false, { decision: 'WITHHOLD' });

export const told: EventOf<'InformationDisclosed'> = {
  type: 'InformationDisclosed',
  data: { ...asked, entries: ['e-1'], position: 100, how: 'EMAIL', disclosedBy: 'worker-1' },
};
