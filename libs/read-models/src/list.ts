import type { Page, PageRequest } from './page.ts';
import { pageOf, windowOf, type Window } from './paging.ts';
import { HOLDS_STILL, readAt } from './newest.ts';
import type { Tables, Value } from './projection.ts';
import { idsIn } from './unseen.ts';

/** What a column must be. */
type Wanted = string | boolean | null;

export interface List<Row, T> {
  /** The span table and its key, which is the list's order and cursor. */
  readonly table: string;
  readonly key: string & keyof Row;
  readonly position: number;
  /** Column -> what it must be; undefined: anything. */
  readonly filter: Readonly<Record<string, Wanted | undefined>>;
  /** Columns, each of which must be one of these; undefined: anything. */
  readonly among?: readonly (
    { readonly column: string; readonly values: readonly (string | number)[] } | undefined
  )[];
  /** A column that must lie between these, inclusive. */
  readonly between?:
    | { readonly column: string; readonly from?: string | undefined; readonly to?: string | undefined }
    | undefined;
  /** Columns of which at least one must be that. */
  readonly either?: { readonly columns: readonly string[]; readonly is: string };
  /** What is not there for whoever asks, and the column that names it; null there is nothing of anybody's. */
  readonly without?: { readonly column: string; readonly ids: ReadonlySet<string> };
  readonly toNode: (row: Row) => T;
}

/**
 * A page of the rows of a span table that held at a position and fit the filter, in the order of their key. Asked as of now,
 * only rows that hold still are looked at, by the indexes of those alone.
 */
export function listPage<Row, T>(tables: Tables, list: List<Row, T>, request: PageRequest = {}): Page<T> {
  const { key, position, toNode } = list;
  const window = windowOf(request);
  const rows = readAt(tables, position, (isNewest) => {
    const held = isNewest ? { sql: HOLDS_STILL, values: [] } : { sql: 'until > ?', values: [position] };
    return tables.all<Row>(...queryOf(list, window, held));
  });
  return pageOf(rows, window, (row) => ({ cursor: Number(row[key]), node: toNode(row) }));
}

/** The statement of a page and its parameters. */
function queryOf<Row, T>(list: List<Row, T>, window: Window, held: Condition): [string, ...Value[]] {
  const { table, key, position } = list;
  const conditions = [held, ...conditionsOf(list)];
  return [
    `SELECT * FROM ${table} WHERE ${key} > ? AND ${key} < ? AND from_position <= ?
       ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}
     ORDER BY ${key} ${window.backwards ? 'DESC' : 'ASC'} LIMIT ?`,
    window.after,
    window.before,
    position,
    ...conditions.flatMap(({ values }) => values),
    window.limit,
  ];
}

interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

type Conditions = Pick<List<never, never>, 'filter' | 'among' | 'between' | 'either' | 'without'>;

function conditionsOf({ filter, among = [], between, either, without }: Conditions): Condition[] {
  const wanted = Object.entries(filter).filter((each): each is [string, Wanted] => each[1] !== undefined);
  const isOneOf = 'IN (SELECT value FROM json_each(?))';
  return [
    ...(without
      ? [{ sql: `ifnull(${without.column}, '') NOT ${isOneOf}`, values: [idsIn(without.ids)] }]
      : []),
    ...wanted.map(([column, value]) => conditionOf(column, value)),
    ...among
      .filter((each) => each !== undefined)
      .map(({ column, values }) => ({ sql: `${column} ${isOneOf}`, values: [JSON.stringify(values)] })),
    ...(between?.from === undefined ? [] : [{ sql: `${between.column} >= ?`, values: [between.from] }]),
    ...(between?.to === undefined ? [] : [{ sql: `${between.column} <= ?`, values: [between.to] }]),
    ...(either
      ? [
          {
            sql: `(${either.columns.map((column) => `${column} = ?`).join(' OR ')})`,
            values: either.columns.map(() => either.is),
          },
        ]
      : []),
  ];
}

/** A flag stands in the statement itself: SQLite looks into an index of rows with that flag only where it does. */
function conditionOf(column: string, value: Wanted): Condition {
  if (value === null) return { sql: `${column} IS NULL`, values: [] };
  return typeof value === 'boolean'
    ? { sql: `${column} = ${Number(value)}`, values: [] }
    : { sql: `${column} = ?`, values: [value] };
}
