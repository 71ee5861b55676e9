import { describe, expect, it } from '@jest/globals';
import type { AcceptStepUp, EventOf, FamilyCommand, FamilyEvent, ProposeStepUp } from '#libs/contracts';
import { after, given } from '../testing/specification.ts';
import { around, decidedLevel, episode, family as id, helped, indicators } from '../testing/hill-family.ts';
import { family } from './family.ts';

const about = { family: id, episode };
const step = 'step-1';
const propose = (changed: Partial<ProposeStepUp> = {}): FamilyCommand => ({
  type: 'ProposeStepUp',
  data: {
    ...about,
    children: ['ava', 'ben'],
    target: 'CIN_S17',
    urgent: true,
    reason: 'Worse at home.',
    proposedBy: 'worker-1',
    ...changed,
  },
});
const proposed: EventOf<'StepUpProposed'> = {
  type: 'StepUpProposed',
  data: {
    episode,
    step,
    children: ['ava', 'ben'],
    target: 'CIN_S17',
    urgent: true,
    reason: 'Worse at home.',
    proposedBy: 'worker-1',
  },
};
const why = { indicators: indicators.L4, rationale: 'Neglect.' };
const accept = (changed: Partial<AcceptStepUp> = {}): FamilyCommand => ({
  type: 'AcceptStepUp',
  data: {
    ...about,
    step,
    receivingAgency: 'organisation-care',
    receivingWorker: 'social-worker',
    receivingReference: 'CARE-7',
    to: 'L4',
    ...why,
    ...changed,
  },
});
const accepted: FamilyEvent = {
  type: 'StepUpAccepted',
  data: {
    episode,
    step,
    receivingAgency: 'organisation-care',
    receivingWorker: 'social-worker',
    receivingReference: 'CARE-7',
  },
};
const steppedUp = (child: string, from: string): FamilyEvent => ({
  type: 'SteppedUp',
  data: { episode, child, from, to: 'L4', step, ...why, decidedBy: 'social-worker' },
});
const decline: FamilyCommand = { type: 'DeclineStepUp', data: { ...about, step, reason: 'Not met.' } };
const declined: FamilyEvent = { type: 'StepUpDeclined', data: { episode, step, reason: 'Not met.' } };
const escalate: FamilyCommand = { type: 'EscalateStepUp', data: { ...about, step, reason: 'Harm.' } };
const escalated: FamilyEvent = { type: 'StepUpEscalated', data: { episode, step, reason: 'Harm.' } };

const hills = given(family, ...helped);
const asked = given(family, ...helped, proposed);

describe('proposing a step up', () => {
  it('asks another service to take over', () => {
    hills.when(propose(), {}, around).then({ ...proposed, data: { ...proposed.data, step: 'step-new-1' } });
  });
  it('is about children of the episode, each named once', () => {
    hills.when(propose({ children: ['mia'] }), {}, around).refuses('NOT_IN_EPISODE', { child: 'mia' });
    hills
      .when(propose({ children: ['ava', 'ava'] }), {}, around)
      .refuses('DUPLICATE_VALUE', { field: 'children' });
  });
  it('says why, and who proposes it', () => {
    hills.when(propose({ reason: '' }), {}, around).refuses('RATIONALE_REQUIRED', { field: 'reason' });
    hills.when(propose({ proposedBy: 'left' }), {}, around).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is refused after a death', () => {
    const persons = new Map(around.persons).set('ben', { dateOfDeath: '2026-06-10', standing: new Map() });
    hills.when(propose(), {}, { ...around, persons }).refuses('AFTER_DEATH', { person: 'ben' });
  });
  it('waits for the answer to the last one about the same child', () => {
    asked.when(propose({ children: ['ben'] }), {}, around).refuses('STEP_OPEN', { step });
    const again = given(family, ...helped, proposed, declined).when(propose(), {}, around);
    again.then({ ...proposed, data: { ...proposed.data, step: 'step-new-1' } });
  });
});

