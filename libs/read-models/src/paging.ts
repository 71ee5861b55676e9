import { Rejected } from '#libs/contracts';
import type { Page, PageRequest } from './page.ts';

export interface Window {
  /** Rows to read: one more than the page holds, to know whether there are more. */
  readonly limit: number;
  readonly backwards: boolean;
  readonly after: number;
  readonly before: number;
}

/** The bounds of a page that has no cursor. */
export const NO_CURSOR = { after: -Number.MAX_SAFE_INTEGER, before: Number.MAX_SAFE_INTEGER } as const;

const DEFAULT = 50;
const MOST = 100;

/** What to read for a page. Rejected PAGE_SIZE where `first` or `last` is not 1 to 100, INVALID_INPUT where both stand. */
export function windowOf({ first, last, after, before }: PageRequest): Window {
  if (first !== undefined && last !== undefined) throw new Rejected('INVALID_INPUT', { field: 'last' });
  return {
    limit: sizeOf(last ?? first ?? DEFAULT) + 1,
    backwards: last !== undefined,
    after: after ?? NO_CURSOR.after,
    before: before ?? NO_CURSOR.before,
  };
}

function sizeOf(size: number): number {
  if (!Number.isInteger(size) || size < 1 || size > MOST) throw new Rejected('PAGE_SIZE');
  return size;
}

/** The page of the rows read, which are in the order of reading: backwards where the window is. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  { limit, backwards, after, before }: Window,
  edge: (row: Row) => { readonly cursor: number; readonly node: T },
): Page<T> {
  const kept = rows.slice(0, limit - 1);
  const more = rows.length === limit;
  const edges = (backwards ? kept.toReversed() : kept).map(edge);
  return {
    edges,
    hasNextPage: backwards ? before !== NO_CURSOR.before : more,
    hasPreviousPage: backwards ? more : after !== NO_CURSOR.after,
  };
}

/** The page of rows that were all found, in the order of their cursors. */
export function pageIn<T>(
  rows: readonly T[],
  cursorOf: (row: T) => number,
  request: PageRequest = {},
): Page<T> {
  const window = windowOf(request);
  const edges = rows
    .map((node) => ({ cursor: cursorOf(node), node }))
    .filter(({ cursor }) => cursor > window.after && cursor < window.before)
    .sort((one, other) => (window.backwards ? other.cursor - one.cursor : one.cursor - other.cursor));
  return pageOf(edges.slice(0, window.limit), window, (edge) => edge);
}

type Edges<T> = Page<T>['edges'];

/** What reads a page of a list. */
export type ReadsPage<T> = (page: PageRequest) => Page<T>;

const ONWARDS = { size: 'first', from: 'after', more: 'hasNextPage' } as const;
const BACKWARDS = { size: 'last', from: 'before', more: 'hasPreviousPage' } as const;

/**
 * The page of those rows of a list that are there for whoever asks, read in turn: as full as if there were no others, so
 * that nobody sees by it that some are left out.
 */
export function pageOfSeen<Row, T>(
  request: PageRequest,
  read: ReadsPage<Row>,
  seen: (edges: Edges<Row>) => Edges<T>,
): Page<T> {
  const window = windowOf(request);
  const { size, from, more } = window.backwards ? BACKWARDS : ONWARDS;
  const found: Edges<T>[number][] = [];
  const { after, before } = request;
  for (let between: PageRequest = { after, before }; ;) {
    const page = read({ ...between, [size]: MOST });
    const edges = window.backwards ? page.edges.toReversed() : page.edges;
    found.push(...seen(edges));
    if (!page[more] || found.length >= window.limit)
      return pageOf(found.slice(0, window.limit), window, (edge) => edge);
    between = { ...between, [from]: edges.at(-1)?.cursor };
  }
}
