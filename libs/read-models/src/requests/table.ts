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
