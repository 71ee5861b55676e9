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
  /** A column that must be one of these. */
  readonly among?: { readonly column: string; readonly values: readonly string[] } | undefined;
  /** Columns of which at least one must be that. */
  readonly either?: { readonly columns: readonly string[]; readonly is: Value };
  /** What is not there for whoever asks, and the column that names it; null there is nothing of anybody's. */
  readonly without?: { readonly column: string; readonly ids: ReadonlySet<string> };
  readonly toNode: (row: Row) => T;
}

/** A page of the rows of a span table that held at a position and fit the filter, in the order of their key. */
export function listPage<Row, T>(tables: Tables, list: List<Row, T>, request: PageRequest = {}): Page<T> {
  const { table, key, position, toNode } = list;
  const window = windowOf(request);
  const conditions = conditionsOf(list);
  const rows = tables.all<Row>(
    `SELECT * FROM ${table} WHERE ${key} > ? AND ${key} < ? AND from_position <= ? AND until > ?
       ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}
     ORDER BY ${key} ${window.backwards ? 'DESC' : 'ASC'} LIMIT ?`,
    window.after,
    window.before,
    position,
    position,
    ...conditions.map(({ value }) => value),
    window.limit,
  );
  return pageOf(rows, window, (row) => ({ cursor: Number(row[key]), node: toNode(row) }));
}

interface Condition {
  readonly sql: string;
  /** What its one parameter is. */
  readonly value: Value;
}

type Conditions = Pick<List<never, never>, 'filter' | 'among' | 'either' | 'without'>;

function conditionsOf({ filter, among, either, without }: Conditions): Condition[] {
  const wanted = Object.entries(filter).filter((each): each is [string, Value] => each[1] !== undefined);
  const isOneOf = 'IN (SELECT value FROM json_each(?))';
  return [
    ...(without ? [{ sql: `ifnull(${without.column}, '') NOT ${isOneOf}`, value: idsIn(without.ids) }] : []),
    ...wanted.map(([column, value]) => ({ sql: `${column} IS ?`, value })),
    ...(among ? [{ sql: `${among.column} ${isOneOf}`, value: JSON.stringify(among.values) }] : []),
    ...(either ? [{ sql: `? IN (${either.columns.join(', ')})`, value: either.is }] : []),
  ];
}
