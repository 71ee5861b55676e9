import type { AsOfPoint } from '../as-of.ts';
import { levelsOf } from '../families/levels.ts';
import type { FamilySpan } from '../families/table.ts';
import { listPage, type List } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import { nothingUnseen } from '../unseen.ts';
import type { Page, PageRequest } from '../page.ts';
import type { CaseloadRow } from './table.ts';

/** As of which position, and for whom: without them the newest, and everything. */
type Seen = Partial<Pick<AsOfPoint, 'position' | 'unseen'>>;

/**
 * Who holds which open episodes: another view of the families' spans, since a family has one open episode at most.
 */
export class CaseloadReader {
  readonly #families: ModelRows;

  constructor(families: ModelRows) {
    this.#families = families;
  }

  /** Those the worker is keyworker of or covers for, in the order of opening. */
  ofWorker(worker: string, at: Seen = {}, page?: PageRequest): Page<CaseloadRow> {
    return this.#page({ filter: {}, either: { columns: ['keyworker', 'cover'], is: worker } }, at, page);
  }

  /** In the order of opening. */
  ofAgency(agency: string, at: Seen = {}, page?: PageRequest): Page<CaseloadRow> {
    return this.#page({ filter: { agency } }, at, page);
  }

  /**
   * Episodes open now under a worker or an organisation; while someone covers, under that worker alone. Cover that is meant
   * to last no longer than `on`, the keyworker's last day, leaves them with the keyworker.
   */
  episodesUnder(workerOrOrganisation: string, on = ''): string[] {
    const rows = this.#families.tables().all<{ episode: string }>(
      `SELECT episode FROM spans WHERE keyworker = ?1 AND (cover IS NULL OR cover_until <= ?3) AND until > ?2
       UNION SELECT episode FROM spans WHERE cover = ?1 AND until > ?2
       UNION SELECT episode FROM spans WHERE agency = ?1 AND until > ?2`,
      workerOrOrganisation,
      NEWEST,
      on,
    );
    return rows.map(({ episode }) => episode);
  }

  #page(
    owner: Pick<List<FamilySpan, CaseloadRow>, 'filter' | 'either'>,
    { position = NEWEST, unseen = nothingUnseen }: Seen,
    page?: PageRequest,
  ): Page<CaseloadRow> {
    const without = { column: 'family', ids: unseen.families };
    const shape = { table: 'spans', key: 'opened', position, ...owner, without, toNode: rowOf } as const;
    return listPage<FamilySpan, CaseloadRow>(this.#families.tables(), shape, page);
  }
}

function rowOf({ children, opened, opened_at: openedAt, ...span }: FamilySpan): CaseloadRow {
  const { family, reference, district, keyworker, cover, agency, level } = span;
  return {
    episode: span.episode ?? '',
    family,
    reference,
    opened: Number(opened),
    openedAt,
    keyworker,
    cover,
    agency,
    district,
    levels: levelsOf(children),
    level,
  };
}
