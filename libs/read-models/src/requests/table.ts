import type { Meaning } from '#libs/reference';
import { meaningTable } from '../meanings.ts';
import { FOREVER } from '../projection.ts';
import type { AllocationAnswer } from '../panels/table.ts';
import type { Unseen } from '../unseen.ts';
import type { SpanTable } from '../spans.ts';

/**
 * A span holds from a position until before another; `received` is the position of the request's receipt. `marks`: what each
 * event, of the request's stream or of a panel's, says of a request, as it stands now; `said` is JSON.
 */
export const requestTables = `${meaningTable}
  CREATE TABLE spans_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE request_references (
    reference TEXT PRIMARY KEY, request TEXT NOT NULL, sender_reference TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX references_of_request ON request_references (request);
  CREATE TABLE spans (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, received INTEGER NOT NULL, request TEXT NOT NULL,
    reference TEXT NOT NULL, received_at TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT, waits_for TEXT,
    level TEXT,
    urgency TEXT, channel TEXT NOT NULL, district TEXT NOT NULL, family TEXT, episode TEXT, keyworker TEXT,
    panel TEXT, agency TEXT, allocation TEXT, concern TEXT, passed INTEGER NOT NULL, told_at TEXT, waiting_since TEXT,
    is_waiting INTEGER AS (waiting_since NOT NULL OR concern IS 'IDENTIFIED')
  ) STRICT;
  CREATE INDEX spans_in_order ON spans (received, from_position);
  CREATE TABLE marks (
    position INTEGER PRIMARY KEY, request TEXT NOT NULL, type TEXT NOT NULL, panel TEXT, at TEXT NOT NULL,
    said TEXT NOT NULL
  ) STRICT;
  CREATE INDEX marks_of_request ON marks (request);
`;

export const requestIndexes = `
  CREATE INDEX requests_of_sender ON request_references (sender_reference);
  CREATE INDEX spans_waiting ON spans (received) WHERE until = ${FOREVER} AND is_waiting = 1;
  CREATE INDEX spans_waiting_of_family ON spans (family, received) WHERE until = ${FOREVER} AND is_waiting = 1;
  CREATE INDEX spans_in_state ON spans (state, received) WHERE until = ${FOREVER};
`;

export type RequestSpan = {
  readonly received: number;
  readonly request: string;
  readonly reference: string;
  readonly received_at: string;
  readonly state: RequestState;
  readonly outcome: string | null;
  /** For what it waits still after that outcome, by the code set. */
  readonly waits_for: NonNullable<Meaning['waitsFor']> | null;
  readonly level: string | null;
  readonly urgency: string | null;
  readonly channel: string;
  readonly district: string;
  readonly family: string | null;
  readonly episode: string | null;
  readonly keyworker: string | null;
  readonly panel: string | null;
  readonly agency: string | null;
  readonly allocation: AllocationAnswer | null;
  readonly concern: 'IDENTIFIED' | 'PASSED' | null;
  /** Whether it was passed to children's services since it came in, or was last reopened. */
  readonly passed: 0 | 1;
  readonly told_at: string | null;
  readonly waiting_since: string | null;
};

export const spanTable: SpanTable<RequestSpan> = {
  table: 'spans',
  id: 'request',
  since: 'received',
  columns: [
    'received',
    'request',
    'reference',
    'received_at',
    'state',
    'outcome',
    'waits_for',
    'level',
    'urgency',
    'channel',
    'district',
    'family',
    'episode',
    'keyworker',
    'panel',
    'agency',
    'allocation',
    'concern',
    'passed',
    'told_at',
    'waiting_since',
  ],
};

/** AT_PANEL: sent to a panel and on no agenda yet. DECIDED: by a panel. */
export type RequestState =
  | 'CONTACT'
  | 'ADVICE_SOUGHT'
  | 'ADVISED'
  | 'RECEIVED'
  | 'ACKNOWLEDGED'
  | 'TRIAGED'
  | 'AT_PANEL'
  | 'TABLED'
  | 'DEFERRED'
  | 'DECIDED'
  | 'WITHDRAWN'
  | 'REOPENED';

/** States of a request that nobody has triaged: neither decided on, nor put off, nor sent to a panel. */
export const waitsForTriage: ReadonlySet<RequestState> = new Set([
  ...(['CONTACT', 'RECEIVED', 'ACKNOWLEDGED', 'REOPENED'] as const),
]);

/** States in which a request that waits has not been decided on: triaged, and waiting, it was put off. */
export const waitsForDecision: ReadonlySet<RequestState> = new Set([
  ...waitsForTriage,
  ...(['TRIAGED', 'AT_PANEL', 'TABLED', 'DEFERRED'] as const),
]);

/** Whether a triage that this follows on did not decide: it put the request off, or left it to the panel. */
export function leavesUndecided(waitsFor: RequestSpan['waits_for']): boolean {
  return waitsFor === 'INFORMATION' || waitsFor === 'PANEL';
}

/**
 * Whether triage or a panel has yet to decide on a request, or to decide again as its agency declined. Others may wait as well:
 * for children's services to be told.
 */
export function isUndecided({
  state,
  waitsFor,
  allocation,
}: Pick<RequestRow, 'state' | 'waitsFor' | 'allocation'>): boolean {
  if (state === 'TRIAGED') return leavesUndecided(waitsFor);
  if (state === 'DECIDED') return allocation === 'DECLINED';
  return state !== 'WITHDRAWN';
}

/** A request for support in a list, as of a position. */
export interface RequestRow {
  readonly request: string;
  readonly reference: string;
  /** Position of its receipt: the list's order and cursor. */
  readonly received: number;
  /** When it came in (occurred), an instant. */
  readonly receivedAt: string;
  readonly state: RequestState;
  readonly outcome: string | null;
  /** What is to follow on the outcome. */
  readonly waitsFor: RequestSpan['waits_for'];
  readonly level: string | null;
  /** None where advice was sought. */
  readonly urgency: string | null;
  readonly channel: string;
  readonly district: string;
  readonly family: string | null;
  /** The open episode and keyworker it duplicates. */
  readonly episode: string | null;
  readonly keyworker: string | null;
  /** The panel whose agenda it is on, or was last. */
  readonly panel: string | null;
  /** The agency the panel allocated, and what that answered. */
  readonly agency: string | null;
  readonly allocation: AllocationAnswer | null;
  /** A safeguarding concern, and whether it was passed to children's services. */
  readonly concern: 'IDENTIFIED' | 'PASSED' | null;
  /** When whoever asked was last told of the outcome. */
  readonly toldAt: string | null;
  /** Since when someone waits for its triage, a panel's decision, another agency, or to pass it on; null once nobody does. */
  readonly waitingSince: string | null;
}

export interface RequestFilter {
  readonly unseen?: Unseen | undefined;
  readonly state?: RequestState | undefined;
  readonly district?: string | undefined;
  readonly urgency?: string | undefined;
  readonly outcome?: string | undefined;
  /** Of any of these families. */
  readonly families?: readonly string[] | undefined;
  /** The number under which the sender keeps it. */
  readonly senderReference?: string | undefined;
  readonly concern?: 'IDENTIFIED' | 'PASSED' | undefined;
  readonly waiting?: boolean | undefined;
}
