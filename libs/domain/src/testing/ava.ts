import type { EventOf, Opened } from '#libs/contracts';
import type { Facts, PersonFact } from '../aggregate.ts';
import { personFact } from '../person/standing.ts';
import { someone } from './examples.ts';

export const avaRegistered: EventOf<'PersonRegistered'> = {
  type: 'PersonRegistered',
  data: {
    reference: 'N-1',
    names: [{ use: 'LEGAL', given: 'Ava', family: 'Hill' }],
    dateOfBirth: '2015-05-01',
    sex: 'F',
    adult: false,
  },
};

export const avaDied: EventOf<'DeathRecorded'> = {
  type: 'DeathRecorded',
  data: { dateOfDeath: '2026-03', verification: 'NOTIFIED' },
};

/** Ava as her record's events leave her. */
export function ava(...events: Opened.PersonEvent[]): Pick<Facts, 'persons'> {
  const fact = personFact([avaRegistered, ...events]);
  return { persons: new Map(fact === undefined ? [] : [['ava', fact]]) };
}

export function avaAnd(other: string, known: Partial<PersonFact> = {}): Pick<Facts, 'persons'> {
  return { persons: new Map([...ava().persons, [other, someone(known)]]) };
}
