import type { Tables } from '../projection.ts';
import { remember, rememberedIn } from '../remembered.ts';

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
  const numbers = rememberedIn<string, number>(tables, 'numbers');
  const known = numbers.get(name);
  if (known !== undefined) return known;
  const number = added(name, tables) ?? found(name, tables);
  remember(numbers, [name, number], REMEMBERED);
  return number;
}

/** Most that are not remembered are new. */
function added(name: string, tables: Tables): number | undefined {
  return tables.enter('INSERT INTO names (name) VALUES (?) ON CONFLICT DO NOTHING', name);
}

function found(name: string, tables: Tables): number {
  return tables.one<{ number: number }>('SELECT number FROM names WHERE name = ?', name)?.number ?? 0;
}

/** In SQL: the number of a name, or of what a column or a parameter says; null where there is none. */
export function numberOf(name: string): string {
  return `(SELECT number FROM names WHERE name = ${name})`;
}

/** In SQL: the name that a column has the number of. */
export function nameOf(number: string): string {
  return `(SELECT name FROM names WHERE number = ${number})`;
}

/** How many names are remembered for who reads: each has a number of rows on a page. */
const NAMES = 10_000;

/** The name that has the number. */
export function nameFor(number: number, tables: Tables): string {
  const names = rememberedIn<number, string>(tables, 'names');
  const known = names.get(number);
  if (known !== undefined) return known;
  const name = tables.one<{ name: string }>('SELECT name FROM names WHERE number = ?', number)?.name ?? '';
  remember(names, [number, name], NAMES);
  return name;
}
