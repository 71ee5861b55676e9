import { describe, it } from '@jest/globals';
import type { AcceptStepUp, EventOf, FamilyCommand, FamilyEvent, ProposeStepUp } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { around, episode, family as id, helped, indicators } from '../testing/hill-family.ts';
import { family } from './family.ts';

const about = { family: id, episode };
const step = 'step-1';
const why = { indicators: indicators.L4, rationale: 'Neglect.' };
const asked = {
  children: ['ava', 'ben'],
  target: 'CIN_S17',
  urgent: true,
  reason: 'Worse at home.',
  proposedBy: 'worker-1',
};
const proposed: EventOf<'StepUpProposed'> = { type: 'StepUpProposed', data: { episode, step, ...asked } };
const propose = (changed: Partial<ProposeStepUp>): FamilyCommand => ({
  type: 'ProposeStepUp',
  data: { ...about, ...asked, ...changed },
});
const receiving = { receivingAgency: 'organisation-care', receivingWorker: 'social-worker' };
const accept = (changed: Partial<AcceptStepUp> = {}): FamilyCommand => ({
  type: 'AcceptStepUp',
  data: { ...about, step, ...receiving, to: 'L4', ...why, ...changed },
});
const steppedUp = (child: string, from: string, by = step): FamilyEvent => ({
  type: 'SteppedUp',
  data: { episode, child, from, to: 'L4', step: by, ...why, decidedBy: 'social-worker' },
});
const decline: FamilyCommand = { type: 'DeclineStepUp', data: { ...about, step, reason: 'Not met.' } };
const escalate: FamilyCommand = { type: 'EscalateStepUp', data: { ...about, step, reason: 'Harm.' } };

describe('a step up while another one waits', () => {
  const CIN = { target: 'CIN_S17', urgent: false };
  const waits = (changed: Partial<ProposeStepUp>): FamilyEvent => ({
    ...proposed,
    data: { ...proposed.data, ...changed },
  });
  const next = (changed: Partial<EventOf<'StepUpProposed'>['data']>): FamilyEvent => ({
    ...proposed,
    data: { ...proposed.data, step: 'step-new-1', ...changed },
  });
  const planned = given(family, ...helped, waits(CIN));

  it('takes its place where it is more urgent, or asks for more', () => {
    for (const more of [
      { target: 'CP', urgent: true },
      { target: 'CIN_S17', urgent: true },
      { target: 'MACPT', urgent: false },
    ])
      planned.when(propose(more), {}, around).then(next({ ...more, supersedes: [step] }));
  });
  it('waits for it where it asks for less, or is less urgent, or the same again', () => {
    for (const [waiting, less] of [
      [CIN, { target: 'IFST', urgent: true }],
      [CIN, CIN],
      [
        { target: 'CIN_S17', urgent: true },
        { target: 'CP', urgent: false },
      ],
      [
        { target: 'CP', urgent: true },
        { target: 'MACPT', urgent: true },
      ],
    ] as const)
      given(family, ...helped, waits(waiting))
        .when(propose(less), {}, around)
        .refuses('STEP_OPEN', { step });
  });
  it('leaves it waiting for the children that it is not about', () => {
    const urgent = { target: 'CP', urgent: true, children: ['ben'] };
    planned.when(propose(urgent), {}, around).then(next(urgent));
    const both = given(family, ...helped, waits(CIN), next(urgent));
    both
      .when(accept(), {}, around)
      .then({ type: 'StepUpAccepted', data: { episode, step, ...receiving } }, steppedUp('ava', 'L2'));
    both.when(propose({ ...urgent, children: ['ava'] }), {}, around).then({
      ...proposed,
      data: { ...proposed.data, ...urgent, children: ['ava'], step: 'step-new-1', supersedes: [step] },
    });
  });
  it('is the one that is answered: nobody accepts, declines or escalates the other', () => {
    const instead = given(family, ...helped, waits(CIN), next({ target: 'CP', supersedes: [step] }));
    for (const command of [accept(), decline, escalate])
      instead.when(command, {}, around).refuses('STEP_SUPERSEDED', { step: 'step-new-1' });
    const taken = { ...receiving, step: 'step-new-1' };
    instead
      .when(accept(taken), {}, around)
      .then(
        { type: 'StepUpAccepted', data: { episode, ...taken } },
        steppedUp('ava', 'L2', 'step-new-1'),
        steppedUp('ben', 'L3', 'step-new-1'),
      );
  });
  it('waits for no step down, where it is urgent or to a statutory service', () => {
    const down: FamilyEvent = {
      type: 'StepDownProposed',
      data: { episode, step, children: ['ava', 'ben'], from: 'CIN_S17', reason: 'Better.' },
    };
    const handedBack = given(family, ...helped, down);
    const more = { target: 'CP', urgent: false };
    handedBack.when(propose(more), {}, around).then(next({ ...more, supersedes: [step] }));
    const ifst = { target: 'IFST', urgent: true };
    handedBack.when(propose(ifst), {}, around).then(next({ ...ifst, supersedes: [step] }));
    handedBack.when(propose({ ...ifst, urgent: false }), {}, around).refuses('STEP_OPEN', { step });
  });
});
