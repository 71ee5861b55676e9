import type { ModelRows } from '../model-reader.ts';
import type { Tables } from '../projection.ts';
import { matchOf, type Described, type KnownPerson, type Match } from './matching.ts';
import { nameInUse } from './name-in-use.ts';
import { keysOf, type PersonName } from './names.ts';
import type { PersonRow, PossibleDuplicateRow } from './table.ts';

const UPN_SCHEMES = ['UPN', 'TEMP_UPN'];
/** Of an identifier's row: it was not withdrawn since. */
const HELD = `each.holds = 1 AND NOT EXISTS (
  SELECT 1 FROM identifiers w WHERE w.person = each.person AND w.scheme = each.scheme AND w.value = each.value
    AND w.holds = 0 AND w.position > each.position)`;
/** Candidates looked at for one search. */
const MOST_CANDIDATES = 500;
/** What speaks for a candidate: a birth date alone never does, or a search would list everyone born that day. */
const FOR: readonly Match['reasons'][number][] = [
  'SAME_NHS_NUMBER',
  'SAME_UPN',
  'SAME_NAMES',
  'NAMES_ALIKE',
  'NAMES_SOUND_ALIKE',
];

interface Row {
  readonly person: string;
  readonly registered: number;
  readonly reference: string;
  readonly date_of_birth: string | null;
  readonly expected_delivery_date: string | null;
  readonly sex: string | null;
  readonly adult: number | null;
  readonly date_of_death: string | null;
  readonly pregnancy_ended: string | null;
}

interface NameRow {
  readonly person: string;
  readonly use: string | null;
  readonly to: string | null;
  readonly given: string | null;
  readonly family: string | null;
}

interface IdentifierRow {
  readonly person: string;
  readonly scheme: string;
  readonly value: string;
}

/** Everyone in the record, as known now. */
export class PeopleReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  person(person: string): PersonRow | undefined {
    return this.people([person]).get(person);
  }

  people(persons: readonly string[]): ReadonlyMap<string, PersonRow> {
    const tables = this.#model.tables();
    const asked = JSON.stringify(persons);
    const sql = 'SELECT p.* FROM json_each(?) asked CROSS JOIN people p ON p.person = asked.value';
    const names = Map.groupBy(namesOf(tables, asked), ({ person }) => person);
    return new Map(
      tables.all<Row>(sql, asked).map((row) => [row.person, rowOf(row, names.get(row.person) ?? [])]),
    );
  }

  byReference(reference: string): string | undefined {
    const sql = 'SELECT person FROM people WHERE reference = ?';
    return this.#model.tables().one<{ person: string }>(sql, reference)?.person;
  }

  /** Persons holding the identifier, not withdrawn; asked for a UPN also those who hold it as a temporary one. */
  byIdentifier(scheme: string, value: string): string[] {
    const schemes = UPN_SCHEMES.includes(scheme) ? UPN_SCHEMES : [scheme];
    const rows = this.#model.tables().all<{ person: string }>(
      `SELECT DISTINCT person FROM identifiers each WHERE value = ? AND scheme IN (SELECT value FROM json_each(?))
         AND ${HELD} ORDER BY person`,
      value,
      JSON.stringify(schemes),
    );
    return rows.map(({ person }) => person);
  }

  /**
   * Who may be meant, the likeliest first: by a number in common, or by names that are the same, alike or sound alike,
   * with the birth date weighed in.
   */
  match(described: Described, limit = 20): Match[] {
    const { given, family, dateOfBirth, nhsNumber, upn } = described;
    const found = new Set<string>();
    if (nhsNumber !== undefined) for (const each of this.byIdentifier('NHS', nhsNumber)) found.add(each);
    if (upn !== undefined) for (const each of this.byIdentifier('UPN', upn)) found.add(each);
    if (family !== undefined)
      for (const each of this.#underKeys(keysOf({ given, family }, dateOfBirth))) found.add(each);
    return knownPeople(this.#model.tables(), JSON.stringify([...found]))
      .map((known) => matchOf(described, known))
      .filter(({ reasons }) => reasons.some((reason) => FOR.includes(reason)))
      .sort((one, other) => other.score - one.score)
      .slice(0, limit);
  }

  /** Everyone registered, in order of registration, for `PersonIndex`. */
  everyone(): KnownPerson[] {
    return knownPeople(this.#model.tables());
  }

  /** Possible duplicates that nobody has decided, all or of one person, the likeliest first. */
  possibleDuplicates(person?: string): PossibleDuplicateRow[] {
    const rows = this.#model.tables().all<Omit<PossibleDuplicateRow, 'reasons'> & { reasons: string | null }>(
      `SELECT identity, first, second, score, reasons, request, detected FROM duplicates
       WHERE decided IS NULL AND (?1 IS NULL OR first = ?1 OR second = ?1) ORDER BY score DESC, detected`,
      person ?? null,
    );
    return rows.map(({ reasons, ...row }) => ({
      ...row,
      reasons: reasons === null ? null : (JSON.parse(reasons) as string[]),
    }));
  }

  #underKeys(keys: readonly string[]): string[] {
    const rows = this.#model
      .tables()
      .all<{ person: string }>(
        'SELECT DISTINCT person FROM keys WHERE key IN (SELECT value FROM json_each(?)) LIMIT ?',
        JSON.stringify(keys),
        MOST_CANDIDATES,
      );
    return rows.map(({ person }) => person);
  }
}

