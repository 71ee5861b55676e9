import type { SpanTable } from '../spans.ts';

/** A span holds from a position until before another; `received` is the position of the request's receipt. */
export const requestTables = `
  CREATE TABLE spans_since (id TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE request_references (
    reference TEXT PRIMARY KEY, request TEXT NOT NULL, sender_reference TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE spans (
    from_position INTEGER PRIMARY KEY, until INTEGER NOT NULL, received INTEGER NOT NULL, request TEXT NOT NULL,
    reference TEXT NOT NULL, received_at TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT, level TEXT,
    urgency TEXT NOT NULL, channel TEXT NOT NULL, district TEXT NOT NULL, family TEXT, episode TEXT, keyworker TEXT,
    waiting_since TEXT, is_waiting INTEGER AS (waiting_since NOT NULL)
  ) STRICT;
  CREATE INDEX spans_in_order ON spans (received, from_position);
`;

export const requestIndexes = 'CREATE INDEX requests_of_sender ON request_references (sender_reference);';

export type SpanRow = {
  readonly received: number;
  readonly request: string;
  readonly reference: string;
  readonly received_at: string;
  readonly state: RequestState;
  readonly outcome: string | null;
  readonly level: string | null;
  readonly urgency: string;
  readonly channel: string;
  readonly district: string;
  readonly family: string | null;
  readonly episode: string | null;
  readonly keyworker: string | null;
  readonly waiting_since: string | null;
};

export const spanTable: SpanTable<SpanRow> = {
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
    'level',
    'urgency',
    'channel',
    'district',
    'family',
    'episode',
    'keyworker',
    'waiting_since',
  ],
};

export type RequestState = 'RECEIVED' | 'ACKNOWLEDGED' | 'DUPLICATE' | 'TRIAGED' | 'WITHDRAWN';

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
  readonly level: string | null;
  readonly urgency: string;
  readonly channel: string;
  readonly district: string;
  readonly family: string | null;
  /** The open episode and keyworker it duplicates. */
  readonly episode: string | null;
  readonly keyworker: string | null;
  /** Since when someone waits for its triage; null once nobody does. */
  readonly waitingSince: string | null;
}

export interface RequestFilter {
  readonly state?: RequestState | undefined;
  readonly district?: string | undefined;
  readonly urgency?: string | undefined;
  readonly outcome?: string | undefined;
  readonly family?: string | undefined;
  readonly waiting?: boolean | undefined;
}
