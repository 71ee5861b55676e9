import { Rejected } from '#libs/contracts';
import type {
  InformReferrer,
  RedirectRequest,
  ReopenRequest,
  RequestEvent,
  SeekAgreement,
  TriageRequest,
  WithdrawRequest,
} from '#libs/contracts';
import type { Facts, RequestFact, Told } from '../aggregate.ts';
import { checkRationale, checkSaid, present } from '../checks.ts';
import { checkOrder, dayOf } from '../days.ts';
import { activeWorker, knownPerson } from '../eligibility.ts';
import { waitsFor } from './outcomes.ts';
import { begun, settledStatus, standing, type ReceivedRequest, type RequestState } from './state.ts';

/** Decided once. Of two who decide at the same moment the stream keeps the first. */
export function triage(told: Told<TriageRequest>, state: RequestState, facts: Facts): RequestEvent[] {
  const { request, ...triaged } = told.data;
  const received = standing(state);
  checkUndecided(settledStatus(received, told.stream, facts));
  const waiting = waitsFor({ outcome: triaged.outcome, on: dayOf(told) }, facts.reference);
  if (waiting === undefined) checkConcernPassed(received);
  checkRationale(triaged.rationale, 'rationale');
  checkOrder(received.receivedOn, dayOf(told), 'occurredAt');
  activeWorker(facts, triaged.decidedBy, dayOf(told));
  return [{ type: 'RequestTriaged', data: triaged }, ...(waiting === 'PANEL' ? sentToPanel(received) : [])];
}

function checkUndecided(status: RequestFact['status']): void {
  if (status === 'DECIDED') throw new Rejected('REQUEST_DECIDED');
  if (status === 'AT_PANEL') throw new Rejected('REQUEST_AT_PANEL');
}

/**
 * Whoever declines help does not end a concern for a child: consent is not needed where there is risk. Where the request
 * waits still, the concern stays on the table or goes to children's services.
 */
function checkConcernPassed({ hasConcern }: ReceivedRequest): void {
  if (hasConcern) throw new Rejected('CONCERN_NOT_PASSED');
}

/** A panel decides on requests for support: a contact is not put to it. */
function sentToPanel({ status, district }: ReceivedRequest): RequestEvent[] {
  if (status === 'CONTACT') throw new Rejected('CONTACT_ONLY');
  return [{ type: 'RequestSentToPanel', data: { district } }];
}

export function withdraw(told: Told<WithdrawRequest>, state: RequestState, facts: Facts): RequestEvent[] {
  const request = standing(state);
  if (settledStatus(request, told.stream, facts) === 'DECIDED')
    throw new Rejected('REQUEST_DECIDED', present({ revision: facts.panelItems.get(told.stream)?.revision }));
  checkConcernPassed(request);
  checkOrder(request.receivedOn, dayOf(told), 'occurredAt');
  return [{ type: 'RequestWithdrawn', data: { reason: told.data.reason } }];
}

/**
 * Goes on in another district. A panel that has it before it has it no longer, unless it decided: the item of an earlier
 * sending leaves its agenda (`panel-agenda`), and is decided on no more.
 */
export function redirect(told: Told<RedirectRequest>, state: RequestState, facts: Facts): RequestEvent[] {
  const { request: _, ...redirected } = told.data;
  const request = standing(state);
  if (request.district === redirected.district) return [];
  const item = facts.panelItems.get(told.stream);
  if (settledStatus(request, told.stream, facts) === 'DECIDED' && item?.allocation !== 'DECLINED')
    throw new Rejected('REQUEST_DECIDED', present({ revision: item?.revision }));
  checkOrder(request.receivedOn, dayOf(told), 'occurredAt');
  return [{ type: 'RequestRedirected', data: redirected }];
}

/** What was withdrawn or decided is looked at anew, and triaged again. */
export function reopen(told: Told<ReopenRequest>, state: RequestState, facts: Facts): RequestEvent[] {
  const status = settledStatus(begun(state), told.stream, facts);
  if (status !== 'WITHDRAWN' && status !== 'DECIDED') throw new Rejected('REQUEST_OPEN');
  checkSaid(told.data.reason, 'reason');
  return [{ type: 'RequestReopened', data: { reason: told.data.reason } }];
}

/** Whoever asked hears what came of it (JTAI 2023: referrers are not told), unless there is nobody who can be told. */
export function informReferrer(
  told: Told<InformReferrer>,
  state: RequestState,
  facts: Facts,
): RequestEvent[] {
  const { request, ...informed } = told.data;
  const received = begun(state);
  const status = settledStatus(received, told.stream, facts);
  const { source = '', reference } = facts;
  if (reference.meaningOf('source', source, received.receivedOn).canBeTold === false)
    throw new Rejected('NO_FEEDBACK_POSSIBLE');
  const isAdvised = status === 'CONTACT' && received.isAdvised;
  if (status !== 'WITHDRAWN' && status !== 'DECIDED' && !isAdvised) throw new Rejected('REQUEST_UNDECIDED');
  checkOrder(received.receivedOn, dayOf(told), 'occurredAt');
  return [{ type: 'ReferrerInformedOfOutcome', data: informed }];
}

/** Whoever was asked and has no record is a subject of their own, to be forgotten alone. */
export function seekAgreement(told: Told<SeekAgreement>, state: RequestState, facts: Facts): RequestEvent[] {
  const { request, ...sought } = told.data;
  standing(state);
  if (sought.person !== undefined) knownPerson(facts, sought.person);
  const signatory = sought.person === undefined ? told.newId(1) : undefined;
  return [{ type: 'AgreementSought', data: { ...sought, ...present({ signatory }) } }];
}
