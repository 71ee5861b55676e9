import { lastPossibleDay } from '#libs/reference';
import { OF_LIVES, type Clear, type OccurredAt } from '#libs/contracts';
import type { ModelRows } from '../model-reader.ts';
import { numberOf } from './names.ts';

/** An entry about somebody, of the person, the family, its help or a request, as it was recorded. */
export interface ContactRow {
  readonly stream: string;
  readonly type: Clear.Event['type'];
  readonly data: Clear.Event['data'];
  /** The last day on which it may have happened, and not after it was recorded. */
  readonly day: string;
  readonly persons: readonly string[];
}

interface Row {
  readonly stream: string;
  readonly type: Clear.Event['type'];
  readonly data: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly subjects: string;
}

const IS_OF_LIFE = `(${OF_LIVES.map((kind) => `s.name GLOB '${kind}-*'`).join(' OR ')})`;

const CONTACT = `s.name AS stream, e.type, e.data, e.envelope ->> '$.occurredAt' AS occurred_at, e.recorded_at,
  e.envelope ->> '$.subjects' AS subjects`;

/** When there was anything to do with somebody: what decides how long a record is kept. `position` is inclusive. */
export class LivesReader {
  readonly #model: ModelRows;

  constructor(model: ModelRows) {
    this.#model = model;
  }

  /** Whether anything about these records happened after the instant, in milliseconds since 1970. */
  hadContactAfter(records: readonly string[], instant: number, position: number): boolean {
    return (
      this.#model.tables().one(
        `SELECT 1 FROM json_each(?) asked CROSS JOIN person_events p
           ON p.person = ${numberOf('asked.value')} AND p.position <= ? AND p.occurred > ?
         CROSS JOIN events e ON e.position = p.position AND e.type <> 'IdentifiedOnRequest'
         CROSS JOIN names s ON s.number = e.stream AND ${IS_OF_LIFE} LIMIT 1`,
        JSON.stringify(records),
        position,
        instant,
      ) !== undefined
    );
  }

  /** Every entry about these records, in the order of recording. */
  contacts(records: readonly string[], position: number): ContactRow[] {
    const rows = this.#model.tables().all<Row>(
      `SELECT ${CONTACT}
       FROM json_each(?) asked CROSS JOIN person_events p ON p.person = ${numberOf('asked.value')} AND p.position <= ?
       CROSS JOIN events e ON e.position = p.position
         CROSS JOIN names s ON s.number = e.stream AND ${IS_OF_LIFE} ORDER BY e.position`,
      JSON.stringify(records),
      position,
    );
    return rows.map(contactOf);
  }

  /** Every entry of the requests that name one of these, or that a family came of to which one of these belonged. */
  ofRequests(records: readonly string[], position: number): ContactRow[] {
    const rows = this.#model.tables().all<Row>(
      `WITH requests (stream) AS (
         SELECT e.stream FROM json_each(?1) asked
           CROSS JOIN person_events p ON p.person = ${numberOf('asked.value')} AND p.position <= ?2
           CROSS JOIN events e ON e.position = p.position
         UNION SELECT ${numberOf('r.request')} FROM json_each(?1) asked
           CROSS JOIN members m ON m.person = asked.value AND m.since <= ?2
           CROSS JOIN referrals r ON r.family = m.family AND r.since <= ?2
       )
       SELECT ${CONTACT} FROM requests q CROSS JOIN names s ON s.number = q.stream AND s.name GLOB 'request-*'
       CROSS JOIN events e ON e.stream = q.stream AND e.position <= ?2 ORDER BY e.position`,
      JSON.stringify(records),
      position,
    );
    return rows.map(contactOf);
  }

  /** Everybody who ever belonged to a family beside one of these records. */
  everBeside(records: readonly string[], position: number): string[] {
    const rows = this.#model.tables().all<{ person: string }>(
      `SELECT DISTINCT m.person FROM json_each(?1) asked
       CROSS JOIN members own ON own.person = asked.value AND own.since <= ?2
       CROSS JOIN members m ON m.family = own.family AND m.since <= ?2`,
      JSON.stringify(records),
      position,
    );
    return rows.map(({ person }) => person);
  }
}

function contactOf({ stream, type, data, occurred_at, recorded_at, subjects }: Row): ContactRow {
  return {
    stream,
    type,
    data: JSON.parse(data) as ContactRow['data'],
    day: lastPossibleDay(JSON.parse(occurred_at) as OccurredAt, recorded_at),
    persons: JSON.parse(subjects) as string[],
  };
}
