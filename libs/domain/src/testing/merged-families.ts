import type {
  CommandOf,
  EventOf,
  FamilyCommand,
  FamilyEvent,
  MergeFamilies,
  ReverseFamilyMerge,
  TakeInMergedFamily,
} from '#libs/contracts';
import type { Circumstances } from '../aggregate.ts';
import { today } from './examples.ts';
import { episode, family as id, helped } from './hill-family.ts';
import { besides, goesOn, woodFamily, woods } from './two-families.ts';

// The Hills, who are helped, are merged into the Woods.

export const four = { requestedBy: 'worker-1', approvedBy: 'worker-2' };
const reviewed = { agreementReviewed: true };
export const clerk: Circumstances['actor'] = { ...today.actor, user: 'clerk' };
export const day = '2026-06-16';
export const merge = (changed: Partial<MergeFamilies> = {}): FamilyCommand => ({
  type: 'MergeFamilies',
  data: { retired: id, survivor: woods, reason: 'One household.', ...four, ...reviewed, ...changed },
});
export const merged = (
  changed: Partial<EventOf<'FamiliesMerged'>['data']> = {},
): EventOf<'FamiliesMerged'> => ({
  type: 'FamiliesMerged',
  data: {
    ...{ retired: id, survivor: woods, episode, reason: 'One household.' },
    ...{ ...four, ...reviewed, ...changed },
  },
});
export const roles = [
  { person: 'mia', role: 'MOTHER' },
  { person: 'ava', role: 'CHILD' },
  { person: 'ben', role: 'CHILD' },
];
export const takeIn = (changed: Partial<TakeInMergedFamily> = {}): FamilyCommand => ({
  type: 'TakeInMergedFamily',
  data: { retired: id, survivor: woods, members: roles, ...changed },
});
export const came = ['mia', 'ava', 'ben'];
export const joined = roles.map((member): FamilyEvent => ({
  type: 'MemberJoined',
  data: { ...member, from: day },
}));
export const revision = helped.length;
export const takenIn: FamilyEvent[] = [
  { type: 'FamilyTakenIn', data: { retired: id, merge: revision, members: came } },
  ...joined,
  goesOn(id, { copiedAsOf: revision }),
];
export const reverse = (changed: Partial<ReverseFamilyMerge> = {}): FamilyCommand => ({
  type: 'ReverseFamilyMerge',
  data: { retired: id, survivor: woods, episode, reason: 'Two after all.', ...four, ...changed },
});
export const reversed = (
  changed: Partial<EventOf<'FamilyMergeReversed'>['data']> = {},
): EventOf<'FamilyMergeReversed'> => ({
  type: 'FamilyMergeReversed',
  data: {
    survivor: woods,
    retired: id,
    merge: revision,
    members: came,
    episode,
    reason: 'Two after all.',
    ...four,
    ...changed,
  },
});
export const left = (person: string, reason = 'MERGE_REVERSED'): FamilyEvent => ({
  type: 'MemberLeft',
  data: { person, to: day, reason },
});
export const apart = [reversed(), ...came.map((person) => left(person))];
export const resume: CommandOf<'ResumeFamily'> = {
  type: 'ResumeFamily',
  data: { retired: id, survivor: woods },
};
export const inWoods = { stream: woods };
export const inHills = { stream: id };
export const retired = [...helped, merged()];
export const both = [...woodFamily, ...takenIn];

export const fromHills = besides({ [id]: retired });
