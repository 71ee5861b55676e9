import { describe, it } from '@jest/globals';
import type { EventOf, ExcludeSibling, FamilyCommand, FamilyEvent } from '#libs/contracts';
import { decidedLevel, around, closed, episode, family as id, helped } from '../testing/hill-family.ts';
import { given } from '../testing/specification.ts';
import { family } from './family.ts';

const carer = (person: string) => ({ person, capacity: 'CARER' });
const mother = [carer('mia')];
const exclude = (changed: Partial<ExcludeSibling> = {}): FamilyCommand => ({
  type: 'ExcludeSibling',
  data: {
    family: id,
    episode,
    child: 'ben',
    askedBy: mother,
    reason: 'Ben is fine.',
    takenBy: 'worker-1',
    ...changed,
  },
});
const remove = (child: string, decidedBy = 'worker-1'): FamilyCommand => ({
  type: 'RemoveChildFromEpisode',
  data: { family: id, episode, child, reason: 'NEEDS_MET', decidedBy },
});
const add = (child: string): FamilyCommand => {
  const { level, indicators, rationale, decidedBy } = decidedLevel(child, 'L3').data;
  return {
    type: 'AddChildToEpisode',
    data: { family: id, episode, child, level, indicators, rationale, decidedBy },
  };
};
const excluded: EventOf<'SiblingExcludedAtParentRequest'> = {
  type: 'SiblingExcludedAtParentRequest',
  data: { episode, child: 'ben', askedBy: mother, reason: 'Ben is fine.', takenBy: 'worker-1' },
};
const removed = (child: string): FamilyEvent => ({
  type: 'ChildRemovedFromEpisode',
  data: { episode, child, reason: 'NEEDS_MET', decidedBy: 'worker-1' },
});
const back: FamilyEvent[] = [
  { type: 'ChildAddedToEpisode', data: { episode, child: 'ben' } },
  decidedLevel('ben', 'L3'),
];
const asked: FamilyEvent = {
  type: 'StepUpProposed',
  data: {
    episode,
    step: 'step-1',
    children: ['ben'],
    target: 'CP',
    urgent: false,
    reason: 'Harm.',
    proposedBy: 'worker-1',
  },
};

describe('a brother or sister whom the parents want left out', () => {
  it('leaves the help, and who asks again is recorded too', () => {
    given(family, ...helped)
      .when(exclude(), {}, around)
      .then(excluded);
    given(family, ...helped, excluded)
      .when(exclude(), {}, around)
      .then(excluded);
  });
  it('need not have been helped before', () => {
    const joined: FamilyEvent = { type: 'MemberJoined', data: { person: 'unborn', role: 'UNBORN' } };
    given(family, ...helped, joined)
      .when(exclude({ child: 'unborn' }), {}, around)
      .then({ ...excluded, data: { ...excluded.data, child: 'unborn' } });
  });
  it('is a child of the family', () => {
    given(family, ...helped)
      .when(exclude({ child: 'unborn' }), {}, around)
      .refuses('NOT_A_MEMBER', { person: 'unborn' });
    given(family, ...helped)
      .when(exclude({ child: 'mia', askedBy: [carer('tom')] }), {}, around)
      .refuses('NOT_A_CHILD', { child: 'mia' });
  });
  it('is left out by somebody else who is there, each named once, for a reason', () => {
    given(family, ...helped)
      .when(exclude({ askedBy: [carer('ben')] }), {}, around)
      .refuses('NOT_SAME_AS_SELF');
    given(family, ...helped)
      .when(exclude({ askedBy: [carer('nobody')] }), {}, around)
      .refuses('NOT_FOUND', { stream: 'person-nobody' });
    given(family, ...helped)
      .when(exclude({ askedBy: [...mother, ...mother] }), {}, around)
      .refuses('DUPLICATE_VALUE', { field: 'askedBy' });
    given(family, ...helped)
      .when(exclude({ reason: ' ' }), {}, around)
      .refuses('RATIONALE_REQUIRED');
  });
  it('is left out at the wish of who says in which capacity they ask, as the record has it', () => {
    given(family, ...helped)
      .when(exclude({ askedBy: [{ person: 'mia', capacity: 'PR' }] }), {}, around)
      .refuses('NO_CAPACITY', { because: 'NO_RESPONSIBILITY' });
    given(family, ...helped)
      .when(exclude({ askedBy: [{ person: 'mia', capacity: 'ADULT' }] }), {}, around)
      .refuses('NO_CAPACITY', { because: 'FOR_THEMSELVES' });
    given(family, ...helped)
      .when(exclude({ takenBy: 'left' }), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is helped again once added', () => {
    given(family, ...helped, excluded)
      .when(add('ben'), {}, around)
      .then(...back);
    given(family, ...helped, excluded, ...back)
      .when(exclude(), {}, around)
      .then(excluded);
  });
});

describe('a child who is helped no longer', () => {
  it('leaves the episode, which goes on for the others', () => {
    given(family, ...helped)
      .when(remove('ben'), {}, around)
      .then(removed('ben'));
    given(family, ...helped, removed('ben'))
      .when(remove('ben'), {}, around)
      .refuses('NOT_IN_EPISODE', { child: 'ben' });
  });
  it('is never the last', () => {
    given(family, ...helped, removed('ben'))
      .when(remove('ava'), {}, around)
      .refuses('NOBODY_HELPED', { episode });
    given(family, ...helped, removed('ava'))
      .when(exclude(), {}, around)
      .refuses('NOBODY_HELPED', { episode });
  });
  it('stays while a service is to answer about the child', () => {
    given(family, ...helped, asked)
      .when(remove('ben'), {}, around)
      .refuses('STEP_OPEN', { step: 'step-1' });
    given(family, ...helped, asked)
      .when(exclude(), {}, around)
      .refuses('STEP_OPEN', { step: 'step-1' });
    given(family, ...helped, asked)
      .when(remove('ava'), {}, around)
      .then(removed('ava'));
  });
  it('leaves by the decision of a worker at work', () => {
    given(family, ...helped)
      .when(remove('ben', 'left'), {}, around)
      .refuses('WORKER_NOT_ELIGIBLE');
  });
  it('leaves an episode that is open', () => {
    given(family, ...helped, closed)
      .when(remove('ben'), {}, around)
      .refuses('EPISODE_CLOSED', { episode });
    given(family, ...helped, closed)
      .when(exclude(), {}, around)
      .refuses('EPISODE_CLOSED', { episode });
  });
});
