import { describe, it } from '@jest/globals';
import type { EventOf, FamilyCommand, FamilyEvent } from '#libs/contracts';
import { on, today } from '../testing/examples.ts';
import { given } from '../testing/specification.ts';
import { around, decidedLevel, episode, family as id, helped, indicators } from '../testing/hill-family.ts';
import { family } from './family.ts';

type Level = 'L2' | 'L3' | 'L4';

const hills = given(family, ...helped);
const because = (level: Level) => ({
  indicators: indicators[level],
  rationale: 'Attendance changed.',
  decidedBy: 'worker-2',
});
const decide = (child: string, level: Level, changed: object = {}): FamilyCommand => ({
  type: 'DecideLevelOfNeed',
  data: { family: id, episode, child, level, ...because(level), ...changed },
});
const up = (from: string, to: Level, changed: object = {}): FamilyCommand => ({
  type: 'StepUp',
  data: { family: id, episode, child: 'ava', from, to, ...because(to), ...changed },
});
const down = (child: string, from: string, to: Level, changed: object = {}): FamilyCommand => ({
  type: 'StepDown',
  data: { family: id, episode, child, from, to, ...because(to), ...changed },
});
const steppedUp: EventOf<'SteppedUp'> = {
  type: 'SteppedUp',
  data: { episode, child: 'ava', from: 'L2', to: 'L3', ...because('L3') },
};
const steppedDown: EventOf<'SteppedDown'> = {
  type: 'SteppedDown',
  data: { episode, child: 'ben', from: 'L3', to: 'L2', ...because('L2') },
};
const noted = (status: string): FamilyEvent => ({
  type: 'StatutoryStatusNoted',
  data: { episode, child: 'ben', status },
});
const atL4: FamilyEvent = decidedLevel('ben', 'L4');

describe('deciding a level at a review', () => {
  it('confirms the level the child is at', () => {
    hills
      .when(decide('ava', 'L2'), {}, around)
      .then({ type: 'LevelOfNeedDecided', data: { episode, child: 'ava', level: 'L2', ...because('L2') } });
  });
  it('refuses another level, which needs a step', () => {
    hills.when(decide('ava', 'L3'), {}, around).refuses('WRONG_LEVEL', { level: 'L2' });
  });
});

describe('stepping up', () => {
  it('takes a child to a higher level', () => {
    hills.when(up('L2', 'L3'), {}, around).then(steppedUp);
  });
  it('refuses a step to the same level', () => {
    hills.when(up('L2', 'L2'), {}, around).refuses('SAME_LEVEL');
  });
  it('begins from the level of the latest day, where one of an earlier day was told after it', () => {
    const late = { ...steppedDown, data: { ...steppedDown.data, child: 'ava' } };
    const told = [steppedUp, { ...late, ...on('2026-03-01') }];
    given(family, ...helped, ...told)
      .when(up('L2', 'L3'), {}, around)
      .refuses('WRONG_LEVEL', { level: 'L3' });
  });
  it('refuses a step from a level the child is not at', () => {
    hills.when(up('L1', 'L3'), {}, around).refuses('WRONG_LEVEL', { level: 'L2' });
    given(family, ...helped, steppedUp)
      .when(up('L2', 'L3'), {}, around)
      .refuses('WRONG_LEVEL', { level: 'L3' });
  });
  it('refuses a step to a lower level', () => {
    given(family, ...helped, steppedUp)
      .when(up('L3', 'L2'), {}, around)
      .refuses('NOT_A_STEP_UP');
  });
  it('refuses a step to statutory services that they have not accepted', () => {
    hills.when(up('L2', 'L4'), {}, around).refuses('STEP_NOT_ACCEPTED');
  });
});

describe('stepping down', () => {
  it('takes a child to a lower level', () => {
    hills.when(down('ben', 'L3', 'L2'), {}, around).then(steppedDown);
  });
  it('may follow a step up on the same day', () => {
    given(family, ...helped, steppedUp)
      .when(down('ava', 'L3', 'L2'), {}, around)
      .then({ type: 'SteppedDown', data: { ...steppedDown.data, child: 'ava' } });
  });
  it('refuses the same level, a higher one, and a level the child is not at', () => {
    hills.when(down('ben', 'L3', 'L3'), {}, around).refuses('SAME_LEVEL');
    hills.when(down('ava', 'L2', 'L3'), {}, around).refuses('NOT_A_STEP_DOWN');
    hills.when(down('ava', 'L3', 'L2'), {}, around).refuses('WRONG_LEVEL', { level: 'L2' });
  });
  it('refuses to leave statutory services before early help has accepted', () => {
    given(family, ...helped, atL4)
      .when(down('ben', 'L4', 'L3'), {}, around)
      .refuses('STEP_NOT_ACCEPTED');
  });
  it('from a protection plan goes through child in need', () => {
    given(family, ...helped, noted('CP_PLAN'))
      .when(down('ben', 'L3', 'L2'), {}, around)
      .refuses('STEP_THROUGH_CIN');
    given(family, ...helped, atL4, noted('CP_PLAN'))
      .when(down('ben', 'L4', 'L2'), {}, around)
      .refuses('STEP_THROUGH_CIN');
    given(family, ...helped, noted('CP_PLAN'), noted('CIN_S17'))
      .when(down('ben', 'L3', 'L2'), {}, around)
      .then(steppedDown);
  });
  it('of a child leaves a sibling on a protection plan where it is', () => {
    given(family, ...helped, steppedUp, noted('CP_PLAN'))
      .when(down('ava', 'L3', 'L2'), {}, around)
      .then({ type: 'SteppedDown', data: { ...steppedDown.data, child: 'ava' } });
  });
});