/** What people are compared by, of those asked for (a JSON list of ids), or of all in order of registration. */
function knownPeople(tables: Tables, asked?: string): KnownPerson[] {
  const births = rowsOf<{ person: string; date_of_birth: string | null }>(
    tables,
    { columns: 'each.person, each.date_of_birth', table: 'people', order: 'each.registered' },
    asked,
  );
  const names = Map.groupBy(namesOf(tables, asked), ({ person }) => person);
  const numbers = Map.groupBy(numbersOf(tables, asked), ({ person }) => person);
  return births.map(({ person, date_of_birth }) => {
    const held = numbers.get(person) ?? [];
    return {
      person,
      names: (names.get(person) ?? []).flatMap(nameOf),
      dateOfBirth: date_of_birth ?? undefined,
      nhsNumbers: held.filter(({ scheme }) => scheme === 'NHS').map(({ value }) => value),
      upns: held.filter(({ scheme }) => UPN_SCHEMES.includes(scheme)).map(({ value }) => value),
    };
  });
}

interface Selection {
  readonly columns: string;
  readonly table: string;
  readonly where?: string;
  readonly order: string;
}

/** The rows (called `each`) of the persons asked for, or of all. */
function rowsOf<R>(tables: Tables, { columns, table, where = '1', order }: Selection, asked?: string): R[] {
  const rest = `WHERE ${where} ORDER BY ${order}`;
  return asked === undefined
    ? tables.all<R>(`SELECT ${columns} FROM ${table} each ${rest}`)
    : tables.all<R>(
        `SELECT ${columns} FROM json_each(?) asked CROSS JOIN ${table} each ON each.person = asked.value ${rest}`,
        asked,
      );
}

function namesOf(tables: Tables, asked?: string): NameRow[] {
  const columns = 'each.person, each.use, each.used_to AS "to", each.given, each.family';
  return rowsOf<NameRow>(tables, { columns, table: 'names', order: 'each.position, each.ordinal' }, asked);
}

function numbersOf(tables: Tables, asked?: string): IdentifierRow[] {
  const columns = 'each.person, each.scheme, each.value';
  return rowsOf<IdentifierRow>(
    tables,
    { columns, table: 'identifiers', where: HELD, order: 'each.position' },
    asked,
  );
}

function nameOf({ given, family }: NameRow): PersonName[] {
  return family === null ? [] : [{ family, ...(given === null ? {} : { given }) }];
}

function rowOf(row: Row, names: readonly NameRow[]): PersonRow {
  const shown = nameInUse(names);
  return {
    person: row.person,
    reference: row.reference,
    registered: row.registered,
    given: shown?.given ?? null,
    family: shown?.family ?? null,
    dateOfBirth: row.date_of_birth,
    expectedDeliveryDate: row.expected_delivery_date,
    sex: row.sex,
    adult: row.adult === null ? null : row.adult === 1,
    dateOfDeath: row.date_of_death,
    pregnancyEndedOn: row.pregnancy_ended,
  };
}
