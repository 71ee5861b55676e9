import { describe, expect, it } from '@jest/globals';
import type { AcceptStepDown, EventOf, FamilyCommand, FamilyEvent } from '#libs/contracts';
import { after, given } from '../testing/specification.ts';
import { around, decidedLevel, episode, family as id, helped, indicators } from '../testing/hill-family.ts';
import { family } from './family.ts';

const about = { family: id, episode };
const step = 'step-1';
const why = { indicators: indicators.L3, rationale: 'Settled.' };
const propose: FamilyCommand = {
  type: 'ProposeStepDown',
  data: { ...about, children: ['ben'], from: 'CIN_S17', reason: 'Plan ends.' },
};
const proposed: EventOf<'StepDownProposed'> = {
  type: 'StepDownProposed',
  data: { episode, step, children: ['ben'], from: 'CIN_S17', reason: 'Plan ends.' },
};
const accept = (changed: Partial<AcceptStepDown> = {}): FamilyCommand => ({
  type: 'AcceptStepDown',
  data: { ...about, step, receivingWorker: 'worker-3', to: 'L3', ...why, ...changed },
});
const accepted: FamilyEvent = {
  type: 'StepDownAccepted',
  data: { episode, step, receivingWorker: 'worker-3' },
};
const steppedDown: EventOf<'SteppedDown'> = {
  type: 'SteppedDown',
  data: { episode, child: 'ben', from: 'L4', to: 'L3', step, ...why, decidedBy: 'worker-3' },
};
const decline: FamilyCommand = { type: 'DeclineStepDown', data: { ...about, step, reason: 'Not yet.' } };
const declined: FamilyEvent = { type: 'StepDownDeclined', data: { episode, step, reason: 'Not yet.' } };
const statutory = [...helped, decidedLevel('ben', 'L4')];
const toL2 = accept({ to: 'L2', indicators: indicators.L2 });
const onPlan: FamilyEvent = {
  type: 'StatutoryStatusNoted',
  data: { episode, child: 'ben', status: 'CP_PLAN' },
};
const inNeed: FamilyEvent = {
  type: 'StatutoryStatusNoted',
  data: { episode, child: 'ben', status: 'CIN_S17' },
};
const fromPlan: FamilyEvent = { type: 'StepDownProposed', data: { ...proposed.data, from: 'CP_PLAN' } };

describe('a step down from statutory services', () => {
  it('is proposed', () => {
    given(family, ...statutory)
      .when(propose, {}, around)
      .then({ ...proposed, data: { ...proposed.data, step: 'step-new-1' } });
  });
  it('is accepted by a named worker, with the new level in the same append', () => {
    given(family, ...statutory, proposed)
      .when(accept(), {}, around)
      .then(accepted, steppedDown);
    given(family, ...statutory, proposed)
      .when(accept({ receivingWorker: 'left' }), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE');
  });
  it('confirms the level of a child who is there already', () => {
    const data = { ...decidedLevel('ben', 'L3').data, ...why, decidedBy: 'worker-3' };
    given(family, ...helped, proposed)
      .when(accept(), {}, around)
      .then(accepted, { type: 'LevelOfNeedDecided', data });
  });
  it('is refused where it would take a child up', () => {
    given(family, ...helped, decidedLevel('ben', 'L2'), proposed)
      .when(accept(), {}, around)
      .refuses('NOT_A_STEP_DOWN', { child: 'ben' });
  });
  it('is about nobody who died since it was proposed', () => {
    const dead = { dateOfDeath: '2026-06-10', standing: new Map() };
    const persons = new Map(around.persons).set('ben', dead);
    const both = { ...proposed, data: { ...proposed.data, children: ['ava', 'ben'] } };
    given(family, ...statutory, proposed)
      .when(accept(), {}, { ...around, persons })
      .refuses('AFTER_DEATH', { person: 'ben' });
    given(family, ...statutory, decidedLevel('ava', 'L4'), both)
      .when(accept(), {}, { ...around, persons })
      .then(accepted, { ...steppedDown, data: { ...steppedDown.data, child: 'ava' } });
    expect(family.needs(accept(), after(family, [...statutory, both])).persons).toEqual(['ava', 'ben']);
  });
  it('is declined with a reason, once', () => {
    given(family, ...statutory, proposed)
      .when(decline)
      .then(declined);
    given(family, ...statutory, proposed, declined)
      .when(decline)
      .refuses('STEP_ANSWERED', { step });
    given(family, ...statutory, proposed)
      .when({ type: 'DeclineStepDown', data: { ...about, step, reason: ' ' } })
      .refuses('RATIONALE_REQUIRED');
  });
  it('is answered once', () => {
    const answered = given(family, ...statutory, proposed, accepted);
    answered.when(accept(), {}, around).refuses('STEP_ANSWERED', { step });
    answered.when(accept({ receivingWorker: 'worker-1' }), {}, around).refuses('STEP_ANSWERED', { step });
    answered.when(decline).refuses('STEP_ANSWERED', { step });
    given(family, ...statutory, proposed, declined)
      .when(accept(), {}, around)
      .refuses('STEP_ANSWERED', { step });
  });
  it('is not answered as a step up', () => {
    given(family, ...statutory, proposed)
      .when({ type: 'DeclineStepUp', data: { ...about, step, reason: 'No.' } })
      .refuses('UNKNOWN_STEP', { step });
    given(family, ...statutory)
      .when(accept(), {}, around)
      .refuses('UNKNOWN_STEP', { step });
  });
  it('from a protection plan goes through child in need', () => {
    given(family, ...statutory, onPlan, proposed)
      .when(toL2, {}, around)
      .refuses('STEP_THROUGH_CIN');
    given(family, ...statutory, fromPlan)
      .when(toL2, {}, around)
      .refuses('STEP_THROUGH_CIN');
    given(family, ...statutory, fromPlan)
      .when(accept(), {}, around)
      .then(accepted, steppedDown);
    given(family, ...statutory, onPlan, inNeed, proposed)
      .when(toL2, {}, around)
      .then(accepted, {
        type: 'SteppedDown',
        data: {
          episode,
          child: 'ben',
          from: 'L4',
          to: 'L2',
          step,
          indicators: indicators.L2,
          rationale: 'Settled.',
          decidedBy: 'worker-3',
        },
      });
  });
});
