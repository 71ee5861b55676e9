import { isRequestForm, type Clear, type RequestForm } from '#libs/contracts';
import { codesJudgedOn, type Reference } from '#libs/reference';
import type { Past, RequestFact } from '../aggregate.ts';
import type { Triage } from './outcomes.ts';
import { statusOf, type ReceivedRequest, type RequestState } from './state.ts';

type Entry = Extract<Clear.RequestEvent, { type: RequestForm }>;

export function evolve(state: RequestState, event: Past<Clear.RequestEvent>): RequestState {
  if (isEntry(event))
    return entered(state, event, event.type === 'RequestReceived' ? 'UNDECIDED' : 'CONTACT');
  return state.status === 'NONE' ? state : worked(state, event);
}

function isEntry(event: Past<Clear.RequestEvent>): event is Past<Entry> {
  return isRequestForm(event.type);
}

/** A contact that becomes a request stays known as of the day on which someone first asked. */
function entered(state: RequestState, event: Past<Entry>, cameAs: ReceivedRequest['cameAs']): RequestState {
  const { data, occurredAt, recordedAt } = event;
  const family = 'family' in data ? data.family : undefined;
  const contact = state.status === 'NONE' ? {} : state;
  return {
    receivedOn: codesJudgedOn(occurredAt, recordedAt),
    isAdvised: false,
    hasConcern: false,
    asked: new Map(),
    ...contact,
    reference: data.reference,
    district: data.district,
    cameAs,
    ...(family === undefined ? {} : { family }),
    status: cameAs,
    triaged: [],
  };
}

function worked(state: ReceivedRequest, event: Past<Exclude<Clear.RequestEvent, Entry>>): ReceivedRequest {
  switch (event.type) {
    case 'RequestAcknowledged':
      return { ...state, acknowledged: event.data.how };
    case 'RequestLinkedToFamily':
      return { ...state, family: event.data.family };
    case 'DuplicateOfOpenWorkFlagged':
      return { ...state, duplicateOf: event.data.episode };
    case 'AdviceGiven':
      return { ...state, isAdvised: true };
    case 'SafeguardingConcernIdentified':
      return { ...state, hasConcern: true };
    case 'PassedToChildrensServices':
      return { ...state, hasConcern: false };
    case 'AgencyInformationRequested':
      return asked(state, event.data.agency, event.data.due);
    case 'AgencyInformationReceived':
    case 'AgencyInformationNotProvided':
      return asked(state, event.data.agency, undefined);
    case 'RequestTriaged':
      return { ...state, triaged: [...state.triaged, triage(event)] };
    case 'RequestSentToPanel':
      return { ...state, status: 'AT_PANEL', triaged: [], sending: event.revision };
    case 'RequestRedirected':
      return redirected(state, event);
    case 'RequestWithdrawn':
      return { ...state, status: 'WITHDRAWN', triaged: [] };
    case 'RequestReopened':
      return { ...state, status: state.cameAs, triaged: [] };
    case 'RequestInformationReceived':
    case 'AgreementSought':
    case 'ReferrerInformedOfOutcome':
    case 'IdentifiedOnRequest':
      return state;
  }
}

/** Before a panel it is a sending of its own: to the panel of the other district. */
function redirected(
  state: ReceivedRequest,
  { data: { district }, revision }: Past<{ data: Clear.RequestRedirected }>,
): ReceivedRequest {
  return { ...state, district, ...(state.status === 'AT_PANEL' && { sending: revision }) };
}

function triage({ data, occurredAt, recordedAt }: Past<{ data: Clear.RequestTriaged }>): Triage {
  return { outcome: data.outcome, on: codesJudgedOn(occurredAt, recordedAt) };
}

function asked(state: ReceivedRequest, agency: string, due: string | undefined): ReceivedRequest {
  return { ...state, asked: new Map([...state.asked, [agency, due]]) };
}

/** The family that a request is linked with, from its events. */
export function familyOfRequest(events: readonly Past<Clear.RequestEvent>[]): string | undefined {
  const state = events.reduce(evolve, { status: 'NONE' });
  return state.status === 'NONE' ? undefined : state.family;
}

/** How a request stands, from its events; undefined where there is none. */
export function requestFact(
  events: readonly Past<Clear.RequestEvent>[],
  reference: Reference,
): RequestFact | undefined {
  const state = events.reduce(evolve, { status: 'NONE' });
  if (state.status === 'NONE') return undefined;
  const { sending, family, receivedOn } = state;
  return {
    status: statusOf(state, reference),
    receivedOn,
    revision: events.at(-1)?.revision ?? 0,
    ...(sending === undefined ? {} : { sending }),
    ...(family === undefined ? {} : { family }),
  };
}