describe('a step up to where a child is already', () => {
  const noted = (child: string, status: string): FamilyEvent => ({
    type: 'StatutoryStatusNoted',
    data: { episode, child, status },
  });
  it('is refused while the child is on a protection plan, under enquiry or looked after', () => {
    for (const status of ['CP_S47_ENQUIRY', 'CP_PLAN', 'CLA'])
      for (const target of ['CP', 'MACPT', 'CIN_S17'])
        given(family, ...helped, noted('ben', status))
          .when(propose({ target }), {}, around)
          .refuses('ALREADY_STATUTORY', { child: 'ben' });
  });
  it('is not refused to a service that does more, for a sibling, or once it is over', () => {
    const inNeed = given(family, ...helped, noted('ben', 'CIN_S17'));
    inNeed.when(propose({ target: 'CIN_S17' }), {}, around).refuses('ALREADY_STATUTORY', { child: 'ben' });
    const made = (changed: Partial<ProposeStepUp>): FamilyEvent => ({
      ...proposed,
      data: { ...proposed.data, ...changed, step: 'step-new-1' },
    });
    inNeed.when(propose({ target: 'CP' }), {}, around).then(made({ target: 'CP' }));
    inNeed.when(propose({ target: 'IFST' }), {}, around).then(made({ target: 'IFST' }));
    inNeed.when(propose({ children: ['ava'] }), {}, around).then(made({ children: ['ava'] }));
    for (const status of ['NONE', 'CARE_LEAVER'])
      given(family, ...helped, noted('ben', 'CIN_S17'), noted('ben', status))
        .when(propose(), {}, around)
        .then(made({}));
  });
});

