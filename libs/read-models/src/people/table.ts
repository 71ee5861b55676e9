import { linkTables } from '../links.ts';

/**
 * `names`, `births` and `numbers` have a row for what each event said, under whose record it is read; `at` and `position`
 * are the event's own. `moved` holds what stands in another's stream, and by what that one's record is read. Of a number
 * that was recorded there is a row, and of its withdrawal another. `keys` holds what people of like names or the same
 * birth date have in common, by the stream: where a match is looked for.
 */
export const peopleTables = `
  CREATE TABLE people (
    person TEXT PRIMARY KEY, registered INTEGER NOT NULL, reference TEXT NOT NULL, date_of_birth TEXT,
    expected_delivery_date TEXT, sex TEXT, adult INTEGER, date_of_death TEXT,
    pregnancy_ended TEXT, expected_by TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE names (
    event TEXT NOT NULL, person TEXT NOT NULL, position INTEGER NOT NULL, ordinal INTEGER NOT NULL, use TEXT, given TEXT,
    family TEXT, used_to TEXT
  ) STRICT;
  CREATE INDEX names_of_person ON names (person, position, ordinal);
  CREATE INDEX names_at ON names (position);
  CREATE TABLE births (
    event TEXT NOT NULL, person TEXT NOT NULL, position INTEGER NOT NULL, own INTEGER NOT NULL, recorded INTEGER NOT NULL,
    date_of_birth TEXT, sex TEXT
  ) STRICT;
  CREATE INDEX births_of_person ON births (person);
  CREATE INDEX births_at ON births (position);
  CREATE TABLE numbers (
    event TEXT NOT NULL, person TEXT NOT NULL, scheme TEXT NOT NULL, value TEXT NOT NULL, withdrawn INTEGER NOT NULL,
    at INTEGER NOT NULL, from_position INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (person, scheme, value, at, from_position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX numbers_at ON numbers (at);
  CREATE TABLE moved (event TEXT PRIMARY KEY, origin TEXT NOT NULL, person TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX moved_from ON moved (origin, person);
  CREATE INDEX moved_to ON moved (person, event);
  ${linkTables}
  CREATE TABLE keys (key TEXT NOT NULL, person TEXT NOT NULL) STRICT;
  CREATE INDEX keys_of_person ON keys (person);
  CREATE TABLE duplicates (
    identity TEXT PRIMARY KEY, first TEXT NOT NULL, second TEXT NOT NULL, score INTEGER NOT NULL, reasons TEXT,
    request TEXT, detected INTEGER NOT NULL, decided INTEGER
  ) STRICT, WITHOUT ROWID;
`;

export const peopleIndexes = `
  CREATE INDEX people_expected ON people (expected_delivery_date) WHERE date_of_birth IS NULL AND expected_delivery_date NOT NULL;
  CREATE UNIQUE INDEX people_by_reference ON people (reference);
  CREATE INDEX numbers_by_value ON numbers (value, scheme);
  CREATE INDEX people_by_key ON keys (key, person);
`;

/** A person as known now; null: not recorded, or erased. */
export interface PersonRow {
  readonly person: string;
  readonly reference: string;
  readonly registered: number;
  /** general: the name the person goes by (`nameInUse`). */
  readonly given: string | null;
  readonly family: string | null;
  /** general; a partial date */
  readonly dateOfBirth: string | null;
  /** health */
  readonly expectedDeliveryDate: string | null;
  readonly sex: string | null;
  readonly adult: boolean | null;
  /** health */
  readonly dateOfDeath: string | null;
  /** health, and sealed: the day a pregnancy ended without birth, where it did. */
  readonly pregnancyEndedOn: string | null;
}

/** A birth that was expected on a day that is past. */
export interface ExpectedRow {
  readonly person: string;
  /** The id of the event that said the expected date. */
  readonly expected: string;
}

/** Two records that may be of one person, until someone decides. */
export interface PossibleDuplicateRow {
  readonly identity: string;
  readonly first: string;
  readonly second: string;
  /** 0 to 1000 */
  readonly score: number;
  /** general; null once erased */
  readonly reasons: readonly string[] | null;
  readonly request: string | null;
  readonly detected: number;
}
