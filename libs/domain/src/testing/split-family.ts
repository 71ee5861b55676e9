import type { EventOf, FamilyCommand, FamilyEvent, SplitFamily } from '#libs/contracts';
import { episode, family as id, helped } from './hill-family.ts';

export const day = '2026-06-16';
export const split = (changed: Partial<SplitFamily> = {}): FamilyCommand => ({
  type: 'SplitFamily',
  data: {
    family: id,
    members: ['mia', 'ava', 'ben'],
    reason: 'SEPARATED',
    decidedBy: 'worker-2',
    ...changed,
  },
});
export const became = (changed: Partial<EventOf<'FamilySplit'>['data']> = {}): EventOf<'FamilySplit'> => ({
  type: 'FamilySplit',
  data: {
    into: 'family-new-1',
    members: ['mia', 'ava', 'ben'],
    reason: 'SEPARATED',
    decidedBy: 'worker-2',
    ...changed,
  },
});
export const left = (person: string): FamilyEvent => ({
  type: 'MemberLeft',
  data: { person, to: day, reason: 'FAMILY_SPLIT' },
});
export const tom: FamilyEvent = { type: 'MemberJoined', data: { person: 'tom', role: 'FATHER' } };
export const withTom = [...helped, tom];
export const goes = [became({ episode }), left('mia'), left('ava'), left('ben')];
