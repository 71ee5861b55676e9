import { Rejected } from '#libs/contracts';
import type { Reference } from '#libs/reference';
import type { Facts, RequestFact } from '../aggregate.ts';
import { decides, type Triage } from './outcomes.ts';

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
  /** How it was triaged since it came in, was sent to a panel, withdrawn or reopened: whether that decided, `statusOf` says. */
  readonly triaged: readonly Triage[];
  /** The revision by which it was last sent to a panel. */
  readonly sending?: number;
}

/** CONTACT: someone asked about a child, or for advice, and no request for support was made of it. */
export type ReceivedRequest = Received & { readonly status: Exclude<RequestFact['status'], 'DECIDED'> };
export type RequestState = { readonly status: 'NONE' } | ReceivedRequest;

/** How the request stands by its own stream: what triage came to is the code set's to say. */
export function statusOf({ status, triaged }: ReceivedRequest, reference: Reference): RequestFact['status'] {
  return triaged.some((each) => decides(each, reference)) ? 'DECIDED' : status;
}

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
  const status = statusOf(request, facts.reference);
  const isAnswered = status === 'AT_PANEL' && item?.sending === request.sending;
  return isAnswered && item?.state === 'DECIDED' ? 'DECIDED' : status;
}
