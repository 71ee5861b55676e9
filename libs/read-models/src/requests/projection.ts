import type { Opened } from '#libs/contracts';
import type { Fact, FactOf } from '../fact.ts';
import type { Projection, Tables } from '../projection.ts';
import { Spans } from '../spans.ts';
import { requestIndexes, requestTables, spanTable, type RequestState, type SpanRow } from './table.ts';

/** Outcomes of triage that leave a request on the table, and go to the panel. */
const DEFERRED = 'DEFER_INFO_NEEDED';
const PANEL = 'PANEL';

const spans = new Spans<SpanRow>(spanTable);

/** Requests for support by state: a row for each stretch of positions in which nothing of it changed. */
export const requests: Projection = {
  name: 'requests',
  version: 5,
  tables: requestTables,
  indexes: requestIndexes,
  retold: [
    {
      category: 'request',
      tables: [...spans.retold, { table: 'request_references', where: 'request = ?' }],
    },
  ],
  on: {
    ContactReceived: (fact, tables) => enter(fact, tables, 'CONTACT'),
    AdviceSought: (fact, tables) => enter(fact, tables, 'ADVICE_SOUGHT'),
    AdviceGiven: (fact, tables) =>
      change(fact, tables, ({ state }) =>
        state === 'ADVICE_SOUGHT' ? { state: 'ADVISED', waiting_since: null } : {},
      ),
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
      const decided = outcome === DEFERRED || outcome === PANEL ? {} : { waiting_since: null };
      change(fact, tables, () => ({ state: 'TRIAGED', outcome, level, ...decided }));
    },
    SafeguardingConcernIdentified: (fact, tables) => change(fact, tables, () => ({ concern: 'IDENTIFIED' })),
    PassedToChildrensServices: (fact, tables) => change(fact, tables, () => ({ concern: 'PASSED' })),
    RequestSentToPanel: (fact, tables) =>
      change(fact, tables, () => ({ state: 'AT_PANEL', panel: null, ...NOT_ALLOCATED, ...waits(fact) })),
    RequestRedirected: (fact, tables) =>
      change(fact, tables, ({ state, allocation }) => ({
        district: fact.data.district,
        ...(state === 'TABLED' || allocation === 'DECLINED'
          ? { state: 'AT_PANEL', panel: null, ...NOT_ALLOCATED }
          : {}),
      })),
    RequestWithdrawn: (fact, tables) =>
      change(fact, tables, () => ({ state: 'WITHDRAWN', waiting_since: null })),
    RequestReopened: (fact, tables) =>
      change(fact, tables, () => ({ state: 'REOPENED', outcome: null, ...waits(fact) })),
    ReferrerInformedOfOutcome: (fact, tables) => change(fact, tables, () => ({ told_at: instantOf(fact) })),

    ItemTabled: (fact, tables) =>
      atPanel(fact, tables, () => ({ state: 'TABLED', panel: fact.stream, ...NOT_ALLOCATED })),
    ItemDeferred: (fact, tables) => atPanel(fact, tables, () => ({ state: 'DEFERRED' })),
    ItemDecided: decide,
    DecisionReviewed: decide,
    AllocationOffered: (fact, tables) => atPanel(fact, tables, () => ({ allocation: 'OFFERED' })),
    AllocationAccepted: (fact, tables) => atPanel(fact, tables, () => ({ allocation: 'ACCEPTED' })),
    AllocationDeclined: (fact, tables) =>
      atPanel(fact, tables, () => ({ allocation: 'DECLINED', ...waits(fact) })),
  },
};

const NOT_ALLOCATED = { agency: null, allocation: null } as const;

/** A form that grew out of a contact keeps the contact's place in the list. */
function receive(fact: FactOf<'RequestReceived'>, tables: Tables): void {
  const { reference, requestRef = null, urgency, channel, district, family } = fact.data;
  if (tables.one('SELECT since FROM spans_since WHERE id = ?', fact.stream) === undefined) {
    enter(fact, tables, 'RECEIVED');
    return;
  }
  const sql = 'UPDATE request_references SET sender_reference = ? WHERE reference = ?';
  tables.run(sql, requestRef, reference);
  const known = family === undefined ? {} : { family };
  change(fact, tables, () => ({ state: 'RECEIVED', urgency, channel, district, ...known, ...waits(fact) }));
}

/** What only some of the ways in say. */
interface Said {
  readonly reference: string;
  readonly urgency?: string;
  readonly requestRef?: string;
  readonly family?: string;
}

function enter(
  fact: FactOf<'ContactReceived' | 'AdviceSought' | 'RequestReceived'>,
  tables: Tables,
  state: RequestState,
): void {
  const { reference, channel, district } = fact.data;
  const said: Said = fact.data;
  const receivedAt = instantOf(fact);
  tables.run(
    'INSERT INTO request_references (reference, request, sender_reference) VALUES (?, ?, ?)',
    reference,
    fact.stream,
    said.requestRef ?? null,
  );
  spans.begin(tables, {
    received: fact.position,
    request: fact.stream,
    reference,
    received_at: receivedAt,
    state,
    outcome: null,
    level: null,
    urgency: said.urgency ?? null,
    channel,
    district,
    family: said.family ?? null,
    episode: null,
    keyworker: null,
    panel: null,
    ...NOT_ALLOCATED,
    concern: null,
    told_at: null,
    waiting_since: receivedAt,
  });
}

function decide(fact: FactOf<'ItemDecided' | 'DecisionReviewed'>, tables: Tables): void {
  const { outcome, agency = null } = fact.data;
  atPanel(fact, tables, () => ({ state: 'DECIDED', outcome, agency, allocation: null, waiting_since: null }));
}

/** When it happened, as an instant: when it was recorded, where no more is known than its day. */
function instantOf({ occurredAt: { precision, value }, stored }: Fact): string {
  return precision === 'INSTANT' && value !== undefined ? value : stored.recordedAt;
}

function waits(fact: Fact): Pick<SpanRow, 'waiting_since'> {
  return { waiting_since: instantOf(fact) };
}

type Changes = (span: SpanRow) => Partial<SpanRow>;
type OfItem = Extract<Opened.PanelEvent, { data: { item: string } }>;

/** What a panel does with a request changes the request's row; a withdrawn one stays so. */
function atPanel({ data, position }: Fact<OfItem>, tables: Tables, changes: Changes): void {
  spans.change(tables, position, data.item, (span) => (span.state === 'WITHDRAWN' ? {} : changes(span)));
}

function change({ stream, position }: Fact<Opened.RequestEvent>, tables: Tables, changes: Changes): void {
  spans.change(tables, position, stream, changes);
}
