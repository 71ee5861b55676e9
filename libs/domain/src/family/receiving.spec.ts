import { describe, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { around, episode, family as id, helped, indicators } from '../testing/hill-family.ts';
import { family } from './family.ts';

const step = 'step-1';
const why = { indicators: indicators.L4, rationale: 'Neglect.' };
const asked = (target: string) =>
  given(family, ...helped, {
    type: 'StepUpProposed',
    data: {
      episode,
      step,
      children: ['ava'],
      target,
      urgent: true,
      reason: 'Worse at home.',
      proposedBy: 'worker-1',
    },
  });
const accept = (receivingAgency: string, receivingWorker: string): FamilyCommand => ({
  type: 'AcceptStepUp',
  data: { family: id, episode, step, receivingAgency, receivingWorker, to: 'L4', ...why },
});
const taken = (receivingAgency: string, receivingWorker: string): FamilyEvent[] => [
  { type: 'StepUpAccepted', data: { episode, step, receivingAgency, receivingWorker } },
  {
    type: 'SteppedUp',
    data: { episode, child: 'ava', from: 'L2', to: 'L4', step, ...why, decidedBy: receivingWorker },
  },
];
const being = (organisation: string, agencyType: string) => ({
  ...around,
  organisations: new Map(around.organisations).set(organisation, { agencyType }),
});

describe('who takes a child on', () => {
  it('is children’s social care, or another authority, where the service is one by statute', () => {
    for (const target of ['CIN_S17', 'CP', 'MACPT'])
      asked(target)
        .when(accept('organisation-school', 'worker-3'), {}, around)
        .refuses('NOT_STATUTORY', { organisation: 'organisation-school' });
    for (const agencyType of ['SOCIAL_CARE', 'OTHER_AUTHORITY'])
      asked('CIN_S17')
        .when(accept('organisation-care', 'social-worker'), {}, being('organisation-care', agencyType))
        .then(...taken('organisation-care', 'social-worker'));
  });
  it('is not the family’s own keyworker, in whatever agency', () => {
    asked('CIN_S17')
      .when(accept('organisation-school', 'worker-1'), {}, being('organisation-school', 'SOCIAL_CARE'))
      .refuses('WORKER_NOT_ELIGIBLE', { worker: 'worker-1', because: 'IS_KEYWORKER' });
  });
  it('may be anybody where nothing by statute follows', () => {
    asked('IFST')
      .when(accept('organisation-school', 'worker-1'), {}, around)
      .then(...taken('organisation-school', 'worker-1'));
  });
});
