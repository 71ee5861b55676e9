import { recordsOf, recordsOfAll } from '../links.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import { isSeen, nothingUnseen, type Unseen } from '../unseen.ts';
import { asOne, holds, knownPeople, namesOf, UPN_SCHEMES, type NameRow } from './known.ts';
import { exchangedName, matchOf, type Described, type KnownPerson, type Match } from './matching.ts';
import { nameInUse } from './name-in-use.ts';
import { keysOf } from './names.ts';
import type { ExpectedRow, PersonRow, PossibleDuplicateRow } from './table.ts';

/** Candidates looked at for one search. */
const MOST_CANDIDATES = 500;
/** What speaks for a candidate: a birth date alone never does, or a search would list everyone born that day. */
const FOR: readonly Match['reasons'][number][] = [
  'SAME_NHS_NUMBER',
  'SAME_UPN',
  'SAME_NAMES',
  'NAMES_ALIKE',
  'NAMES_SOUND_ALIKE',
  'NAMES_EXCHANGED',
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

/** How many are answered at most, and who is not there for whoever looks. */
interface Matched {
  readonly limit?: number | undefined;
  readonly unseen?: Unseen | undefined;
}

/** Everyone in the record, as known now; records that are linked as the same are one person, the survivor. */
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

  /** Children expected by the day, inclusive, of whom neither birth, death nor the end of the pregnancy is recorded. */
  expectedBy(day: string): ExpectedRow[] {
    const rows = this.#model.tables().all<ExpectedRow>(
      `SELECT person, expected_by AS expected FROM people
       WHERE date_of_birth IS NULL AND expected_delivery_date NOT NULL AND expected_delivery_date <= ?
         AND pregnancy_ended IS NULL AND date_of_death IS NULL ORDER BY registered`,
      day,
    );
    return rows.filter(({ person }) => !this.#isToldOf(person));
  }

  /** Every record that is of the same person, now or as of a position, the survivor's first. */
  recordsOf(person: string, position = NEWEST): readonly string[] {
    return recordsOf(this.#model.tables(), person, position);
  }

  /** Every record of each of these persons, at once: asked-for record -> its person's records, that one among them. */
  recordsOfAll(persons: readonly string[], position = NEWEST): ReadonlyMap<string, readonly string[]> {
    return recordsOfAll(this.#model.tables(), persons, position);
  }

  /**
   * Persons holding the identifier, not withdrawn, now or as of a position; asked for a UPN also those who hold it as a
   * temporary one.
   */
  byIdentifier(scheme: string, value: string, position = NEWEST): string[] {
    const schemes = UPN_SCHEMES.includes(scheme) ? UPN_SCHEMES : [scheme];
    const rows = this.#model.tables().all<{ person: string }>(
      `SELECT DISTINCT n.person FROM numbers n WHERE n.value = ?1 AND n.scheme IN (SELECT value FROM json_each(?2))
         AND ${holds('n', '?3')} ORDER BY n.person`,
      value,
      JSON.stringify(schemes),
      position,
    );
    return this.#survivors(
      rows.map(({ person }) => person),
      position,
    );
  }

  /**
   * Who may be meant, the likeliest first: by a number in common, or by names that are the same, alike, exchanged or sound
   * alike, with the birth date weighed in.
   */
  match(described: Described, { limit = 20, unseen = nothingUnseen }: Matched = {}): Match[] {
    return this.#likely(described)
      .filter(({ person }) => isSeen(unseen, person))
      .slice(0, limit);
  }

  /** Those of whoever may be meant who are not there for whoever looks. */
  matchUnseen(described: Described, unseen: Unseen): string[] {
    return this.#likely(described)
      .filter(({ person, relation }) => relation !== 'OTHER' && !isSeen(unseen, person))
      .map(({ person }) => person);
  }

  #likely(described: Described): Match[] {
    return this.#known(this.#candidates(described))
      .map((known) => matchOf(described, known))
      .filter(({ reasons }) => reasons.some((reason) => FOR.includes(reason)))
      .sort((one, other) => other.score - one.score);
  }

  #candidates({ given, family, dateOfBirth, nhsNumber, upn }: Described): string[] {
    const exchanged = family === undefined ? undefined : exchangedName({ given, family });
    return [
      ...(nhsNumber === undefined ? [] : this.byIdentifier('NHS', nhsNumber)),
      ...(upn === undefined ? [] : this.byIdentifier('UPN', upn)),
      ...(family === undefined ? [] : this.#underKeys(keysOf({ given, family }, dateOfBirth))),
      ...(exchanged === undefined ? [] : this.#underKeys(keysOf(exchanged, undefined))),
    ];
  }

  /** Everyone registered, in order of registration, for `PersonIndex`. */
  everyone(): KnownPerson[] {
    const known = knownPeople(this.#model.tables());
    const survivors = this.#survivorsAmong(known.map(({ person }) => person));
    return asOne(known, survivors);
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

  /** Of a child whose records are linked, another may tell of the birth, of a death or of the end of the pregnancy. */
  #isToldOf(person: string): boolean {
    const records = this.recordsOf(person);
    return (
      records.length > 1 &&
      [...this.people(records).values()].some(
        ({ dateOfBirth, dateOfDeath, pregnancyEndedOn }) => dateOfBirth ?? dateOfDeath ?? pregnancyEndedOn,
      )
    );
  }

  #survivors(persons: readonly string[], position = NEWEST): string[] {
    const survivors = this.#survivorsAmong(persons, position);
    return [...new Set(persons.map((person) => survivors.get(person) ?? person))];
  }

  #known(persons: readonly string[]): KnownPerson[] {
    const records = this.#survivors([...new Set(persons)]).flatMap((person) => this.recordsOf(person));
    const survivors = this.#survivorsAmong(records);
    return asOne(knownPeople(this.#model.tables(), JSON.stringify(records)), survivors);
  }

  /** Record -> survivor, of those that are linked. */
  #survivorsAmong(persons: readonly string[], position = NEWEST): ReadonlyMap<string, string> {
    const linked = this.#model.tables().all<{ person: string }>(
      `SELECT DISTINCT l.other AS person FROM json_each(?1) r
       CROSS JOIN links l ON l.other = r.value AND l.since <= ?2 AND l.until > ?2`,
      JSON.stringify(persons),
      position,
    );
    return new Map(linked.map(({ person }) => [person, this.recordsOf(person, position)[0] ?? person]));
  }

  /** Those whose streams hold it, and whoever was given anything that stands there. */
  #underKeys(keys: readonly string[]): string[] {
    const rows = this.#model.tables().all<{ person: string }>(
      `WITH found AS (SELECT DISTINCT person FROM keys WHERE key IN (SELECT value FROM json_each(?)) LIMIT ?)
       SELECT person FROM found UNION SELECT m.person FROM found CROSS JOIN moved m ON m.origin = found.person`,
      JSON.stringify(keys),
      MOST_CANDIDATES,
    );
    return rows.map(({ person }) => person);
  }
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
