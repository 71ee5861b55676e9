import { FOREVER, type Tables } from '../projection.ts';
import type { KnownPerson } from './matching.ts';
import type { PersonName } from './names.ts';

export const UPN_SCHEMES = ['UPN', 'TEMP_UPN'];
export interface NameRow {
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

/** What people are compared by, of those asked for (a JSON list of ids), or of all in order of registration. */
export function knownPeople(tables: Tables, asked?: string): KnownPerson[] {
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

/** What is known of several records of one person, under the survivor's id and place. */
export function asOne(known: readonly KnownPerson[], survivors: ReadonlyMap<string, string>): KnownPerson[] {
  if (survivors.size === 0) return [...known];
  const byPerson = Map.groupBy(known, ({ person }) => survivors.get(person) ?? person);
  return [...byPerson].map(([person, records]) => {
    const survivor = records.find((each) => each.person === person);
    return {
      person,
      names: records.flatMap(({ names }) => names),
      dateOfBirth: survivor?.dateOfBirth ?? records.find(({ dateOfBirth }) => dateOfBirth)?.dateOfBirth,
      nhsNumbers: records.flatMap(({ nhsNumbers }) => nhsNumbers),
      upns: records.flatMap(({ upns }) => upns),
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

export function namesOf(tables: Tables, asked?: string): NameRow[] {
  const columns = 'each.person, each.use, each.used_to AS "to", each.given, each.family';
  return rowsOf<NameRow>(tables, { columns, table: 'names', order: 'each.position, each.ordinal' }, asked);
}

function numbersOf(tables: Tables, asked?: string): IdentifierRow[] {
  const columns = 'each.person, each.scheme, each.value';
  return rowsOf<IdentifierRow>(
    tables,
    { columns, table: 'numbers', where: holds('each', String(FOREVER - 1)), order: 'each.at' },
    asked,
  );
}

/** Whether a row of `numbers` says what somebody holds at a position: it was recorded, and not withdrawn since. */
export function holds(row: string, position: string): string {
  const standing = (each: string): string =>
    `${each}.from_position <= ${position} AND ${each}.until > ${position}`;
  return `${row}.withdrawn = 0 AND ${standing(row)} AND NOT EXISTS (SELECT 1 FROM numbers w
    WHERE w.person = ${row}.person AND w.scheme = ${row}.scheme AND w.value = ${row}.value AND w.withdrawn = 1
      AND w.at > ${row}.at AND ${standing('w')})`;
}

function nameOf({ given, family }: NameRow): PersonName[] {
  return family === null ? [] : [{ family, ...(given === null ? {} : { given }) }];
}
