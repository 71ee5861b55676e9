import { streamSubject } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import { link, unlink } from '../links.ts';
import { FOREVER, SPAN, type Projection, type Tables } from '../projection.ts';
import { keysOf } from './names.ts';
import { peopleIndexes, peopleTables } from './table.ts';

/** Everyone in the record as known now, and by what they can be found. */
export const people: Projection = {
  name: 'people',
  version: 6,
  tables: peopleTables,
  indexes: peopleIndexes,
  retold: [
    {
      category: 'person',
      tables: [
        ...['people', 'names', 'keys'].map((table) => ({ table, where: 'person = ?' })),
        { table: 'identifiers', where: 'person = ?', spans: SPAN },
      ],
    },
    {
      category: 'identity',
      tables: [
        { table: 'duplicates', where: 'identity = ?' },
        { table: 'links', where: 'identity = ?', spans: { from: 'since', until: 'until' } },
      ],
    },
  ],
  on: {
    PersonRegistered: (fact, tables) => {
      const { persons, position, data } = fact;
      const { dateOfBirth = null, expectedDeliveryDate = null, sex = null, adult } = data;
      const [person = ''] = persons;
      tables.run(
        `INSERT INTO people (person, registered, reference, date_of_birth, expected_delivery_date, sex, adult, expected_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        person,
        position,
        data.reference,
        dateOfBirth,
        expectedDeliveryDate,
        sex,
        adult === undefined ? null : Number(adult),
        fact.stored.id,
      );
      for (const [ordinal, name] of (data.names ?? []).entries())
        addName({ person, position, ordinal, born: dateOfBirth }, name, tables);
    },
    PersonNameRecorded: ({ persons: [person = ''], position, data }, tables) =>
      addName({ person, position, ordinal: 0, born: bornOf(person, tables) }, data, tables),
    IdentifierRecorded: ({ persons: [person = ''], position, data: { scheme, value } }, tables) => {
      if (scheme === undefined || value === undefined) return;
      const sql =
        'INSERT INTO identifiers (person, scheme, value, from_position, until) VALUES (?, ?, ?, ?, ?)';
      tables.run(sql, person, scheme, value, position, FOREVER);
    },
    IdentifierWithdrawn: ({ persons: [person = ''], position, data: { scheme, value } }, tables) => {
      if (scheme === undefined || value === undefined) return;
      const sql =
        'UPDATE identifiers SET until = ? WHERE person = ? AND scheme = ? AND value = ? AND until = ?';
      tables.run(sql, position, person, scheme, value, FOREVER);
    },
    ExpectedDeliveryDateRevised: ({ stream, stored, data: { expectedDeliveryDate = null } }, tables) =>
      set(tables, stream, { expected_delivery_date: expectedDeliveryDate, expected_by: stored.id }),
    BirthRecorded: ({ stream, data: { dateOfBirth = null, sex = null } }, tables) => {
      set(tables, stream, { date_of_birth: dateOfBirth, sex });
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
    PersonLinkReversed: unlink,
  },
};

interface NamePlace {
  readonly person: string;
  readonly position: number;
  readonly ordinal: number;
  /** The date of birth, as far as it is known. */
  readonly born: string | null;
}

interface RecordedName {
  readonly use?: string;
  readonly given?: string;
  readonly family?: string;
  readonly to?: string;
}

type Column =
  'expected_by' | 'date_of_birth' | 'expected_delivery_date' | 'sex' | 'date_of_death' | 'pregnancy_ended';

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

function addName({ person, position, ordinal, born }: NamePlace, name: RecordedName, tables: Tables): void {
  const { use, given, family, to } = name;
  tables.run(
    'INSERT INTO names (person, position, ordinal, use, given, family, used_to) VALUES (?, ?, ?, ?, ?, ?, ?)',
    person,
    position,
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
