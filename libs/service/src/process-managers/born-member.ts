import { streamSubject } from '#libs/contracts';
import { roleOnceBorn } from '#libs/domain';
import type { FamiliesReader, PeopleReader } from '#libs/read-models';
import type { ProcessManager, Step } from './manager.ts';

export interface BornMemberParts {
  readonly readers: {
    readonly families: Pick<FamiliesReader, 'familiesOf' | 'members'>;
    readonly people: Pick<PeopleReader, 'recordsOf'>;
  };
  /** Resolves once the read models hold everything now in the log. */
  readonly caughtUp: () => Promise<void>;
}

/** A child that was born is no unborn member of its families any more. */
export function bornMember({ readers, caughtUp }: BornMemberParts): ProcessManager {
  return {
    name: 'born-member',
    causes: ['BirthRecorded'],
    async steps(cause) {
      await caughtUp();
      const { families, people } = readers;
      return people.recordsOf(streamSubject(cause.stream)).flatMap((person) =>
        families.familiesOf(person).flatMap((family): Step[] => {
          const member = families.members(family).find((each) => each.person === person);
          const role = roleOnceBorn(member?.role ?? null);
          const data = { family, person, role };
          return role === undefined
            ? []
            : [{ name: `${family} ${person}`, order: { type: 'ChangeMemberRole', data }, stream: family }];
        }),
      );
    },
  };
}
