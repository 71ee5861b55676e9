import { Injectable } from '@nestjs/common';
import type { Match, PersonAsOf } from '#libs/read-models';
import { ServedRecord } from '../served-record.ts';
import { nameShown } from './name-shown.ts';
import type { PersonMatch } from './match.types.ts';
import type { KnownPerson } from './people.types.ts';

@Injectable()
export class PeopleView {
  constructor(private readonly record: ServedRecord) {}

  person(person: PersonAsOf): PersonAsOf & Pick<KnownPerson, 'id' | 'name'> {
    return { ...person, id: person.person, name: nameShown(person.names) };
  }

  matches(matches: readonly Match[]): PersonMatch[] {
    const people = this.record.readers.people.people(matches.map(({ person }) => person));
    return matches.map((match) => {
      const known = people.get(match.person);
      return {
        ...match,
        reference: known?.reference ?? null,
        name: [known?.given, known?.family].filter(Boolean).join(' ') || null,
        dateOfBirth: known?.dateOfBirth ?? null,
      };
    });
  }
}