describe('every decision about a level', () => {
  const decisions = (changed: object): FamilyCommand[] => [
    decide('ava', 'L2', changed),
    up('L2', 'L3', changed),
    down('ben', 'L3', 'L2', { ...changed }),
  ];

  it('says why', () => {
    for (const rationale of [' \t', '\u200B\u2060', '\u3164'])
      for (const decision of decisions({ rationale })) {
        hills.when(decision, {}, around).refuses('RATIONALE_REQUIRED', { field: 'rationale' });
      }
  });
  it('cites indicators of that level in the scheme in use', () => {
    for (const cited of [['L4.01'], ['L2.05', 'L3.07'], ['NONE.01']]) {
      for (const decision of decisions({ indicators: cited })) {
        hills.when(decision, {}, around).refuses('SCHEME_MISMATCH', { field: 'indicators' });
      }
    }
  });
  it('is about a child of the episode', () => {
    for (const decision of decisions({ child: 'mia' })) {
      hills.when(decision, {}, around).refuses('NOT_IN_EPISODE', { child: 'mia' });
    }
  });
  it('is made by a worker who is there and active', () => {
    for (const decision of decisions({ decidedBy: 'left' })) {
      hills.when(decision, {}, around).refuses('WORKER_NOT_ELIGIBLE');
    }
    for (const decision of decisions({ decidedBy: 'nobody' }))
      hills.when(decision, {}, around).refuses('NOT_FOUND');
  });
  it('is not made after the child died', () => {
    const persons = new Map(
      [...(around.persons ?? [])].map(([child, fact]) => [child, { ...fact, dateOfDeath: '2026-06-15' }]),
    );
    for (const decision of decisions({}))
      hills.when(decision, {}, { ...around, persons }).refuses('AFTER_DEATH');
  });
});

describe('noting a statutory status', () => {
  const of = (day: string, status: string) => ({ ...noted(status), ...on(day) });
  it('late, of an earlier day, leaves what came after it as it was', () => {
    const onPlan = given(family, ...helped, of('2026-06-10', 'CP_PLAN'), of('2026-06-02', 'CIN_S17'));
    onPlan.when(down('ben', 'L3', 'L2'), {}, around).refuses('STEP_THROUGH_CIN');
    onPlan.when(note('CP_PLAN'), on('2026-06-12')).then();
  });
  it('says since when it was so, where that was earlier than was known', () => {
    const onPlan = given(family, ...helped, of('2026-06-10', 'CP_PLAN'));
    onPlan.when(note('CP_PLAN'), on('2026-06-02')).then(noted('CP_PLAN'));
    onPlan.when(note('CP_PLAN'), on('2026-06')).then();
  });
  const note = (status: string, child = 'ben'): FamilyCommand => ({
    type: 'NoteStatutoryStatus',
    data: { family: id, episode, child, status },
  });

  it('keeps it beside the level, and once', () => {
    hills.when(note('CIN_S17')).then(noted('CIN_S17'));
    given(family, ...helped, noted('CIN_S17'))
      .when(note('CIN_S17'))
      .then();
    given(family, ...helped, noted('CIN_S17'))
      .when(note('NONE'))
      .then(noted('NONE'));
  });
  it('that is less is not the keyworker’s to note, but children’s services’ or a manager’s', () => {
    const by = (role: string) => ({ actor: { ...today.actor, role } });
    const onPlan = given(family, ...helped, noted('CP_PLAN'));
    for (const less of ['NONE', 'CIN_S17', 'CP_S47_ENQUIRY']) {
      onPlan.when(note(less), by('KEYWORKER')).refuses('STATUTORY_ENDS_ELSEWHERE', { child: 'ben' });
      onPlan.when(note(less), by('SOCIAL_WORKER')).then(noted(less));
      onPlan.when(note(less), by('MANAGER')).then(noted(less));
    }
    onPlan.when(note('CLA'), by('KEYWORKER')).then(noted('CLA'));
    hills.when(note('CP_PLAN'), by('KEYWORKER')).then(noted('CP_PLAN'));
    onPlan.when(note('CIN_S17'), { ...by('KEYWORKER'), ...on('2026-06-01') }).then(noted('CIN_S17'));
  });
  it('is about a child of the episode', () => {
    hills.when(note('CIN_S17', 'mia')).refuses('NOT_IN_EPISODE', { child: 'mia' });
  });
});
