import { Injectable } from '@nestjs/common';
import type { Match, PersonAsOf } from '#libs/read-models';
import type { Classes } from '../reading/reading-room.ts';
import { ServedRecord } from '../served-record.ts';
import { nameShown } from './name-shown.ts';
import type { PersonMatch } from './match.types.ts';
import type { KnownPerson } from './people.types.ts';

@Injectable()
export class PeopleView {
  constructor(private readonly record: ServedRecord) {}

  /** A pregnancy that ended is sealed: to whoever may not read it, it is not there. */
  person(person: PersonAsOf, classes: Classes): PersonAsOf & Pick<KnownPerson, 'id' | 'name'> {
    const pregnancyEnded = classes.has('health') ? person.pregnancyEnded : null;
    return { ...person, pregnancyEnded, id: person.person, name: nameShown(person.names) };
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
