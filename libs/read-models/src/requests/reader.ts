import { listPage } from '../list.ts';
import { NEWEST, type ModelRows } from '../model-reader.ts';
import { nothingUnseen } from '../unseen.ts';
import { FOREVER } from '../projection.ts';
import type { Page, PageRequest } from '../page.ts';
import type { RequestFilter, RequestRow, RequestSpan } from './table.ts';

/** Requests for support. `position` is what an answer is as of, inclusive; without it the newest. */
export class RequestsReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** In the order in which they came in. */
  list(filter: RequestFilter, position = NEWEST, page?: PageRequest): Page<RequestRow> {
    const { state, district, urgency, outcome, families, concern, waiting, unseen = nothingUnseen } = filter;
    const { senderReference } = filter;
    const sent =
      senderReference === undefined ? undefined : this.sentUnder(senderReference).map(({ since }) => since);
    return listPage<RequestSpan, RequestRow>(
      this.#model.tables(),
      {
        table: 'spans',
        key: 'received',
        position,
        filter: { state, district, urgency, outcome, concern, is_waiting: waiting },
        among: [
          families && { column: 'family', values: families },
          sent && { column: 'received', values: sent },
        ],
        without: { column: 'request', ids: unseen.requests },
        toNode: rowOf,
      },
      page,
    );
  }

  request(request: string, position = NEWEST): RequestRow | undefined {
    const row = this.#model.tables().one<RequestSpan>(
      `SELECT s.* FROM spans_since r CROSS JOIN spans s ON s.received = r.since
       WHERE r.id = ? AND s.from_position <= ? AND s.until > ? ORDER BY s.from_position DESC LIMIT 1`,
      request,
      position,
      position,
    );
    return row && rowOf(row);
  }

  /** Those of these streams that are requests, as the record has them now. */
  among(streams: readonly string[]): string[] {
    const sql = `SELECT DISTINCT r.id FROM json_each(?) asked CROSS JOIN spans_since r ON r.id = asked.value
      CROSS JOIN spans s ON s.received = r.since AND s.until = ${FOREVER}`;
    const rows = this.#model.tables().all<{ id: string }>(sql, JSON.stringify(streams));
    return rows.map(({ id }) => id);
  }

  /** Requests of a family that wait for anything now, and whether it is for children's services to be told. */
  waitingOf(family: string): (Pick<RequestRow, 'request' | 'state'> & { readonly isConcern: boolean })[] {
    const sql = `SELECT * FROM spans WHERE family = ? AND until = ${FOREVER} AND is_waiting = 1 ORDER BY received`;
    return this.#model
      .tables()
      .all<RequestSpan>(sql, family)
      .map(({ request, state, concern, waits_for }) => {
        const isConcern = concern === 'IDENTIFIED' || waits_for === 'CHILDRENS_SERVICES';
        return { request, state, isConcern };
      });
  }

  /** Those of these requests in which a concern waits for children's services to be told, in the order in which they came. */
  concernsAmong(requests: readonly string[], position = NEWEST): string[] {
    const sql = `SELECT s.request FROM json_each(?) asked CROSS JOIN spans_since r ON r.id = asked.value
      CROSS JOIN spans s ON s.received = r.since AND s.from_position <= ? AND s.until > ? AND s.is_waiting = 1
      WHERE s.concern = 'IDENTIFIED' OR s.waits_for = 'CHILDRENS_SERVICES' ORDER BY s.received`;
    const rows = this.#model
      .tables()
      .all<Pick<RequestSpan, 'request'>>(sql, JSON.stringify(requests), position, position);
    return rows.map(({ request }) => request);
  }

  /** Whether an episode was opened from it. */
  ledToHelp(request: string): boolean {
    const sql = "SELECT 1 FROM marks WHERE request = ? AND type = 'EpisodeOpened' LIMIT 1";
    return this.#model.tables().one(sql, request) !== undefined;
  }

  /** The request's stream. */
  byReference(reference: string): string | undefined {
    const sql = 'SELECT request FROM request_references WHERE reference = ?';
    return this.#model.tables().one<{ request: string }>(sql, reference)?.request;
  }

  /** Requests that came in under a sender's own reference, as it stands now, in the order in which they did. */
  sentUnder(reference: string): { readonly request: string; readonly since: number }[] {
    const sql = `SELECT r.request, f.since FROM request_references r CROSS JOIN spans_since f ON f.id = r.request
      WHERE r.sender_reference = ? ORDER BY f.since`;
    return this.#model.tables().all(sql, reference);
  }
}

function rowOf(span: RequestSpan): RequestRow {
  const { received_at: receivedAt, waiting_since: waitingSince, told_at: toldAt } = span;
  const { waits_for: waitsFor, ...row } = span;
  const { request, reference, received, state, outcome, level, urgency, channel, district } = row;
  const { family, episode, keyworker, panel, agency, allocation, concern } = row;
  return {
    request,
    reference,
    received,
    receivedAt,
    state,
    outcome,
    waitsFor,
    level,
    urgency,
    channel,
    district,
    family,
    episode,
    keyworker,
    panel,
    agency,
    allocation,
    concern,
    toldAt,
    waitingSince,
  };
}
