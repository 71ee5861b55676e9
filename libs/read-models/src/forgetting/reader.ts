import type { Code, CodeSet } from '#libs/reference';
import { listPage } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import type { Page, PageRequest } from '../page.ts';
import type {
  ErasedRow,
  ErasureFilter,
  ErasureRow,
  ErasureSpan,
  HoldFilter,
  HoldRow,
  HoldSpan,
} from './table.ts';

/** Holds and erasures. `position` is what an answer is as of, inclusive; without it the newest. */
export class ForgettingReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  hold(hold: string, position = NEWEST): HoldRow | undefined {
    const row = this.#at<HoldSpan>('holds', hold, position);
    return row && holdOf(row);
  }

  erasure(erasure: string, position = NEWEST): ErasureRow | undefined {
    const row = this.#at<ErasureSpan>('erasures', erasure, position);
    return row && erasureOf(row);
  }

  /** In the order in which they were placed. */
  holds(filter: HoldFilter, position = NEWEST, page?: PageRequest): Page<HoldRow> {
    const { state, releaseProposed } = filter;
    return listPage<HoldSpan, HoldRow>(
      this.#model.tables(),
      {
        table: 'holds',
        key: 'since',
        position,
        filter: { state, release_proposed: releaseProposed },
        toNode: holdOf,
      },
      page,
    );
  }

  /** All that stand, in the order in which they were placed. */
  holdsStanding(position = NEWEST): HoldRow[] {
    const sql = `SELECT * FROM holds WHERE state = 'STANDS' AND from_position <= ?1 AND until > ?1 ORDER BY since`;
    return this.#model.tables().all<HoldSpan>(sql, position).map(holdOf);
  }

  /** In the order in which they were asked for or proposed. */
  erasures({ state }: ErasureFilter, position = NEWEST, page?: PageRequest): Page<ErasureRow> {
    return listPage<ErasureSpan, ErasureRow>(
      this.#model.tables(),
      { table: 'erasures', key: 'since', position, filter: { state }, toNode: erasureOf },
      page,
    );
  }

  /** Holds and erasures that ever named a record: a person by the bare id. */
  papersNaming(record: string): string[] {
    const rows = this.#model.tables().all<{ paper: string }>(
      `SELECT hold AS paper FROM holds WHERE instr(persons || families || requests, json_quote(?1))
       UNION SELECT erasure FROM erasures WHERE instr(persons || families || requests, json_quote(?1))`,
      record,
    );
    return rows.map(({ paper }) => paper);
  }

  /** Whose keys of these subjects are gone, by bare ids. */
  erased(subjects: readonly string[], position = NEWEST): ErasedRow[] {
    return this.#model.tables().all<ErasedRow>(
      `SELECT e.* FROM json_each(?) asked CROSS JOIN erased e
           ON e.subject = asked.value AND e.position <= ?`,
      JSON.stringify(subjects),
      position,
    );
  }

  /** Persons of whom what is held is kept and not used now, by bare ids. */
  restricted(): string[] {
    const sql = 'SELECT person FROM restrictions WHERE standing > 0';
    const rows = this.#model.tables().all<{ person: string }>(sql);
    return rows.map(({ person }) => person);
  }

  /** When the first of these subjects, or of all, was erased after a position: an instant; null where none was. */
  erasedAfter(position: number, subjects?: readonly string[]): string | null {
    const row = this.#model.tables().one<{ at: string | null }>(
      `SELECT min(at) AS at FROM erased WHERE position > ?1
         AND (?2 IS NULL OR subject IN (SELECT value FROM json_each(?2)))`,
      position,
      subjects === undefined ? null : JSON.stringify(subjects),
    );
    return row?.at ?? null;
  }

  /** Persons registered after one position and by another, in that order: at most `limit`. */
  registeredAfter(after: number, position: number, limit: number): { since: number; person: string }[] {
    const sql = 'SELECT since, person FROM registered WHERE since > ? AND since <= ? ORDER BY since LIMIT ?';
    return this.#model.tables().all(sql, after, position, limit);
  }

  /** How long records were to be kept by the rules published by a position. */
  rules(position = NEWEST): readonly Code[] {
    const sql = 'SELECT content FROM rules WHERE position <= ? ORDER BY position DESC LIMIT 1';
    const newest = this.#model.tables().one<{ content: string }>(sql, position);
    return newest === undefined ? [] : (JSON.parse(newest.content) as CodeSet).codes;
  }

  #at<Row>(table: 'holds' | 'erasures', id: string, position: number): Row | undefined {
    return this.#model.tables().one<Row>(
      `SELECT s.* FROM ${table}_since i CROSS JOIN ${table} s ON s.since = i.since
       WHERE i.id = ? AND s.from_position <= ? AND s.until > ?`,
      id,
      position,
      position,
    );
  }
}

type Listed = Pick<HoldSpan, 'persons' | 'families' | 'requests'>;

function recordsOf({ persons, families, requests }: Listed) {
  const parsed = (list: string) => JSON.parse(list) as string[];
  return { persons: parsed(persons), families: parsed(families), requests: parsed(requests) };
}

function holdOf(span: HoldSpan): HoldRow {
  const { hold, since, state, placed_at: placedAt, looked_at: lookedAt } = span;
  return {
    ...recordsOf(span),
    hold,
    since,
    state,
    everything: span.everything === 1,
    releaseProposed: span.release_proposed === 1,
    placedAt,
    lookedAt,
  };
}

function erasureOf(span: ErasureSpan): ErasureRow {
  const { erasure, since, state, ground, not_before: notBefore, begun_at: askedAt } = span;
  return { ...recordsOf(span), erasure, since, state, ground, notBefore, askedAt };
}
