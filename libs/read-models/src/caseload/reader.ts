import { listPage } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import type { CaseloadRow, SpanRow } from './table.ts';

/** Who holds which open episodes. `position` is what an answer is as of, inclusive; without it the newest. */
export class CaseloadReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** In the order of opening. */
  ofWorker(worker: string, position = NEWEST, page?: PageRequest): Page<CaseloadRow> {
    return this.#page({ keyworker: worker }, position, page);
  }

  /** In the order of opening. */
  ofAgency(agency: string, position = NEWEST, page?: PageRequest): Page<CaseloadRow> {
    return this.#page({ agency }, position, page);
  }

  /** Episodes open now under a worker or an organisation. */
  episodesUnder(workerOrOrganisation: string): string[] {
    const rows = this.#model.tables().all<{ episode: string }>(
      `SELECT episode FROM spans WHERE is_open = 1 AND until > ?1 AND keyworker = ?2
       UNION SELECT episode FROM spans WHERE is_open = 1 AND until > ?1 AND agency = ?2 ORDER BY episode`,
      NEWEST,
      workerOrOrganisation,
    );
    return rows.map(({ episode }) => episode);
  }

  #page(
    owner: { keyworker: string } | { agency: string },
    position: number,
    page?: PageRequest,
  ): Page<CaseloadRow> {
    return listPage<SpanRow, CaseloadRow>(
      this.#model.tables(),
      { table: 'spans', key: 'opened', position, filter: { is_open: 1, ...owner }, toNode: rowOf },
      page,
    );
  }
}

function rowOf(span: SpanRow): CaseloadRow {
  const { episode, family, opened, opened_at: openedAt, keyworker, agency, district, children, level } = span;
  return {
    episode,
    family,
    opened,
    openedAt,
    keyworker,
    agency,
    district,
    children: JSON.parse(children) as string[],
    level,
  };
}
