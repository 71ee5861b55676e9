import { describe, it } from '@jest/globals';
import type { CommandOf, PlanCommand } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { on, people, someone } from '../testing/examples.ts';
import { episodeOpened } from '../testing/hill-family.ts';
import { added, add, agree, agreed, asOf, goal, help, helpOver, hills, planned } from '../testing/plan.ts';
import { set, then } from '../testing/plan.ts';
import { given } from '../testing/specification.ts';
import { plan } from './plan.ts';

const nothing = given(plan);
const standing = given(plan, ...planned);
const end = (reason: string): PlanCommand => ({ type: 'EndPlan', data: { ...help, reason } });
const ended = (reason = 'FAMILY_DECLINED') => ({ type: 'PlanEnded', data: { ...help, reason } }) as const;
const without = (changes: Partial<Facts>): Partial<Facts> => ({ ...hills, ...changes });

describe('a plan', () => {
  it('is agreed by the family for help that is open', () => {
    nothing.when(agree(), then, hills).then(agreed());
    nothing.when(agree(), then, without(helpOver)).refuses('EPISODE_CLOSED', { episode: 'episode-1' });
    nothing.when(agree({ family: 'family-2' }), then, hills).refuses('NOT_FOUND', { family: 'family-2' });
    nothing.when(agree({ episode: 'episode-2' }), then, hills).refuses('UNKNOWN_EPISODE');
  });
  it('is not of a day before help began', () => {
    nothing.when(agree(), { ...then, ...on('2026-05-31') }, hills).refuses('END_BEFORE_START');
  });
  it('rests on agreement for every living child who is helped, and not erased', () => {
    const [ava] = hills.agreements ?? [];
    const agreements = new Map(ava === undefined ? [] : [ava]);
    nothing.when(agree(), then, without({ agreements })).refuses('NO_AGREEMENT', { person: 'ben' });
    const refused = new Map(hills.agreements).set('ben', { isLive: false, agencies: [] });
    nothing.when(agree(), then, without({ agreements: refused })).refuses('NO_AGREEMENT', { person: 'ben' });
    const died = people(
      ['ava', {}],
      ['ben', { dateOfDeath: '2026-06-02' }],
      ['mia', { adult: true, dateOfBirth: '1990' }],
    );
    nothing.when(agree(), then, without({ ...died, agreements })).then(agreed());
    nothing.when(agree(), then, without({ erased: new Set(['ben']), agreements })).then(agreed());
  });
  it('is agreed by people of the family, or parents responsible for one of it, and not by children alone', () => {
    nothing.when(agree({ agreedBy: ['tom'] }), then, hills).refuses('NOT_A_MEMBER', { person: 'tom' });
    const responsible = {
      type: 'ParentalResponsibilityRecorded',
      data: { holder: 'tom', basis: 'BIRTH_CERTIFICATE' },
    } as const;
    const persons = new Map(hills.persons).set(
      'ava',
      someone({ standing: new Map([['responsible', responsible]]) }),
    );
    persons.set('tom', someone({ dateOfBirth: '1988' }));
    nothing
      .when(agree({ agreedBy: ['tom'] }), then, without({ persons }))
      .then(agreed({ agreedBy: ['tom'] }));
    nothing.when(agree({ agreedBy: ['ava'] }), then, hills).refuses('NO_CAPACITY');
    const grown = new Map(hills.persons).set('ava', someone({ dateOfBirth: '2010-06-16' }));
    nothing
      .when(agree({ agreedBy: ['ava'] }), then, without({ persons: grown }))
      .then(agreed({ agreedBy: ['ava'] }));
    nothing.when(agree({ agreedBy: ['mia', 'mia'] }), then, hills).refuses('DUPLICATE_VALUE');
  });
  it('says why the family was not there', () => {
    nothing.when(agree({ familyPresent: false }), then, hills).refuses('REQUIRED', { field: 'absentReason' });
    const why = { familyPresent: false, absentReason: 'Ill; agreed on the phone.' };
    nothing.when(agree(why), then, hills).then(agreed(why));
    nothing.when(agree({ takenBy: 'left' }), then, hills).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('goes on in a new version with the goals that go on, and leaves no action undone', () => {
    standing.when(agree({ goals: ['goal-1'] }), then, hills).then(agreed({ version: 2, goals: ['goal-1'] }));
    standing.when(agree(), then, hills).refuses('OPEN_WORK', { action: 'action-1' });
    standing.when(agree({ goals: ['goal-9'] }), then, hills).refuses('UNKNOWN_GOAL', { goal: 'goal-9' });
    nothing.when(agree({ goals: ['goal-1'] }), then, hills).refuses('UNKNOWN_GOAL');
    const second = given(plan, ...planned, agreed({ version: 2, goals: ['goal-1'] }));
    second.when(add({ goal: 'goal-rent' }), then, hills).refuses('UNKNOWN_GOAL');
    second.when(agree({ goals: ['goal-1'] }), then, hills).then(agreed({ version: 3, goals: ['goal-1'] }));
  });
  it('ends before its help for a reason, and is agreed anew', () => {
    standing.when(end('FAMILY_DECLINED'), then, hills).then(ended());
    standing.when(end('GOALS_MET'), then, hills).refuses('OPEN_WORK', { action: 'action-1' });
    nothing.when(end('FAMILY_DECLINED'), then, hills).refuses('NO_PLAN');
    const over = given(plan, ...planned, ended());
    over.when(end('FAMILY_DECLINED'), then, hills).then();
    over.when(set(), then, hills).refuses('NO_PLAN');
    over.when(agree({ goals: ['goal-1'] }), then, hills).then(agreed({ version: 2, goals: ['goal-1'] }));
    over.when(agree(), then, hills).then(agreed({ version: 2 }));
  });
  it('ends with its help, whatever is undone, and for no other reason then', () => {
    standing.when(end('EPISODE_CLOSED'), then, without(helpOver)).then(ended('EPISODE_CLOSED'));
    standing.when(end('GOALS_MET'), then, without(helpOver)).refuses('EPISODE_CLOSED');
    standing.when(end('EPISODE_CLOSED'), then, hills).refuses('EPISODE_OPEN');
  });
});

describe('a goal', () => {
  const stands = given(plan, agreed());

  it('is set for somebody of the family, or for all of it, in a plan that stands', () => {
    stands.when(set(), then, hills).then(goal());
    nothing.when(set(), then, hills).refuses('NO_PLAN');
    const { person: _, ...ofAll } = (set() as CommandOf<'SetGoal'>).data;
    stands
      .when({ type: 'SetGoal', data: ofAll }, then, hills)
      .then({ type: 'GoalSet', data: { ...ofAll, goal: 'goal-new-1' } });
    stands.when(set({ person: 'tom' }), then, hills).refuses('NOT_A_MEMBER');
    stands.when(set({ person: 'lost' }), then, hills).refuses('AFTER_DEATH');
    stands.when(set(), then, without(helpOver)).refuses('EPISODE_CLOSED');
    stands.when(set(), then, without({ agreements: new Map() })).refuses('NO_AGREEMENT');
  });
  it('says what is wanted, by what it is seen, how it is now, and for which Bees', () => {
    for (const field of ['wanted', 'measure', 'baseline'] as const)
      stands.when(set({ [field]: ' ' }), then, hills).refuses('REQUIRED', { field });
    stands.when(set({ bees: ['BEE.HEA', 'BEE.HEA'] }), then, hills).refuses('DUPLICATE_VALUE');
    stands.when(set({ ambitions: ['BEE.SAF.1'] }), then, hills).refuses('NOT_OF_THE_BEE');
    stands.when(set({ setBy: 'left' }), then, hills).refuses('WORKER_NOT_ELIGIBLE');
  });
});

describe('help', () => {
  it('is of a family: one that opened it again later is asked for what is of then', () => {
    const later = asOf(...episodeOpened('episode-2'));
    nothing
      .when(agree({ episode: 'episode-2' }), then, without(later))
      .then(agreed({ episode: 'episode-2' }));
  });
  it('has an action only of somebody who can take it on, by a day that is to come', () => {
    standing.when(add(), then, hills).then(added('action-new-1'));
    const { ownerPerson: _, ...unowned } = (add() as CommandOf<'AddAction'>).data;
    standing.when({ type: 'AddAction', data: unowned }, then, hills).refuses('REQUIRED');
    standing.when(add({ ownerWorker: 'worker-1' }), then, hills).refuses('REQUIRED');
    const by = (owner: object): PlanCommand => ({ type: 'AddAction', data: { ...unowned, ...owner } });
    standing.when(by({ ownerWorker: 'left' }), then, hills).refuses('WORKER_NOT_ELIGIBLE');
    standing.when(by({ ownerAgency: 'organisation-ended' }), then, hills).refuses('ORGANISATION_NOT_ACTIVE');
    standing.when(add({ ownerPerson: 'tom' }), then, hills).refuses('NOT_A_MEMBER');
    standing.when(add({ due: '2026-06-15' }), then, hills).refuses('END_BEFORE_START', { field: 'due' });
    standing.when(add({ due: '2026-06-31' }), then, hills).refuses('INVALID_DATE', { field: 'due' });
    standing.when(add({ what: '' }), then, hills).refuses('REQUIRED', { field: 'what' });
    standing.when(add({ goal: 'goal-9' }), then, hills).refuses('UNKNOWN_GOAL');
    standing.when(add(), then, without({ agreements: new Map() })).refuses('NO_AGREEMENT');
  });
});
