import { NEWEST, type ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageIn } from '../paging.ts';
import type { SealedMatchRow, SealFilter, SealInForce, SealRow, SealSpan } from './table.ts';

type MatchRow = Omit<SealedMatchRow, 'recordedAt' | 'foundIn' | 'byRole' | 'byAgency' | 'settled'> & {
  readonly recorded_at: string;
  readonly found_in: string;
  readonly by_role: string;
  readonly by_agency: string;
  readonly settled: number | null;
};

/** The seals on records. `position` is what an answer is as of, inclusive; without it the newest. */
export class SealsReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** Every record that is sealed, now or by then. */
  inForce(position = NEWEST): SealInForce[] {
    const sql = `SELECT record, custodians, ground FROM seals
      WHERE until > ?1 AND from_position <= ?1 AND in_force = 1`;
    const rows = this.#model.tables().all<Pick<SealSpan, 'record' | 'custodians' | 'ground'>>(sql, position);
    return rows.map((row) => ({ ...row, custodians: listIn(row.custodians) }));
  }

  /** Those in force at the position, in the order in which they were first sealed. */
  register(filter: SealFilter, position = NEWEST, page?: PageRequest): Page<SealRow> {
    const { custodian, reviewBy, allCustodians } = filter;
    const sql = 'SELECT * FROM seals WHERE from_position <= ? AND until > ? AND in_force = 1';
    const rows = this.#model
      .tables()
      .all<SealSpan>(sql, position, position)
      .map(rowOf)
      .filter((row) => custodian === undefined || row.custodians.includes(custodian))
      .filter((row) => reviewBy === undefined || row.reviewBy <= reviewBy)
      .filter((row) => allCustodians === undefined || row.custodians.every(allCustodians));
    return pageIn(rows, ({ since }) => since, page);
  }

  /** Who was matched with these seals' records by then, the earliest first. */
  matchesOn(seals: readonly string[], position = NEWEST): SealedMatchRow[] {
    const rows = this.#model.tables().all<MatchRow>(
      `SELECT m.*, s.position settled, s.outcome FROM json_each(?) asked CROSS JOIN matches m ON m.seal = asked.value
       LEFT JOIN settlings s ON s.seal = m.seal AND s.match = m.match AND s.position =
         (SELECT max(position) FROM settlings WHERE seal = m.seal AND match = m.match AND position <= ?)
       WHERE m.noted <= ? ORDER BY m.noted`,
      JSON.stringify(seals),
      position,
      position,
    );
    return rows.map(({ recorded_at, found_in, by_role, by_agency, settled, ...row }) => ({
      ...row,
      recordedAt: recorded_at,
      foundIn: found_in,
      byRole: by_role,
      byAgency: by_agency,
      settled: settled !== null,
    }));
  }
}

function rowOf(span: SealSpan): SealRow {
  const { seal, record, since, ground, authority, reason, custodians, ...said } = span;
  return {
    seal,
    record,
    since,
    ground,
    authority,
    authorityReference: said.authority_reference,
    reason,
    custodians: listIn(custodians),
    requestedBy: said.requested_by,
    approvedBy: said.approved_by,
    reviewBy: said.review_by,
  };
}

function listIn(json: string): string[] {
  return JSON.parse(json) as string[];
}
