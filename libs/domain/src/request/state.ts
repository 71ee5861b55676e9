import { Rejected } from '#libs/contracts';
import type { Facts, RequestFact } from '../aggregate.ts';

export interface Received {
  /** What it is while nothing is decided: a contact, or a request for support. */
  readonly cameAs: 'CONTACT' | 'UNDECIDED';
  /** The day, whole or partial, on which it came in. */
  readonly receivedOn: string;
  readonly reference: string;
  readonly district: string;
  /** How it was last acknowledged. */
  readonly acknowledged?: string;
  readonly family?: string;
  /** The open episode it was flagged a duplicate of. */
  readonly duplicateOf?: string;
  /** Agencies asked for information -> the day by which the answer is wanted; undefined once they answered. */
  readonly asked: ReadonlyMap<string, string | undefined>;
  readonly isAdvised: boolean;
  /** A safeguarding concern was identified and has not been passed to children's services. */
  readonly hasConcern: boolean;
  /** The revision by which it was last sent to a panel. */
  readonly sending?: number;
}

/** CONTACT: someone asked about a child, or for advice, and no request for support was made of it. */
export type ReceivedRequest = Received & { readonly status: RequestFact['status'] };
export type RequestState = { readonly status: 'NONE' } | ReceivedRequest;

/** The outcome that decides nothing yet: the request stays on the table. */
export const DEFERRED = 'DEFER_INFO_NEEDED';
/** The outcome that leaves the decision to the panel of the district. */
export const PANEL = 'PANEL';

export function begun(state: RequestState): ReceivedRequest {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  return state;
}

/** Guarded by the stream. */
export function standing(state: RequestState): ReceivedRequest {
  const request = begun(state);
  if (request.status === 'WITHDRAWN') throw new Rejected('REQUEST_WITHDRAWN');
  return request;
}

/**
 * How the request stands, its panel asked. The panel's decision is of another stream: on one node the door lets a panel
 * decide on a request only while nothing is written to that; a decision taken on another node at the same moment is
 * found by detection (`panel-allocation`).
 */
export function settledStatus(request: ReceivedRequest, stream: string, facts: Facts): RequestFact['status'] {
  const item = facts.panelItems.get(stream);
  const isAnswered = request.status === 'AT_PANEL' && item?.sending === request.sending;
  return isAnswered && item?.state === 'DECIDED' ? 'DECIDED' : request.status;
}
