import { describe, it } from '@jest/globals';
import type { FamilyCommand, FamilyEvent } from '#libs/contracts';
import { given } from '../testing/specification.ts';
import { around, closed, family as id, helped, registered } from '../testing/hill-family.ts';
import { family } from './family.ts';

const member = (person: string, from?: string) => ({
  person,
  role: 'CHILD',
  livesHere: 'FULL',
  ...(from === undefined ? {} : { from }),
});
const register = (...persons: string[]): FamilyCommand => ({
  type: 'RegisterFamily',
  data: { members: persons.map((person) => member(person)) },
});
const add = (person: string, from?: string): FamilyCommand => ({
  type: 'AddMember',
  data: { family: id, ...member(person, from) },
});
const change = (person: string): FamilyCommand => ({
  type: 'ChangeMemberRole',
  data: { family: id, person, role: 'STEP', livesHere: 'PART' },
});
const remove = (person: string, to?: string): FamilyCommand => ({
  type: 'RemoveMember',
  data: { family: id, person, reason: 'MOVED_OUT', ...(to === undefined ? {} : { to }) },
});
const joined = (person: string): FamilyEvent => ({ type: 'MemberJoined', data: member(person) });

describe('a family', () => {
  it('is registered with its members, under its reference', () => {
    given(family)
      .when(register('ava', 'mia'), { reference: 'F-1' }, around)
      .then({ type: 'FamilyRegistered', data: { reference: 'F-1' } }, joined('ava'), joined('mia'));
  });
  it('is registered from a request that is there', () => {
    const asked = (request: string): FamilyCommand => ({
      type: 'RegisterFamily',
      data: { members: [member('ava')], request },
    });
    given(family)
      .when(asked('request-1'), { reference: 'F-1' }, around)
      .then({ type: 'FamilyRegistered', data: { reference: 'F-1', request: 'request-1' } }, joined('ava'));
    given(family).when(asked('request-2'), {}, around).refuses('NOT_FOUND', { stream: 'request-2' });
  });
  it('is registered once', () => {
    given(family, ...registered)
      .when(register('ava'), {}, around)
      .then();
  });
  it('is registered with people who are there, each once', () => {
    given(family).when(register('ava', 'nobody'), {}, around).refuses('NOT_FOUND', { person: 'nobody' });
    given(family).when(register('ava', 'ava'), {}, around).refuses('DUPLICATE_VALUE', { field: 'members' });
  });
  it('that is not registered has no members to add, change or remove', () => {
    for (const command of [add('ava'), change('ava'), remove('ava')]) {
      given(family).when(command, {}, around).refuses('NOT_FOUND');
    }
  });
});

describe('a member', () => {
  it('who left by death leaves its day to the sealed part', () => {
    const data = { person: 'ava', reason: 'DIED', to: '2026-06-01' };
    given(family, ...registered, joined('ava'))
      .when({ type: 'RemoveMember', data: { family: id, ...data } }, {}, around)
      .then({ type: 'MemberLeft', data, occurredAt: { precision: 'UNKNOWN' } });
  });
  it('joins, once', () => {
    given(family, ...registered)
      .when(add('tom'), {}, around)
      .then(joined('tom'));
    given(family, ...registered)
      .when(add('ava'), {}, around)
      .refuses('ALREADY_A_MEMBER');
  });
  it('is someone who is there, and joined on a day that has come', () => {
    given(family, ...registered)
      .when(add('nobody'), {}, around)
      .refuses('NOT_FOUND', { person: 'nobody' });
    given(family, ...registered)
      .when(add('tom', '2026-07'), {}, around)
      .refuses('DATE_IN_FUTURE', { field: 'from' });
    given(family)
      .when({ type: 'RegisterFamily', data: { members: [member('ava', '2027')] } }, {}, around)
      .refuses('DATE_IN_FUTURE', { field: 'members.0.from' });
  });
  it('changes roles', () => {
    given(family, ...registered)
      .when(change('mia'))
      .then({ type: 'MemberRoleChanged', data: { person: 'mia', role: 'STEP', livesHere: 'PART' } });
    given(family, ...registered)
      .when(change('tom'))
      .refuses('NOT_A_MEMBER', { person: 'tom' });
  });
  it('leaves, and may join again', () => {
    const left: FamilyEvent = { type: 'MemberLeft', data: { person: 'ava', reason: 'MOVED_OUT' } };
    given(family, ...registered)
      .when(remove('ava'))
      .then(left);
    given(family, ...registered, left)
      .when(remove('ava'))
      .refuses('NOT_A_MEMBER', { person: 'ava' });
    given(family, ...registered, left)
      .when(add('ava'), {}, around)
      .then(joined('ava'));
    given(family, ...registered)
      .when(remove('ava', '2026-07'))
      .refuses('DATE_IN_FUTURE', { field: 'to' });
  });
  it('who is being helped stays until the episode is closed; a parent may leave', () => {
    given(family, ...helped)
      .when(remove('ava'))
      .refuses('OPEN_WORK', { episode: 'episode-1' });
    given(family, ...helped)
      .when(remove('mia'))
      .then({ type: 'MemberLeft', data: { person: 'mia', reason: 'MOVED_OUT' } });
    given(family, ...helped, closed)
      .when(remove('ava'))
      .then({ type: 'MemberLeft', data: { person: 'ava', reason: 'MOVED_OUT' } });
  });
});
