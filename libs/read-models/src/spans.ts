import { FOREVER, type Tables, type Value } from './projection.ts';

/** What a span table's rows say of one thing: one column each. `Key` says which thing, in the order of its list. */
export type Columns = Readonly<Record<string, Value>>;

export interface Held {
  /** The positions from which, inclusive, and until which, exclusive, the row holds. */
  readonly from_position: number;
  readonly until: number;
}

/**
 * A table of spans: each row holds from one position until another, so that everything can be asked as of any position.
 * The key is the position at which the thing came into the record; no two things share it.
 */
export class Spans<Row extends Columns> {
  readonly #last: string;
  readonly #end: string;
  readonly #insert: string;
  readonly #columns: readonly (string & keyof Row)[];

  /** `columns` in the table's order, the key first; `from_position` and `until` come after it. */
  constructor(table: string, columns: readonly (string & keyof Row)[]) {
    const [key = ''] = columns;
    this.#columns = columns;
    this.#last = `SELECT * FROM ${table} WHERE ${key} = ? ORDER BY from_position DESC LIMIT 1`;
    this.#end = `UPDATE ${table} SET until = ? WHERE ${key} = ? AND from_position = ?`;
    this.#insert = `INSERT INTO ${table} (${columns.join(', ')}, from_position, until)
      VALUES (${columns.map(() => '?').join(', ')}, ?, ${FOREVER})`;
  }

  begin(tables: Tables, position: number, row: Row): void {
    tables.run(this.#insert, ...this.#columns.map((column) => row[column] ?? null), position);
  }

  last(tables: Tables, key: number): (Row & Held) | undefined {
    return tables.one<Row & Held>(this.#last, key);
  }

  /** Ends the last span here and begins the next, where the changes are any. */
  change(tables: Tables, position: number, key: number, changes: (last: Row) => Partial<Row>): void {
    const span = this.last(tables, key);
    if (span === undefined) return;
    const next = changes(span);
    if (Object.entries(next).every(([column, value]) => span[column] === value)) return;
    tables.run(this.#end, position, key, span.from_position);
    this.begin(tables, position, { ...span, ...next });
  }
}
