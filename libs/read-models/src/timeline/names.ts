import type { Tables } from '../projection.ts';

/**
 * Streams, families and persons, numbered in the order in which they came. Tables with many rows of each hold the number:
 * they are smaller by far, and so are the indexes that are sorted by it.
 */
export const nameTables = `
  CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
`;

/** How many numbers are remembered: what is asked for are the same names again and again. */
const REMEMBERED = 100_000;

/** The number of a name; one that is new gets the next. */
export function numberFor(name: string, tables: Tables): number {
  const numbers = numbersIn(tables);
  const known = numbers.get(name);
  if (known !== undefined) return known;
  const { number } = found(name, tables) ?? added(name, tables);
  if (numbers.size >= REMEMBERED) numbers.clear();
  numbers.set(name, number);
  return number;
}

function numbersIn({ memory }: Tables): Map<string, number> {
  const known = memory.get('numbers') as Map<string, number> | undefined;
  if (known !== undefined) return known;
  const numbers = new Map<string, number>();
  memory.set('numbers', numbers);
  return numbers;
}

interface Numbered {
  readonly number: number;
}

function found(name: string, tables: Tables): Numbered | undefined {
  return tables.one<Numbered>('SELECT number FROM names WHERE name = ?', name);
}

function added(name: string, tables: Tables): Numbered {
  tables.run('INSERT INTO names (name) VALUES (?)', name);
  return tables.one<Numbered>('SELECT last_insert_rowid() AS number') as Numbered;
}

/** In SQL: the number of a name, or of what a column or a parameter says; null where there is none. */
export function numberOf(name: string): string {
  return `(SELECT number FROM names WHERE name = ${name})`;
}

/** In SQL: the name that a column has the number of. */
export function nameOf(number: string): string {
  return `(SELECT name FROM names WHERE number = ${number})`;
}

/** The names that numbers stand for, each looked up once by the function answered: an answer has many rows of few names. */
export function namesIn(tables: Tables): (number: number) => string {
  const known = new Map<number, string>();
  return (number) => {
    const name = known.get(number) ?? named(number, tables);
    known.set(number, name);
    return name;
  };
}

function named(number: number, tables: Tables): string {
  return tables.one<{ name: string }>('SELECT name FROM names WHERE number = ?', number)?.name ?? '';
}
