import type { ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageOf, windowOf } from '../paging.ts';
import type { ViewingRow, ViewRow } from './table.ts';

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

  /** Who saw a person, family or request, newest first: `after` a cursor lie older ones. */
  whoSaw(
    personFamilyOrRequest: string,
    period: ViewingPeriod = {},
    request: PageRequest = {},
  ): Page<ViewingRow> {
    const { first, last, after, before } = request;
    const window = windowOf({ first, last, after: before, before: after });
    const rows = this.#model.tables().all<ViewRow>(
      `SELECT v.* FROM seen s CROSS JOIN views v ON v.position = s.position
       WHERE s.id = ? AND s.position > ? AND s.position < ? AND s.at >= ? AND s.at <= ?
       ORDER BY s.position ${window.backwards ? 'ASC' : 'DESC'} LIMIT ?`,
      personFamilyOrRequest,
      window.after,
      window.before,
      period.from ?? '',
      period.to ?? '9',
      window.limit,
    );
    return pageOf(rows, windowOf(request), (row) => ({ cursor: row.position, node: viewingOf(row) }));
  }
}

function viewingOf(row: ViewRow): ViewingRow {
  return {
    position: row.position,
    at: row.at,
    user: row.user,
    role: row.role,
    agency: row.agency,
    onBehalfOf: row.on_behalf_of,
    purpose: row.purpose,
    effect: row.effect,
    door: row.door,
    reads: JSON.parse(row.reads) as string[],
    relationships: JSON.parse(row.relationships) as string[],
    classes: JSON.parse(row.classes) as string[],
    ofPosition: row.of_position,
  };
}
