import { describe, expect, it } from '@jest/globals';
import type { FamilyEvent } from '#libs/contracts';
import { noFacts } from '../testing/examples.ts';
import { closed, episode, helped } from '../testing/hill-family.ts';
import { after } from '../testing/specification.ts';
import { statusesToNote } from './accepted.ts';
import { family } from './family.ts';

const step = 'step-1';
const proposed = (target: string): FamilyEvent => ({
  type: 'StepUpProposed',
  data: {
    episode,
    step,
    children: ['ava', 'ben'],
    target,
    urgent: false,
    reason: 'Harm.',
    proposedBy: 'worker-1',
  },
});
const accepted: FamilyEvent = {
  type: 'StepUpAccepted',
  data: { episode, step, receivingAgency: 'organisation-care', receivingWorker: 'social-worker' },
};
const noted = (child: string, status: string): FamilyEvent => ({
  type: 'StatutoryStatusNoted',
  data: { episode, child, status },
});
const due = (...events: readonly FamilyEvent[]) =>
  statusesToNote(
    after(family, [...helped, ...events]),
    { episode, step, on: '2026-06-16' },
    noFacts.reference,
  );

describe('what follows from an accepted step up', () => {
  it('is the status of the service, for every child of the step', () => {
    expect(due(proposed('CIN_S17'), accepted)).toEqual([
      { child: 'ava', status: 'CIN_S17' },
      { child: 'ben', status: 'CIN_S17' },
    ]);
    expect(due(proposed('MACPT'), accepted)[0]?.status).toBe('CP_S47_ENQUIRY');
  });
  it('is nothing for a child whose status says so, or more, already', () => {
    expect(due(proposed('CIN_S17'), accepted, noted('ava', 'CP_PLAN'), noted('ben', 'CIN_S17'))).toEqual([]);
    expect(due(proposed('CP'), accepted, noted('ava', 'CIN_S17'), noted('ben', 'CP_PLAN'))).toEqual([
      { child: 'ava', status: 'CP_S47_ENQUIRY' },
    ]);
  });
  it('is nothing of a service that is none of the statutory ones, before acceptance and after closure', () => {
    expect(due(proposed('IFST'), accepted)).toEqual([]);
    expect(due(proposed('CIN_S17'))).toEqual([]);
    expect(due(proposed('CIN_S17'), accepted, closed)).toEqual([]);
  });
});
