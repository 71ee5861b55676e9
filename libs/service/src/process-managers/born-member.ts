import { streamCategory, streamSubject, type StoredEvent } from '#libs/contracts';
import { roleBeforeBirth, roleOnceBorn } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import type { FamiliesReader, PeopleReader } from '#libs/read-models';
import { eventsOf } from '../door/streams.ts';
import { nameFor, type ProcessManager, type Step } from './manager.ts';

export interface BornMemberParts {
  readonly store: EventStore;
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'familiesOf' | 'members'>;
    readonly people: Pick<PeopleReader, 'recordsOf' | 'person'>;
  };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
}

/**
 * A child that was born is no unborn member of its families any more, and is one again where the birth turns out to be none:
 * but for families in which somebody else said the role.
 */
export function bornMember(parts: BornMemberParts): ProcessManager {
  return {
    name: 'born-member',
    causes: ['BirthRecorded', 'EntryVoided'],
    async steps(cause) {
      const told = await birthsTold(cause, parts);
      if (told.length === 0) return [];
      await parts.caughtUp();
      const { people, families } = parts.readers;
      const person = streamSubject(cause.stream);
      const members = membersWith(people.recordsOf(person), families);
      const isBorn = cause.type === 'BirthRecorded' || typeof people.person(person)?.dateOfBirth === 'string';
      return isBorn
        ? members.flatMap((member) => stepTo(roleOnceBorn(member.role), member))
        : unbornAgain(members, new Set(told.map(({ id }) => id)), parts);
    },
  };
}

/** What may have said, by itself, that a member was born; nothing where the cause says nothing of a birth. */
async function birthsTold(
  { type, stream, data: { entryType } }: StoredEvent,
  { store }: BornMemberParts,
): Promise<StoredEvent[]> {
  if (streamCategory(stream) !== 'person') return [];
  if (type === 'EntryVoided' && !OF_BIRTHS.includes(entryType)) return [];
  const told = (await eventsOf(stream, store)).filter((event) => OF_BIRTHS.includes(event.type));
  return told.some((event) => event.type === 'BirthRecorded') ? told : [];
}

async function unbornAgain(
  members: readonly Member[],
  births: ReadonlySet<string>,
  { store }: BornMemberParts,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const member of members) {
    const said = (await eventsOf(member.family, store)).findLast(
      ({ type, data }) => SAYS_ROLE.has(type) && data['person'] === member.person,
    );
    if (births.has(said?.causationId ?? '')) steps.push(...stepTo(roleBeforeBirth(member.role), member));
  }
  return steps;
}

interface Member {
  readonly family: string;
  readonly person: string;
  readonly role: string | null;
}

const SAYS_ROLE: ReadonlySet<string> = new Set(['MemberJoined', 'MemberRoleChanged']);
/** A voiding that is voided brings a birth back. */
const OF_BIRTHS: readonly unknown[] = ['BirthRecorded', 'EntryVoided'];

function membersWith(persons: readonly string[], families: BornMemberParts['readers']['families']): Member[] {
  return persons.flatMap((person) =>
    families.familiesOf(person).map((family) => {
      const member = families.members(family).find((each) => each.person === person);
      return { family, person, role: member?.role ?? null };
    }),
  );
}

function stepTo(role: string | undefined, { family, person }: Member): Step[] {
  if (role === undefined) return [];
  const data = { family, person, role };
  return [{ name: nameFor(family, person), order: { type: 'ChangeMemberRole', data }, stream: family }];
}
