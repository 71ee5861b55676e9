import { describe, expect, it } from '@jest/globals';
import type { CommandOf, EventOf, PersonEvent, PlanCommand, PlanEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { someone } from '../testing/examples.ts';
import { agreed, goal, help, helpOver, hills, planned, then } from '../testing/plan.ts';
import { given, placed } from '../testing/specification.ts';
import { plan } from './plan.ts';
import { openActions } from './state.ts';

const nothing = given(plan);
const standing = given(plan, ...planned);
const without = (changes: Partial<Facts>): Partial<Facts> => ({ ...hills, ...changes });
const one = { ...help, action: 'action-1' };
const ofAva = { ...one, person: 'ava' };
const complete: PlanCommand = { type: 'CompleteAction', data: one };
const completed: PlanEvent = { type: 'ActionCompleted', data: ofAva };
const cancel = (reason = 'Not wanted.'): PlanCommand => ({ type: 'CancelAction', data: { ...one, reason } });
const cancelled: PlanEvent = { type: 'ActionCancelled', data: { ...ofAva, reason: 'Not wanted.' } };

describe('an action', () => {
  it('goes on, is missed and goes on, and is done or cancelled, once', () => {
    const note = 'Three nights of five.';
    standing
      .when({ type: 'ProgressAction', data: { ...one, note } }, then, hills)
      .then({ type: 'ActionProgressed', data: { ...ofAva, note } });
    const miss = { reason: 'Mia was ill.', due: '2026-07-07' };
    const missed: PlanEvent = { type: 'ActionMissed', data: { ...ofAva, ...miss } };
    standing.when({ type: 'MissAction', data: { ...one, ...miss } }, then, hills).then(missed);
    standing.when(complete, then, hills).then(completed);
    given(plan, ...planned, missed)
      .when(complete, then, hills)
      .then(completed);
    standing.when(cancel(), then, hills).then(cancelled);
    const done = given(plan, ...planned, completed);
    done.when(complete, then, hills).then();
    done.when(cancel(), then, hills).refuses('ACTION_SETTLED', { action: 'action-1' });
    given(plan, ...planned, cancelled)
      .when(cancel(), then, hills)
      .then();
    given(plan, ...planned, cancelled)
      .when(complete, then, hills)
      .refuses('ACTION_SETTLED');
  });
  it('is of the plan in force, of help that is open, and is not given up without a reason', () => {
    const other: PlanCommand = { type: 'CompleteAction', data: { ...help, action: 'action-9' } };
    standing.when(other, then, hills).refuses('UNKNOWN_ACTION', { action: 'action-9' });
    nothing.when(complete, then, hills).refuses('NO_PLAN');
    standing.when(complete, then, without(helpOver)).refuses('EPISODE_CLOSED');
    standing.when(cancel(' '), then, hills).refuses('RATIONALE_REQUIRED');
    const data = { ...one, reason: '' };
    standing.when({ type: 'MissAction', data }, then, hills).refuses('RATIONALE_REQUIRED');
    const past = { ...one, reason: 'Ill.', due: '2026-06-01' };
    standing.when({ type: 'MissAction', data: past }, then, hills).refuses('END_BEFORE_START');
    const silent = { ...one, note: '' };
    standing.when({ type: 'ProgressAction', data: silent }, then, hills).refuses('REQUIRED');
  });
  it('is open work until it is done, cancelled, or its plan is over', () => {
    const open = (...events: readonly PlanEvent[]) =>
      openActions([...planned, ...events].map((event, revision) => placed(event, revision)));
    expect(open()).toEqual(['action-1']);
    expect(open(completed)).toEqual([]);
    expect(open(cancelled)).toEqual([]);
    expect(open({ type: 'PlanEnded', data: { ...help, reason: 'EPISODE_CLOSED' } })).toEqual([]);
    expect(open(agreed({ version: 2, goals: ['goal-1'] }))).toEqual(['action-1']);
  });
});

describe('a meeting of the team', () => {
  type Taf = CommandOf<'HoldTaf'>['data'];
  const taf: Taf = {
    ...help,
    ledBy: 'worker-1',
    workers: ['worker-3'],
    agencies: ['organisation-school'],
    persons: ['mia'],
    childrenPresent: ['ben'],
    childrenAbsent: [{ child: 'ava', reason: 'At school.' }],
  };
  const hold = (changes: Partial<Taf> = {}): PlanCommand => ({
    type: 'HoldTaf',
    data: { ...taf, ...changes },
  });

  it('is held before there is a plan as well', () => {
    nothing.when(hold(), then, hills).then({ type: 'TafHeld', data: taf });
    standing.when(hold(), then, hills).then({ type: 'TafHeld', data: taf });
    nothing.when(hold(), then, without(helpOver)).refuses('EPISODE_CLOSED');
    nothing.when(hold(), { ...then, occurredAt: { precision: 'UNKNOWN' } }, hills).refuses('REQUIRED');
  });
  it('says of every living child who is helped whether the child was there, or why not', () => {
    nothing.when(hold({ childrenAbsent: [] }), then, hills).refuses('REQUIRED', { field: 'childrenAbsent' });
    const both = { childrenPresent: ['ava', 'ben'] };
    nothing.when(hold(both), then, hills).refuses('DUPLICATE_VALUE');
    nothing.when(hold({ childrenPresent: ['tom'] }), then, hills).refuses('NOT_IN_EPISODE', { child: 'tom' });
    const silent = { childrenAbsent: [{ child: 'ava', reason: ' ' }] };
    nothing.when(hold(silent), then, hills).refuses('REQUIRED', { field: 'childrenAbsent.0.reason' });
    const persons = new Map(hills.persons).set('ava', someone({ dateOfDeath: '2026-06-02' }));
    const { childrenAbsent: _, ...alone } = taf;
    nothing
      .when(hold({ childrenAbsent: [] }), then, without({ persons }))
      .then({ type: 'TafHeld', data: alone });
  });
  it('says nothing of a child whose record was erased', () => {
    const gone = without({ erased: new Set(['ava']) });
    const { childrenAbsent: _, ...alone } = taf;
    nothing.when(hold({ childrenAbsent: [] }), then, gone).then({ type: 'TafHeld', data: alone });
    nothing.when(hold(), then, gone).refuses('SUBJECT_ERASED', { subject: 'ava' });
  });
  it('knows a child under another record as the same', () => {
    const links = new Map([['eva', ['ava', 'eva']]]);
    const childrenPresent = ['eva', 'ben'];
    const { childrenAbsent: _, ...alone } = taf;
    nothing
      .when(hold({ childrenPresent, childrenAbsent: [] }), then, without({ links }))
      .then({ type: 'TafHeld', data: { ...alone, childrenPresent } });
  });
  it('counts nobody as there who sent apologies, nor anybody who is not there for the record', () => {
    for (const apologyWorkers of [['worker-1'], ['worker-3']])
      nothing.when(hold({ apologyWorkers }), then, hills).refuses('DUPLICATE_VALUE');
    nothing.when(hold({ apologyPersons: ['mia'] }), then, hills).refuses('DUPLICATE_VALUE');
    nothing.when(hold({ workers: ['left'] }), then, hills).refuses('WORKER_NOT_ELIGIBLE');
    nothing.when(hold({ agencies: ['organisation-ended'] }), then, hills).refuses('ORGANISATION_NOT_ACTIVE');
    nothing.when(hold({ persons: ['nobody'] }), then, hills).refuses('NOT_FOUND');
  });
});

describe('a review', () => {
  const progress = [
    { goal: 'goal-1', progress: 'GOOD_PROGRESS', note: 'Four days of five.' },
    { goal: 'goal-rent', progress: 'NO_CHANGE' },
  ];
  const review = (changes: Partial<CommandOf<'CompleteReview'>['data']> = {}): PlanCommand => ({
    type: 'CompleteReview',
    data: { ...help, progress, nextDue: '2026-07-28', reviewedBy: 'worker-1', ...changes },
  });

  it('says of each goal of the plan in force how far it has come, as theirs whose it is', () => {
    const [ofOne, ofAll] = progress;
    standing.when(review(), then, hills).then({
      type: 'ReviewCompleted',
      data: {
        ...help,
        progress: [{ ...ofOne, person: 'ava' }, ofAll],
        nextDue: '2026-07-28',
        reviewedBy: 'worker-1',
      } as EventOf<'ReviewCompleted'>['data'],
    });
    standing.when(review({ progress: progress.slice(0, 1) }), then, hills).refuses('REQUIRED');
    const stray = [...progress, { goal: 'goal-9', progress: 'WORSE' }];
    standing.when(review({ progress: stray }), then, hills).refuses('UNKNOWN_GOAL', { goal: 'goal-9' });
    standing.when(review({ progress: [...progress, ...progress] }), then, hills).refuses('DUPLICATE_VALUE');
    nothing.when(review(), then, hills).refuses('NO_PLAN');
    standing.when(review({ nextDue: '2026-06-15' }), then, hills).refuses('END_BEFORE_START');
    standing.when(review(), then, without(helpOver)).refuses('EPISODE_CLOSED');
    given(plan, agreed(), goal('goal-1'))
      .when(review({ progress: progress.slice(0, 1), reviewedBy: 'left' }), then, hills)
      .refuses('WORKER_NOT_ELIGIBLE');
  });
});

describe('a copy of the plan', () => {
  const share = (to = 'mia'): PlanCommand => ({
    type: 'SharePlanCopy',
    data: { ...help, to, how: 'LETTER', sharedBy: 'worker-1' },
  });
  const barred = (matter: PersonEvent): Partial<Facts> =>
    without({
      members: ['mia', 'tom', 'ava', 'ben'],
      belonged: ['mia', 'tom', 'ava', 'ben'],
      persons: new Map(hills.persons).set('ben', someone({ standing: new Map([['bar', matter]]) })),
    });

  it('is given to somebody of the family, of the version in force', () => {
    standing.when(share(), then, hills).then({
      type: 'PlanCopyShared',
      data: { ...help, to: 'mia', how: 'LETTER', sharedBy: 'worker-1', version: 1 },
    });
    standing.when(share('tom'), then, hills).refuses('NOT_A_MEMBER');
    standing.when(share('lost'), then, hills).refuses('AFTER_DEATH');
    nothing.when(share(), then, hills).refuses('NO_PLAN');
  });
  it('is given to nobody whom any bar keeps from anybody of the family', () => {
    for (const scope of ['NO_INFORMATION', 'NO_ADDRESS', 'NO_CONTACT']) {
      const bar: PersonEvent = { type: 'ContactBarRecorded', data: { barred: 'tom', scope } };
      standing.when(share('tom'), then, barred(bar)).refuses('CONTACT_BAR', {});
    }
    const other: PersonEvent = { type: 'ContactBarRecorded', data: { barred: 'uwe', scope: 'NO_CONTACT' } };
    standing.when(share('tom'), then, barred(other)).then({
      type: 'PlanCopyShared',
      data: { ...help, to: 'tom', how: 'LETTER', sharedBy: 'worker-1', version: 1 },
    });
  });
  it('is given to nobody from whom that version was withheld, under whichever of their records', () => {
    const withheld: PlanEvent = {
      type: 'PlanCopyWithheld',
      data: {
        ...help,
        from: 'mia-2',
        reason: 'Told by her.',
        nobodyElse: false,
        decidedBy: 'worker-1',
        version: 1,
      },
    };
    const linked = without({ links: new Map([['mia', ['mia', 'mia-2']]]) });
    const kept = given(plan, agreed(), withheld);
    kept.when(share(), then, linked).refuses('COPY_WITHHELD', { person: 'mia' });
    given(plan, agreed(), withheld, agreed({ version: 2 }))
      .when(share(), then, linked)
      .then({
        type: 'PlanCopyShared',
        data: { ...help, to: 'mia', how: 'LETTER', sharedBy: 'worker-1', version: 2 },
      });
  });
  it('is withheld with a reason', () => {
    const data = {
      ...help,
      from: 'tom',
      reason: 'An order stands.',
      nobodyElse: false,
      decidedBy: 'worker-1',
    };
    standing
      .when({ type: 'WithholdPlanCopy', data }, then, hills)
      .then({ type: 'PlanCopyWithheld', data: { ...data, version: 1 } });
    standing
      .when({ type: 'WithholdPlanCopy', data: { ...data, reason: '' } }, then, hills)
      .refuses('RATIONALE_REQUIRED');
    standing
      .when({ type: 'WithholdPlanCopy', data: { ...data, from: 'nobody' } }, then, hills)
      .refuses('NOT_FOUND');
  });
});
