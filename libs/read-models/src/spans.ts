import { FOREVER, SPAN, type RetoldTable, type Tables, type Value } from './projection.ts';
import { remember, rememberedIn } from './remembered.ts';

/** What a span table's rows say of one thing: one column each. */
export type Columns = Readonly<Record<string, Value>>;

interface Last<Row> {
  readonly row: Row;
  readonly from: number;
}

export interface SpanTable<Row extends Columns> {
  readonly table: string;
  /** The stream or id of the thing. */
  readonly id: string & keyof Row;
  /** The position at which it came into the record: the order of its lists. Indexed. */
  readonly since: string & keyof Row;
  /** All columns that are written but `from_position` and `until`. */
  readonly columns: readonly (string & keyof Row)[];
}

/** How many things are remembered of each table. */
const REMEMBERED = 20_000;

/** Which ids are of a stream's things, where an id is the stream's name, a space, and the thing's own. */
export const WITHIN_STREAM = "id > ?1 || ' ' AND id < ?1 || '!'";

/**
 * A table of spans: each row holds from one position, inclusive, until another, exclusive, so that everything can be
 * asked as of any position. Where no event changes two of its things, the primary key is `from_position`. Beside it stands
 * a table `<table>_since` from id to the position of the first row.
 */
export class Spans<Row extends Columns> {
  readonly #shape: SpanTable<Row>;
  readonly #select: string;
  readonly #end: string;
  readonly #insert: string;
  readonly #enter: string;

  constructor(shape: SpanTable<Row>) {
    const { table, since, columns } = shape;
    this.#shape = shape;
    this.#select = `SELECT s.* FROM ${table}_since f CROSS JOIN ${table} s ON s.${since} = f.since
      WHERE f.id = ? AND s.until = ${FOREVER} ORDER BY s.from_position DESC LIMIT 1`;
    this.#end = `UPDATE ${table} SET until = ? WHERE from_position = ? AND ${since} = ?`;
    this.#insert = `INSERT INTO ${table} (${columns.join(', ')}, from_position, until)
      VALUES (${columns.map(() => '?').join(', ')}, ?, ${FOREVER})`;
    this.#enter = `INSERT INTO ${table}_since (id, since) VALUES (?, ?)`;
  }

  /** What is told again of a thing when its stream is amended. */
  get retold(): readonly RetoldTable[] {
    const { table, since } = this.#shape;
    const where = `${since} = (SELECT since FROM ${table}_since WHERE id = ?)`;
    return [
      { table, where, spans: SPAN },
      { table: `${table}_since`, where: 'id = ?' },
    ];
  }

  /** The first span of a thing, from the position in its `since` column. */
  begin(tables: Tables, row: Row): void {
    const { id, since } = this.#shape;
    tables.run(this.#enter, row[id] ?? null, row[since] ?? null);
    this.#write(tables, Number(row[since]), row);
  }

  /** Ends the last span here and begins the next, where the changes are any. */
  change(tables: Tables, position: number, id: string, changes: (last: Row) => Partial<Row>): void {
    const last = this.#last(tables, id);
    if (last === undefined) return;
    const next = changes(last.row);
    if (Object.keys(next).every((column) => last.row[column] === next[column])) return;
    tables.run(this.#end, position, last.from, last.row[this.#shape.since] ?? null);
    this.#write(tables, position, { ...last.row, ...next });
  }

  /** What is so of a thing from here on, whatever was before: undefined where it is in the record no longer, but was. */
  tell(tables: Tables, position: number, id: string, row: Row | undefined): void {
    const { since } = this.#shape;
    const last = this.#last(tables, id);
    if (last !== undefined && row?.[since] === last.row[since]) {
      this.change(tables, position, id, () => row ?? {});
      return;
    }
    if (last !== undefined) {
      tables.run(this.#end, position, last.from, last.row[since] ?? null);
      this.#remembered(tables).delete(id);
    }
    if (row === undefined) return;
    tables.run(
      `${this.#enter} ON CONFLICT (id) DO UPDATE SET since = excluded.since`,
      id,
      row[since] ?? null,
    );
    this.#write(tables, position, row);
  }

  /** What the last span of a thing says, where that still holds. */
  last(tables: Tables, id: string): Row | undefined {
    return this.#last(tables, id)?.row;
  }

  #write(tables: Tables, from: number, row: Row): void {
    tables.run(this.#insert, ...this.#shape.columns.map((column) => row[column] ?? null), from);
    this.#remember(tables, String(row[this.#shape.id]), { row, from });
  }

  #remember(tables: Tables, id: string, last: Last<Row>): void {
    remember(this.#remembered(tables), [id, last], REMEMBERED);
  }

  #remembered(tables: Tables): Map<string, Last<Row>> {
    return rememberedIn(tables, this.#shape.table);
  }

  #last(tables: Tables, id: string): Last<Row> | undefined {
    const known = this.#remembered(tables).get(id);
    if (known !== undefined) return known;
    const found = tables.one<Row & { from_position: number }>(this.#select, id);
    return found && { row: found, from: found.from_position };
  }
}
