import { DatabaseSync } from 'node:sqlite';

export const COLUMNS = ['position', 'stream', 'revision', 'id', 'type', 'ends_append', 'document'] as const;
export type Column = (typeof COLUMNS)[number];
export type Value = number | string | Uint8Array;

/** A log's file, edited behind its store's back. */
export class EditedLog {
  readonly #file: string;
  #editor: DatabaseSync | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  get database(): DatabaseSync {
    if (this.#editor === undefined) {
      this.#editor = new DatabaseSync(this.#file);
      this.#editor.exec('PRAGMA synchronous = OFF');
    }
    return this.#editor;
  }

  /** Lets go of the file, which then holds all that was edited. */
  letGo(): void {
    this.#editor?.close();
    this.#editor = undefined;
  }

  change(sql: string): void {
    this.database.exec(sql);
  }

  value(column: Column, position: number): Value {
    const sql = `SELECT ${column} AS value FROM events WHERE position = ?`;
    return this.database.prepare(sql).get(position)?.['value'] as Value;
  }

  /** Writes the value over; answers whether the store could hold it at all. */
  put(column: Column, position: number, value: Value): boolean {
    try {
      this.database.prepare(`UPDATE events SET ${column} = ? WHERE position = ?`).run(value, position);
      return true;
    } catch {
      return false;
    }
  }

  /** All that the log holds, as text; nothing where it cannot be read. */
  dump(): string {
    try {
      const rows = (sql: string) => JSON.stringify(this.database.prepare(sql).all());
      const events =
        'SELECT position, stream, revision, hex(id), type, ends_append, hex(document) FROM events ORDER BY position';
      return rows(events) + rows('SELECT * FROM streams ORDER BY id');
    } catch {
      return '';
    }
  }
}
