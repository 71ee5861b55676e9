import { streamSubject } from '#libs/contracts';
import type { FamiliesReader, PeopleReader } from '#libs/read-models';
import type { ProcessManager } from './manager.ts';

export interface BornMemberParts {
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'familiesOf' | 'members'>;
    readonly people: Pick<PeopleReader, 'recordsOf'>;
  };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
}

/** Whoever joined a family unborn is a child of it once the birth is recorded; where the child lives is not said by it. */
export function bornMember({ readers, caughtUp }: BornMemberParts): ProcessManager {
  return {
    name: 'born-member',
    causes: ['BirthRecorded'],
    async steps(cause) {
      await caughtUp();
      const { families, people } = readers;
      return people.recordsOf(streamSubject(cause.stream)).flatMap((person) =>
        families
          .familiesOf(person)
          .filter((family) => isUnbornIn(families.members(family), person))
          .map((family) => ({
            name: `${family} ${person}`,
            order: { type: 'ChangeMemberRole', data: { family, person, role: 'CHILD' } },
            stream: family,
          })),
      );
    },
  };
}

function isUnbornIn(members: readonly { person: string; role: string | null }[], person: string): boolean {
  return members.some((member) => member.person === person && member.role === 'UNBORN');
}
