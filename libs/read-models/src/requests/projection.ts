import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import type { Projection, Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { requestIndexes, requestTables, spanTable, type SpanRow } from './table.ts';

/** The outcome that leaves a request on the table. */
const DEFERRED = 'DEFER_INFO_NEEDED';

/** Requests for support by state: a row for each stretch of positions in which nothing of it changed. */
export const requests: Projection = {
  name: 'requests',
  version: 1,
  tables: requestTables,
  indexes: requestIndexes,
  on: {
    RequestReceived: receive,
    RequestAcknowledged: (fact, tables) =>
      change(fact, tables, ({ state }) => (state === 'RECEIVED' ? { state: 'ACKNOWLEDGED' } : {})),
    RequestLinkedToFamily: (fact, tables) => change(fact, tables, () => ({ family: fact.data.family })),
    DuplicateOfOpenWorkFlagged: (fact, tables) => {
      const { family, episode, keyworker } = fact.data;
      change(fact, tables, () => ({ state: 'DUPLICATE', family, episode, keyworker, waiting_since: null }));
    },
    RequestTriaged: (fact, tables) => {
      const { outcome, level = null } = fact.data;
      const decided = outcome === DEFERRED ? {} : { waiting_since: null };
      change(fact, tables, () => ({ state: 'TRIAGED', outcome, level, ...decided }));
    },
    RequestWithdrawn: (fact, tables) =>
      change(fact, tables, () => ({ state: 'WITHDRAWN', waiting_since: null })),
  },
};

const spans = new Spans<SpanRow>(spanTable);

function receive(fact: FactOf<'RequestReceived'>, tables: Tables): void {
  const { reference, requestRef = null, urgency, channel, district, family = null } = fact.data;
  const { precision, value } = fact.occurredAt;
  const receivedAt = precision === 'INSTANT' && value !== undefined ? value : fact.stored.recordedAt;
  tables.run(
    'INSERT INTO request_references (reference, request, sender_reference) VALUES (?, ?, ?)',
    reference,
    fact.stream,
    requestRef,
  );
  spans.begin(tables, {
    received: fact.position,
    request: fact.stream,
    reference,
    received_at: receivedAt,
    state: 'RECEIVED',
    outcome: null,
    level: null,
    urgency,
    channel,
    district,
    family,
    episode: null,
    keyworker: null,
    waiting_since: receivedAt,
  });
}

function change(
  { stream, position }: Fact<Opened.RequestEvent>,
  tables: Tables,
  changes: (span: SpanRow) => Partial<SpanRow>,
): void {
  spans.change(tables, position, stream, changes);
}
