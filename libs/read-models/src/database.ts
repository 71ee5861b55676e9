import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Tables, Value } from './projection.ts';

const REMEMBERED = 20_000;

/** A SQLite connection whose statements are prepared once, by their text. */
export class Database implements Tables {
  readonly memory = new Map<string, unknown>();
  readonly #connection: DatabaseSync;
  /** What is thrown in the place of an error that says the file is damaged. */
  readonly #damaged: (error: unknown) => unknown;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string, { readOnly = false, damaged = (error: unknown) => error } = {}) {
    this.#damaged = damaged;
    this.#connection = new DatabaseSync(file, { readOnly, timeout: 5_000 });
    // What is sorted holds opened fields: never in a file of its own.
    this.#connection.exec('PRAGMA temp_store = MEMORY');
  }

  run(sql: string, ...values: Value[]): void {
    this.#statement(sql).run(...(values as SQLInputValue[]));
  }

  one<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.#read(() => this.#statement(sql).get(...values) as Row | undefined);
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#read(() => this.#statement(sql).all(...values) as Row[]);
  }

  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw isCorrupt(error) ? this.#damaged(error) : error;
    }
  }

  exec(sql: string): void {
    this.#connection.exec(sql);
  }

  /** Begins what `commit` makes durable or `undo` undoes, unless it is begun. */
  begin(): void {
    if (!this.#connection.isTransaction) this.exec('BEGIN');
  }

  commit(): void {
    if (this.#connection.isTransaction) this.exec('COMMIT');
  }

  /** Does all of it or nothing, inside what is open already or on its own. */
  atomically(work: () => void): void {
    this.exec('SAVEPOINT work');
    try {
      work();
    } catch (error) {
      this.memory.clear();
      // After some failures (a full disk) SQLite has undone everything itself.
      if (this.#connection.isTransaction) this.exec('ROLLBACK TO work; RELEASE work');
      throw error;
    }
    this.exec('RELEASE work');
    this.forgetMuch();
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

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
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