describe('accepting a step up', () => {
  it('names who takes over, and takes the children to their new level in the same append', () => {
    asked.when(accept(), {}, around).then(accepted, steppedUp('ava', 'L2'), steppedUp('ben', 'L3'));
  });
  it('confirms the level of a child who is there already', () => {
    const confirmed = { ...decidedLevel('ben', 'L4').data, ...why, decidedBy: 'social-worker' };
    given(family, ...helped, decidedLevel('ben', 'L4'), proposed)
      .when(accept(), {}, around)
      .then(accepted, steppedUp('ava', 'L2'), { type: 'LevelOfNeedDecided', data: confirmed });
  });
  it('is refused where it would take a child down', () => {
    given(family, ...helped, decidedLevel('ben', 'L4'), proposed)
      .when(accept({ to: 'L3', indicators: indicators.L3 }), {}, around)
      .refuses('NOT_A_STEP_UP', { child: 'ben' });
  });
  it('steps up nobody who died since it was proposed, and goes on for the others', () => {
    const persons = new Map(around.persons).set('ben', { dateOfDeath: '2026-06-10', standing: new Map() });
    asked.when(accept(), {}, { ...around, persons }).then(accepted, steppedUp('ava', 'L2'));
    persons.set('ben', { pregnancyEndedOn: '2026-06-10', standing: new Map() });
    asked.when(accept(), {}, { ...around, persons }).then(accepted, steppedUp('ava', 'L2'));
    const before = { occurredAt: { precision: 'DATE', value: '2026-06-10' } } as const;
    asked
      .when(accept(), before, { ...around, persons })
      .then(accepted, steppedUp('ava', 'L2'), steppedUp('ben', 'L3'));
  });
  it('is refused where all its children died', () => {
    const dead = { dateOfDeath: '2026-06-10', standing: new Map() };
    const persons = new Map(around.persons).set('ava', dead).set('ben', dead);
    asked.when(accept(), {}, { ...around, persons }).refuses('AFTER_DEATH', { person: 'ava' });
    expect(family.needs(accept(), after(family, [...helped, proposed])).persons).toEqual(['ava', 'ben']);
  });
  it('may follow an escalation, and is final', () => {
    given(family, ...helped, proposed, declined, escalated)
      .when(accept(), {}, around)
      .then(accepted, steppedUp('ava', 'L2'), steppedUp('ben', 'L3'));
    const answered = given(family, ...helped, proposed, accepted);
    answered.when(accept(), {}, around).refuses('STEP_ANSWERED', { step });
    answered.when(accept({ receivingWorker: 'worker-3' }), {}, around).refuses('STEP_ANSWERED', { step });
    answered.when(decline).refuses('STEP_ANSWERED', { step });
    answered.when(escalate).refuses('STEP_ANSWERED', { step });
  });
  it('is refused after it was declined, unless it is escalated', () => {
    given(family, ...helped, proposed, declined)
      .when(accept(), {}, around)
      .refuses('STEP_ANSWERED', { step });
  });
  it('is by an active service and an active worker of it', () => {
    asked
      .when(
        accept({ receivingAgency: 'organisation-ended', receivingWorker: 'of-closed-agency' }),
        {},
        around,
      )
      .refuses('ORGANISATION_NOT_ACTIVE');
    asked.when(accept({ receivingWorker: 'worker-3' }), {}, around).refuses('WORKER_NOT_ELIGIBLE', {
      worker: 'worker-3',
      because: 'OTHER_AGENCY',
    });
    asked
      .when(accept({ receivingAgency: 'organisation-school', receivingWorker: 'left' }), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE');
  });
  it('says why, with indicators of the level', () => {
    asked.when(accept({ rationale: ' ' }), {}, around).refuses('RATIONALE_REQUIRED');
    asked.when(accept({ indicators: indicators.L3 }), {}, around).refuses('SCHEME_MISMATCH');
  });
});

describe('declining and escalating a step up', () => {
  it('is declined with a reason, once', () => {
    asked.when(decline).then(declined);
    given(family, ...helped, proposed, declined)
      .when(decline)
      .refuses('STEP_ANSWERED', { step });
    asked.when({ type: 'DeclineStepUp', data: { ...about, step, reason: '' } }).refuses('RATIONALE_REQUIRED');
  });
  it('is escalated when declined or left unanswered, by each who disagrees', () => {
    given(family, ...helped, proposed, declined)
      .when(escalate)
      .then(escalated);
    asked.when(escalate).then(escalated);
    given(family, ...helped, proposed, escalated)
      .when(escalate)
      .then(escalated);
    asked
      .when({ type: 'EscalateStepUp', data: { ...about, step, reason: '' } })
      .refuses('RATIONALE_REQUIRED');
  });
  it('may be declined and escalated again', () => {
    given(family, ...helped, proposed, declined, escalated)
      .when(decline)
      .then(declined);
    given(family, ...helped, proposed, declined, escalated, declined)
      .when(escalate)
      .then(escalated);
  });
  it('is answered no more once declined twice, until it is escalated again', () => {
    const twice = given(family, ...helped, proposed, declined, escalated, declined);
    twice.when(decline).refuses('STEP_ANSWERED', { step });
    twice.when(accept(), {}, around).refuses('STEP_ANSWERED', { step });
    twice.when(escalate).then(escalated);
    twice.when(propose(), {}, around).then({ ...proposed, data: { ...proposed.data, step: 'step-new-1' } });
  });
  it('is about a step up of this episode', () => {
    for (const command of [accept(), decline, escalate])
      hills.when(command, {}, around).refuses('UNKNOWN_STEP', { step });
  });
  it('leaves the episode with its agency and keyworker, whatever the answer and while it waits', () => {
    const story = [...helped, proposed, declined, escalated, accepted];
    for (let told = helped.length; told <= story.length; told++) {
      const state = after(family, story.slice(0, told));
      const open = state.status === 'REGISTERED' ? state.episodes.get(episode) : undefined;
      expect(open).toMatchObject({ status: 'OPEN', agency: 'organisation-school', keyworker: 'worker-1' });
    }
  });
});
