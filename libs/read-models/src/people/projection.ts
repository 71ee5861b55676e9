import { streamSubject } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { link, LINKS } from '../links.ts';
import { AT_ITS_EVENTS, SPAN, type Projection, type Tables } from '../projection.ts';
import { addBirth, addNumber, forget, giveBack, giveTo, ownerOf, setBirths } from './given.ts';
import { keysOf } from './names.ts';
import { peopleIndexes, peopleTables } from './table.ts';

/** Everyone in the record as known now, and by what they can be found. */
export const people: Projection = {
  name: 'people',
  version: 7,
  tables: peopleTables,
  indexes: peopleIndexes,
  retold: [
    {
      category: 'person',
      tables: [
        ...['people', 'keys'].map((table) => ({ table, where: 'person = ?' })),
        ...['names', 'births'].map((table) => ({ table, ...AT_ITS_EVENTS })),
        { table: 'numbers', where: 'at IN (SELECT value FROM json_each(?))', byPositions: true, spans: SPAN },
      ],
      then: ({ persons: [person = ''] }, tables) => setBirths(tables, person),
    },
    {
      category: 'identity',
      tables: [{ table: 'duplicates', where: 'identity = ?' }, LINKS],
    },
  ],
  on: {
    PersonRegistered: (fact, tables) => {
      const { persons, position, data } = fact;
      const { dateOfBirth = null, expectedDeliveryDate = null, sex = null, adult } = data;
      const [person = ''] = persons;
      tables.run(
        `INSERT INTO people (person, registered, reference, expected_delivery_date, adult, expected_by)
         VALUES (?, ?, ?, ?, ?, ?)`,
        person,
        position,
        data.reference,
        expectedDeliveryDate,
        adult === undefined ? null : Number(adult),
        fact.stored.id,
      );
      addBirth(fact, { recorded: false, dateOfBirth, sex }, tables);
      for (const [ordinal, name] of (data.names ?? []).entries())
        addName(fact, { ...name, ordinal, born: dateOfBirth }, tables);
    },
    PersonNameRecorded: (fact, tables) => {
      const [person = ''] = fact.persons;
      addName(fact, { ...fact.data, ordinal: 0, born: bornOf(person, tables) }, tables);
    },
    IdentifierRecorded: (fact, tables) => addNumber(fact, fact.data, tables),
    IdentifierWithdrawn: (fact, tables) => addNumber(fact, fact.data, tables),
    ExpectedDeliveryDateRevised: ({ stream, stored, data: { expectedDeliveryDate = null } }, tables) =>
      set(tables, stream, { expected_delivery_date: expectedDeliveryDate, expected_by: stored.id }),
    BirthRecorded: (fact, tables) => {
      const { stream, data } = fact;
      const { dateOfBirth = null, sex = null } = data;
      addBirth(fact, { recorded: true, dateOfBirth, sex }, tables);
      for (const { given, family } of namesOf(tables, streamSubject(stream)))
        addKeys(tables, streamSubject(stream), { given, family, born: dateOfBirth });
    },
    PregnancyEndedWithoutBirth: ({ stream, data }, tables) =>
      set(tables, stream, { pregnancy_ended: data.endedOn ?? null }),
    DeathRecorded: ({ stream, data }, tables) =>
      set(tables, stream, { date_of_death: data.dateOfDeath ?? null }),
    DeathRecordRetracted: ({ stream }, tables) => set(tables, stream, { date_of_death: null }),
    PossibleDuplicateDetected: detect,
    ConfirmedNotDuplicate: decide,
    PersonsLinkedAsSame: (fact, tables) => {
      link(fact, tables);
      decide(fact, tables);
    },
    PersonLinkReversed: giveBack,
    PersonRecordSplit: giveTo,
    SubjectKeyDestroyed: forget,
  },
};

interface RecordedName {
  readonly ordinal: number;
  readonly use?: string;
  readonly given?: string;
  readonly family?: string;
  readonly to?: string;
  /** The date of birth, as far as it is known. */
  readonly born: string | null;
}

type Column = 'expected_by' | 'expected_delivery_date' | 'date_of_death' | 'pregnancy_ended';

function set(
  tables: Tables,
  stream: string,
  columns: Readonly<Partial<Record<Column, string | null>>>,
): void {
  const names = Object.keys(columns).map((name) => `${name} = ?`);
  const sql = `UPDATE people SET ${names.join(', ')} WHERE person = ?`;
  tables.run(sql, ...Object.values(columns), streamSubject(stream));
}

interface StoredName {
  readonly given: string | null;
  readonly family: string | null;
}

function namesOf(tables: Tables, person: string): StoredName[] {
  return tables.all<StoredName>('SELECT given, family FROM names WHERE person = ?', person);
}

function addName(fact: Fact, name: RecordedName, tables: Tables): void {
  const { ordinal, use, given, family, to, born } = name;
  const [person = ''] = fact.persons;
  tables.run(
    'INSERT INTO names (event, person, position, ordinal, use, given, family, used_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    fact.stored.id,
    ownerOf(fact, tables),
    fact.position,
    ordinal,
    use ?? null,
    given ?? null,
    family ?? null,
    to ?? null,
  );
  addKeys(tables, person, { given, family, born });
}

interface Called {
  readonly given: string | null | undefined;
  readonly family: string | null | undefined;
  readonly born: string | null;
}

function addKeys(tables: Tables, person: string, { given, family, born }: Called): void {
  if (typeof family !== 'string') return;
  for (const key of keysOf({ given: given ?? undefined, family }, born ?? undefined))
    tables.run('INSERT INTO keys (key, person) VALUES (?, ?)', key, person);
}

function bornOf(person: string, tables: Tables): string | null {
  const sql = 'SELECT date_of_birth FROM people WHERE person = ?';
  return tables.one<{ date_of_birth: string | null }>(sql, person)?.date_of_birth ?? null;
}

function decide({ stream, position }: Fact, tables: Tables): void {
  tables.run('UPDATE duplicates SET decided = ? WHERE identity = ?', position, stream);
}

function detect({ stream, position, data }: FactOf<'PossibleDuplicateDetected'>, tables: Tables): void {
  const { first, second, score, reasons, request = null } = data;
  tables.run(
    `INSERT INTO duplicates (identity, first, second, score, reasons, request, detected, decided)
     VALUES (?, ?, ?, ?, ?, ?, ?, NULL)
     ON CONFLICT DO UPDATE SET score = excluded.score, reasons = excluded.reasons, detected = excluded.detected, decided = NULL`,
    stream,
    first,
    second,
    score,
    reasons === undefined ? null : JSON.stringify(reasons),
    request,
    position,
  );
}
