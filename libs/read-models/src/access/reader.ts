import { streamCategory, streamSubject } from '#libs/contracts';
import type { ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageOf, windowOf, type Window } from '../paging.ts';
import { FOREVER, type Tables } from '../projection.ts';
import type { AccessFilter, AccessRow, LookRow, AccessDetails, ViewingRow, ViewRow } from './table.ts';

export interface ViewingPeriod {
  /** Instants, UTC with milliseconds, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Who saw what, from the access log; it may be a moment behind it. */
export class AccessReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /**
   * Who saw any of these, a person (the bare id), a family or a request (its stream), each read once, newest first: `after`
   * a cursor lie older ones.
   */
  whoSaw(of: readonly string[], period: ViewingPeriod = {}, request: PageRequest = {}): Page<ViewingRow> {
    const asked = { of, ...period };
    return this.#page(request, (window) => this.#rows(asked, window, "v.what = 'READ'"), viewingOf);
  }

  /** Every read and every refusal that fits, newest first: `after` a cursor lie older ones. */
  entries(filter: AccessFilter, request: PageRequest = {}): Page<AccessRow> {
    const tables = this.#model.tables();
    const page = this.#page(
      request,
      (window) => this.#rows(filter, window, 'TRUE'),
      (row) => row,
    );
    const seen = seenAt(
      tables,
      page.edges.map(({ cursor }) => cursor),
    );
    const edges = page.edges.map(({ cursor, node }) => ({
      cursor,
      node: { ...entryOf(node), of: seen.get(cursor) ?? [] },
    }));
    return { ...page, edges };
  }

  /** Whether anybody of the agency ever read anything, or was refused. */
  hasAnyOf(agency: string): boolean {
    const sql = 'SELECT 1 FROM views WHERE agency = ? LIMIT 1';
    return this.#model.tables().one(sql, agency) !== undefined;
  }

  /** Every read of a period, granted or refused, oldest first. */
  looks(period: Required<ViewingPeriod>): LookRow[] {
    const tables = this.#model.tables();
    const { first, last } = positionsOf(period, tables);
    return tables
      .all<ViewRow & { of: string }>(
        `SELECT v.*, (SELECT json_group_array(s.id) FROM seen s WHERE s.position = v.position) of FROM views v
         WHERE v.position BETWEEN ? AND ? AND v.what = 'READ' ORDER BY v.position`,
        first,
        last,
      )
      .map(({ at, user, role, agency, effect, said, of }) => {
        const { policies, relationships } = JSON.parse(said) as AccessDetails;
        return { at, user, role, agency, effect, policies, relationships, of: JSON.parse(of) as string[] };
      });
  }

  /** When somebody of which agency was let look at any of these persons or families, in a period. */
  looksAt(ids: readonly string[], period: Required<ViewingPeriod>): { at: string; agency: string }[] {
    const tables = this.#model.tables();
    const { first, last } = positionsOf(period, tables);
    return tables.all(
      `SELECT DISTINCT v.at, v.agency FROM json_each(?) asked CROSS JOIN seen s ON s.id = asked.value
         CROSS JOIN views v ON v.position = s.position
       WHERE s.position BETWEEN ? AND ? AND v.what = 'READ' AND v.effect = 'GRANTED'`,
      JSON.stringify(ids),
      first,
      last,
    );
  }

  #page<T>(request: PageRequest, read: (window: Window) => ViewRow[], toNode: (row: ViewRow) => T): Page<T> {
    const { first, last, after, before } = request;
    const rows = read(windowOf({ first, last, after: before, before: after }));
    return pageOf(rows, windowOf(request), (row) => ({ cursor: row.position, node: toNode(row) }));
  }

  /** What is of several is found under each of them, and comes once. */
  #rows(filter: AccessFilter, window: Window, kind: string): ViewRow[] {
    const { of } = filter;
    if (of === undefined) return this.#rowsOf(undefined, filter, window, kind);
    const found = of.flatMap((each) => this.#rowsOf(each, filter, window, kind));
    const rows = [...new Map(found.map((row) => [row.position, row])).values()];
    const inOrder = rows.sort((one, other) => one.position - other.position);
    return (window.backwards ? inOrder : inOrder.toReversed()).slice(0, window.limit);
  }

  #rowsOf(
    of: string | undefined,
    { user, agency, purpose, effect, ...filter }: AccessFilter,
    window: Window,
    kind: string,
  ): ViewRow[] {
    const tables = this.#model.tables();
    const period = positionsOf(filter, tables);
    const equal = Object.entries({ user, agency, purpose, effect }).filter(
      (each): each is [string, string] => each[1] !== undefined,
    );
    const source = of === undefined ? 'views v' : 'seen s CROSS JOIN views v ON v.position = s.position';
    const key = of === undefined ? 'v.position' : 's.position';
    return tables.all<ViewRow>(
      `SELECT v.* FROM ${source} WHERE ${of === undefined ? '' : 's.id = ? AND'} ${key} > ? AND ${key} < ?
         ${equal.map(([column]) => `AND v.${column} = ?`).join(' ')} AND ${kind}
       ORDER BY ${key} ${window.backwards ? 'ASC' : 'DESC'} LIMIT ?`,
      ...(of === undefined ? [] : [nameInLog(of)]),
      Math.max(window.after, period.first - 1),
      Math.min(window.before, period.last + 1),
      ...equal.map(([, value]) => value),
      window.limit,
    );
  }
}

/** A request stands in the log of reads as persons do: by the bare id. */
function nameInLog(id: string): string {
  return streamCategory(id) === 'request' ? streamSubject(id) : id;
}

/** The positions of a period: in the log nothing stands before what was recorded earlier. */
function positionsOf({ from, to }: ViewingPeriod, tables: Tables): { first: number; last: number } {
  const at = (sql: string, instant: string): number | undefined =>
    tables.one<{ position: number }>(sql, instant)?.position;
  const first = 'SELECT position FROM views WHERE at >= ? ORDER BY at, position LIMIT 1';
  const last = 'SELECT position FROM views WHERE at <= ? ORDER BY at DESC, position DESC LIMIT 1';
  return {
    first: from === undefined ? 0 : (at(first, from) ?? FOREVER),
    last: to === undefined ? FOREVER - 1 : (at(last, to) ?? -1),
  };
}

/** Whom each of these entries was of: position -> ids. */
function seenAt(tables: Tables, positions: readonly number[]): ReadonlyMap<number, string[]> {
  const rows = tables.all<{ position: number; id: string }>(
    `SELECT s.position, s.id FROM json_each(?) asked CROSS JOIN seen s ON s.position = asked.value
     ORDER BY s.position, s.id`,
    JSON.stringify(positions),
  );
  const seen = Map.groupBy(rows, ({ position }) => position);
  return new Map([...seen].map(([position, found]) => [position, found.map(({ id }) => id)]));
}

function entryOf({ on_behalf_of: onBehalfOf, said, ...row }: ViewRow): Omit<AccessRow, 'of'> {
  return { ...row, onBehalfOf, ...(JSON.parse(said) as AccessDetails) };
}

/** Of a row that is a read. */
function viewingOf(row: ViewRow): ViewingRow {
  const { what, purpose, ofPosition, documentHash, ...viewing } = entryOf(row);
  return {
    ...viewing,
    purpose: purpose ?? '',
    ofPosition: ofPosition ?? -1,
    documentHash: documentHash ?? '',
  };
}
