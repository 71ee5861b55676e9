import type { Page, PageRequest } from './page.ts';
import { pageOf, windowOf } from './paging.ts';
import type { Tables, Value } from './projection.ts';
import { idsIn } from './unseen.ts';

export interface List<Row, T> {
  /** The span table and its key, which is the list's order and cursor. */
  readonly table: string;
  readonly key: string & keyof Row;
  readonly position: number;
  /** Column -> what it must be; undefined: anything. */
  readonly filter: Readonly<Record<string, Value | undefined>>;
  /** Columns of which at least one must be that. */
  readonly either?: { readonly columns: readonly string[]; readonly is: Value };
  /** What is not there for whoever asks, and the column that names it; null there is nothing of anybody's. */
  readonly without?: { readonly column: string; readonly ids: ReadonlySet<string> };
  readonly toNode: (row: Row) => T;
}

/** A page of the rows of a span table that held at a position and fit the filter, in the order of their key. */
export function listPage<Row, T>(tables: Tables, list: List<Row, T>, request: PageRequest = {}): Page<T> {
  const { table, key, position, filter, either, without, toNode } = list;
  const window = windowOf(request);
  const wanted = Object.entries(filter).filter((each): each is [string, Value] => each[1] !== undefined);
  const rows = tables.all<Row>(
    `SELECT * FROM ${table} WHERE ${key} > ? AND ${key} < ? AND from_position <= ? AND until > ?
       ${without === undefined ? '' : `AND ifnull(${without.column}, '') NOT IN (SELECT value FROM json_each(?))`}
       ${wanted.map(([column]) => `AND ${column} IS ?`).join(' ')}
       ${either === undefined ? '' : `AND ? IN (${either.columns.join(', ')})`}
     ORDER BY ${key} ${window.backwards ? 'DESC' : 'ASC'} LIMIT ?`,
    window.after,
    window.before,
    position,
    position,
    ...(without === undefined ? [] : [idsIn(without.ids)]),
    ...wanted.map(([, value]) => value),
    ...(either === undefined ? [] : [either.is]),
    window.limit,
  );
  return pageOf(rows, window, (row) => ({ cursor: Number(row[key]), node: toNode(row) }));
}
