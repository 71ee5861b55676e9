import { Rejected } from '#libs/contracts';
import type {
  AddMember,
  ChangeFamilyLabel,
  ChangeMemberRole,
  FamilyEvent,
  RegisterFamily,
  RemoveMember,
} from '#libs/contracts';
import type { Decided, Facts, Told } from '../aggregate.ts';
import { checkBegun, checkDistinct, checkSaid, present } from '../checks.ts';
import { checkPast, dayOf } from '../days.ts';
import { checkKeeps, holdersOn } from '../seal/held.ts';
import { currentEpisode, isHeld, registered } from './state.ts';
import type { FamilyState, RegisteredFamily } from './state.ts';

/** A family enters the record with its members. A person may be a member of several families. */
export function registerFamily(told: Told<RegisterFamily>, state: FamilyState, facts: Facts): FamilyEvent[] {
  if (state.status === 'REGISTERED') return [];
  const { members, request } = told.data;
  checkBegun(facts, request);
  checkDistinct(
    members.map(({ person }) => person),
    'members',
  );
  members.forEach(({ person, from }, at) => {
    checkRegistered(facts, person);
    checkPast(told, { [`members.${at}.from`]: from });
  });
  return [
    { type: 'FamilyRegistered', data: { reference: told.reference, ...present({ request }) } },
    ...members.map((member): FamilyEvent => ({ type: 'MemberJoined', data: { ...member } })),
  ];
}

/** Once a member, at most once: guarded by the stream. */
export function addMember(told: Told<AddMember>, state: FamilyState, facts: Facts): FamilyEvent[] {
  const { family, ...member } = told.data;
  if (registered(state).members.has(member.person)) throw new Rejected('ALREADY_A_MEMBER');
  checkRegistered(facts, member.person);
  checkPast(told, { from: member.from });
  const open = currentEpisode(registered(state));
  if (open !== undefined)
    for (const holder of holdersOn(dayOf(told), open)) checkKeeps(facts, member.person, holder);
  return [{ type: 'MemberJoined', data: member }];
}

/** Whoever joined a family unborn is a child of it once born; where the child lives is not said by a birth. */
export function roleOnceBorn(role: string | null): string | undefined {
  return role === 'UNBORN' ? 'CHILD' : undefined;
}

/** The role that a birth changed, where that was none. */
export function roleBeforeBirth(role: string | null): string | undefined {
  return role === roleOnceBorn('UNBORN') ? 'UNBORN' : undefined;
}

export function changeMemberRole({ data }: Told<ChangeMemberRole>, state: FamilyState): FamilyEvent[] {
  const { family, ...changed } = data;
  checkMember(registered(state), changed.person);
  return [{ type: 'MemberRoleChanged', data: changed }];
}

/** The label is sealed, so that a label given twice is two events. */
export function changeLabel({ data: { label } }: Told<ChangeFamilyLabel>, state: FamilyState): FamilyEvent[] {
  registered(state);
  checkSaid(label, 'label');
  return [{ type: 'FamilyNameLabelChanged', data: { label } }];
}

/** Reasons to leave that tell the day of a death or of the end of a pregnancy. */
const ENDINGS = ['DIED', 'PREGNANCY_ENDED'];

/** A child who is being helped stays until the help has ended: it is about this family. Guarded by the stream. */
export function removeMember(told: Told<RemoveMember>, state: FamilyState): Decided<FamilyEvent>[] {
  const { family: _, ...left } = told.data;
  const family = registered(state);
  checkMember(family, left.person);
  checkPast(told, { to: left.to });
  for (const episode of family.episodes.values()) {
    if (isHeld(episode) && episode.children.has(left.person)) {
      throw new Rejected('OPEN_WORK', { episode: episode.id });
    }
  }
  // The day of a death, or of a pregnancy's end, stands in the sealed part only.
  const ended = ENDINGS.includes(left.reason) ? { occurredAt: { precision: 'UNKNOWN' } as const } : {};
  return [{ type: 'MemberLeft', data: left, ...ended }];
}

/** Who a member is does not matter here, so nothing of the person is opened. */
function checkRegistered(facts: Facts, person: string): void {
  if (!facts.begun.has(`person-${person}`)) throw new Rejected('NOT_FOUND', { person });
}

export function checkMember({ members }: RegisteredFamily, person: string): void {
  if (!members.has(person)) throw new Rejected('NOT_A_MEMBER', { person });
}
