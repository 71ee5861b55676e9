import { Rejected } from '#libs/contracts';
import type { FamilyEvent, RegisterSplitFamily, SplitFamily } from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkDistinct, present } from '../checks.ts';
import { dayOf } from '../days.ts';
import { activeWorker, checkSentBy, checkTwoPeople, knownFamily } from '../eligibility.ts';
import { checkEpisodeStaysWhole, continuedFrom } from './continuing.ts';
import { checkMember } from './membership.ts';
import { registered } from './state.ts';
import type { FamilyState, RegisteredFamily } from './state.ts';

/** Some go, some stay; a child of separated parents may do both. The open episode goes or stays, whole. */
export function splitFamily(told: Told<SplitFamily>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { members, inBoth = [], episode, reason, decidedBy, approvedBy } = told.data;
  const family = registered(state);
  const gone = goingFrom(family, { members, inBoth });
  checkEpisodeStaysWhole(told, state, family, { members, gone, episode });
  activeWorker(facts, decidedBy, dayOf(told));
  checkApproved(told, facts);
  const into = `family-${told.newId(1)}`;
  const split = { into, members, ...listed('inBoth', inBoth), ...present({ episode, approvedBy }) };
  return [
    { type: 'FamilySplit', data: { ...split, reason, decidedBy } },
    ...leaving(told, gone, 'FAMILY_SPLIT'),
  ];
}

/** I11: where another approves it, another does, and one of the two sends it. */
function checkApproved(told: Told<SplitFamily>, facts: Facts): void {
  const { decidedBy, approvedBy } = told.data;
  if (approvedBy === undefined) return;
  checkTwoPeople(facts, decidedBy, approvedBy);
  activeWorker(facts, approvedBy, dayOf(told));
  checkSentBy(told.actor, [decidedBy, approvedBy], facts);
}

/** The other half of a split: the new family, with the roles that its members had. */
export function registerSplit(
  told: Told<RegisterSplitFamily>,
  state: FamilyState,
  facts: Facts,
): FamilyEvent[] {
  if (state.status === 'REGISTERED') return [];
  const { splitFrom, members } = told.data;
  const giver = knownFamily(facts, splitFrom);
  const parted = giver.splits.get(told.stream);
  if (parted === undefined) throw new Rejected('NOT_FOUND', { family: splitFrom });
  return [
    { type: 'FamilyRegistered', data: { reference: told.reference, splitFrom } },
    ...joining(told, parted.members.filter(isLeftOf(facts)), members),
    ...continuedFrom(told, { from: splitFrom, giver, episode: parted.episode }),
  ];
}

interface Going {
  readonly members: readonly string[];
  readonly inBoth: readonly string[];
}

/** Those who are members no longer: NOT_A_MEMBER, NOT_A_SPLIT where nobody would be left. */
export function goingFrom(family: RegisteredFamily, { members, inBoth }: Going): readonly string[] {
  checkDistinct(members, 'members');
  checkDistinct(inBoth, 'inBoth');
  for (const member of members) checkMember(family, member);
  if (!inBoth.every((member) => members.includes(member)))
    throw new Rejected('INVALID_INPUT', { field: 'inBoth' });
  const gone = members.filter((member) => !inBoth.includes(member));
  if (gone.length === family.members.size) throw new Rejected('NOT_A_SPLIT');
  return gone;
}

/** Whose key is gone cannot be moved: they stay where they were. */
export function isLeftOf({ erased }: Pick<Facts, 'erased'>): (person: string) => boolean {
  return (person) => !erased.has(person);
}

export function leaving(told: Told<unknown>, gone: readonly string[], reason: string): FamilyEvent[] {
  const to = dayOf(told);
  return gone.map((person) => ({ type: 'MemberLeft', data: { person, to, reason } }));
}

interface WithRole {
  readonly person: string;
  readonly role: string;
  readonly livesHere?: string;
}

/** Those who join, in the roles that are known of them: REQUIRED where of one none is. */
export function joining(
  told: Told<unknown>,
  members: readonly string[],
  known: readonly WithRole[],
): FamilyEvent[] {
  const from = dayOf(told);
  return members.map((person) => {
    const member = known.find((each) => each.person === person);
    if (member === undefined) throw new Rejected('REQUIRED', { field: 'members' });
    return { type: 'MemberJoined', data: { ...member, from } };
  });
}

/** A list that an event has only where somebody is in it. */
export function listed<K extends string>(name: K, values: readonly string[]): { [P in K]?: string[] } {
  return (values.length === 0 ? {} : { [name]: [...values] }) as { [P in K]?: string[] };
}
