import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { placeToRead } from '#libs/event-store';
import type { Tables, Value } from './projection.ts';

const REMEMBERED = 20_000;

/** A statement, and the names of the columns it answers. */
interface Prepared {
  readonly statement: StatementSync;
  readonly columns: readonly string[];
}

/** A SQLite connection whose statements are prepared once, by their text. */
export class Database implements Tables {
  readonly memory = new Map<string, unknown>();
  readonly #file: string;
  readonly #connection: DatabaseSync;
  /** What is thrown in the place of an error that says the file is damaged. */
  readonly #damaged: (error: unknown) => unknown;
  readonly #statements = new Map<string, Prepared>();

  constructor(file: string, { readOnly = false, damaged = (error: unknown) => error } = {}) {
    this.#file = file;
    this.#damaged = damaged;
    const place = readOnly ? placeToRead(file) : file;
    this.#connection = this.#named(() => new DatabaseSync(place, { readOnly, timeout: 5_000 }));
    // What is sorted holds opened fields: never in a file of its own.
    this.exec('PRAGMA temp_store = MEMORY');
  }

  run(sql: string, ...values: Value[]): void {
    this.#prepared(sql).statement.run(...(values as SQLInputValue[]));
  }

  enter(sql: string, ...values: Value[]): number | undefined {
    const { changes, lastInsertRowid } = this.#prepared(sql).statement.run(...(values as SQLInputValue[]));
    return changes === 0 ? undefined : Number(lastInsertRowid);
  }

  one<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.#read(() => {
      const { statement, columns } = this.#prepared(sql);
      const found = statement.get(...values);
      return found && rowOf<Row>(found, columns);
    });
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#read(() => {
      const { statement, columns } = this.#prepared(sql);
      return statement.all(...values).map((each) => rowOf<Row>(each, columns));
    });
  }

  #read<T>(read: () => T): T {
    try {
      return this.#named(read);
    } catch (error) {
      throw isCorrupt(error) ? this.#damaged(error) : error;
    }
  }

  exec(sql: string): void {
    this.#named(() => this.#connection.exec(sql));
  }

  /** What SQLite says names no file. */
  #named<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteCode(error) === undefined ? error : Object.assign(error as Error, { path: this.#file });
    }
  }

  /** Begins what `commit` makes durable or `undo` undoes, unless it is begun. */
  begin(): void {
    if (!this.#connection.isTransaction) this.exec('BEGIN');
  }

  commit(): void {
    if (this.#connection.isTransaction) this.exec('COMMIT');
  }

  /** Does all of it or nothing, inside what is open already or on its own. */
  atomically<T>(work: () => T): T {
    this.exec('SAVEPOINT work');
    let result: T;
    try {
      result = work();
    } catch (error) {
      this.memory.clear();
      // After some failures (a full disk) SQLite has undone everything itself.
      if (this.#connection.isTransaction) this.exec('ROLLBACK TO work; RELEASE work');
      throw error;
    }
    this.exec('RELEASE work');
    this.forgetMuch();
    return result;
  }

  /** Keeps what is remembered within bounds. */
  forgetMuch(): void {
    if (this.memory.size > REMEMBERED) this.memory.clear();
  }

  /** Undoes all that was done since it was begun. */
  undo(): void {
    this.memory.clear();
    if (this.#connection.isTransaction) this.exec('ROLLBACK');
  }

  /** Does it, answers what it comes to, and undoes it. */
  tentatively<T>(work: () => T): T {
    this.memory.clear();
    this.exec('SAVEPOINT tried');
    try {
      return work();
    } finally {
      this.memory.clear();
      if (this.#connection.isTransaction) this.exec('ROLLBACK TO tried; RELEASE tried');
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.#connection.isOpen) this.#connection.close();
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    statement.setReturnArrays(true);
    const prepared = { statement, columns: statement.columns().map(({ name }) => name) };
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

/** A row as an object made here: those that node:sqlite makes cost twice as much to make, and more to read. */
function rowOf<Row>(values: Readonly<Record<number, unknown>>, columns: readonly string[]): Row {
  const row: Record<string, unknown> = {};
  columns.forEach((column, index) => (row[column] = values[index]));
  return row as Row;
}

/** Whether an error comes from the disk or the file, not from the event that was being written. */
export function isFailureOfStorage(error: unknown): boolean {
  const BY_THE_EVENT = [1, 18, 19, 20, 25];
  const code = sqliteCode(error);
  return code !== undefined && !BY_THE_EVENT.includes(code);
}

/** Whether an error says that a file is not whole, or no database. */
function isCorrupt(error: unknown): boolean {
  const CORRUPT = [11, 26];
  return CORRUPT.includes(sqliteCode(error) ?? 0);
}

/** Whether an error of a statement that is right says that a file is not, or not whole, what it should be. */
export function isDamage(error: unknown): boolean {
  return isCorrupt(error) || sqliteCode(error) === 1;
}

/** SQLite's primary result code (https://sqlite.org/rescode.html), of its errors only. */
function sqliteCode(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'errcode' in error
    ? Number(error.errcode) & 0xff
    : undefined;
}
