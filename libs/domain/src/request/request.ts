import { Rejected } from '#libs/contracts';
import type {
  AcknowledgeRequest,
  Clear,
  FlagDuplicateOfOpenWork,
  LinkRequestToFamily,
  ReceiveRequest,
  ReceiveRequestInformation,
  RequestCommand,
  RequestEvent,
  TriageRequest,
  WithdrawRequest,
} from '#libs/contracts';
import { codesJudgedOn } from '#libs/reference';
import type { Aggregate, Circumstances, Facts, Needs, Past, Told } from '../aggregate.ts';
import { checkBegun, checkRationale, checkSaid, refuseFirst } from '../checks.ts';
import { checkOrder, dayOf } from '../days.ts';
import { activeWorker } from '../eligibility.ts';
import { formFaults, received } from './form.ts';

interface Received {
  /** The day, whole or partial, on which it came in. */
  readonly receivedOn: string;
  readonly isAcknowledged: boolean;
  readonly family?: string;
  /** The open episode it was flagged a duplicate of. */
  readonly duplicateOf?: string;
}

export type RequestState =
  { readonly status: 'NONE' } | (Received & { readonly status: 'UNDECIDED' | 'DECIDED' | 'WITHDRAWN' });

type ReceivedRequest = Exclude<RequestState, { status: 'NONE' }>;

/** The outcome that decides nothing yet: the request stays on the table. */
const DEFERRED = 'DEFER_INFO_NEEDED';

function receive(told: Told<ReceiveRequest>, state: RequestState, facts: Facts): RequestEvent[] {
  if (state.status !== 'NONE') return [];
  refuseFirst(formFaults(told, facts));
  return received(told, facts);
}

function acknowledge(told: Told<AcknowledgeRequest>, state: RequestState): RequestEvent[] {
  const request = standing(state);
  if (request.isAcknowledged) return [];
  checkOrder(request.receivedOn, dayOf(told), 'occurredAt');
  return [{ type: 'RequestAcknowledged', data: { how: told.data.how } }];
}

function link({ data }: Told<LinkRequestToFamily>, state: RequestState, facts: Facts): RequestEvent[] {
  const { family } = data;
  if (standing(state).family === family) return [];
  checkBegun(facts, family);
  return [{ type: 'RequestLinkedToFamily', data: { family } }];
}

/** The family's episode is of another stream: one that closes at the same moment is found by detection. */
function flagDuplicate(
  { data }: Told<FlagDuplicateOfOpenWork>,
  state: RequestState,
  facts: Facts,
): RequestEvent[] {
  const { family, episode } = data;
  if (standing(state).duplicateOf === episode) return [];
  const open = facts.openEpisodes.find((each) => each.family === family && each.episode === episode);
  if (open === undefined) throw new Rejected('UNKNOWN_EPISODE', { episode });
  return [{ type: 'DuplicateOfOpenWorkFlagged', data: { family, episode, keyworker: open.keyworker } }];
}

/** Decided once. Of two who decide at the same moment the stream keeps the first. */
function triage(told: Told<TriageRequest>, state: RequestState, facts: Facts): RequestEvent[] {
  const { request, ...triaged } = told.data;
  const { status, receivedOn } = standing(state);
  if (status === 'DECIDED') throw new Rejected('REQUEST_DECIDED');
  checkRationale(triaged.rationale, 'rationale');
  checkOrder(receivedOn, dayOf(told), 'occurredAt');
  activeWorker(facts, triaged.decidedBy, dayOf(told));
  return [{ type: 'RequestTriaged', data: triaged }];
}

function withdraw(told: Told<WithdrawRequest>, state: RequestState): RequestEvent[] {
  const { status, receivedOn } = begun(state);
  if (status === 'WITHDRAWN') return [];
  if (status === 'DECIDED') throw new Rejected('REQUEST_DECIDED');
  checkOrder(receivedOn, dayOf(told), 'occurredAt');
  return [{ type: 'RequestWithdrawn', data: { reason: told.data.reason } }];
}

function informed({ data }: Told<ReceiveRequestInformation>, state: RequestState): RequestEvent[] {
  const { request, ...information } = data;
  begun(state);
  checkSaid(information.summary, 'summary');
  return [{ type: 'RequestInformationReceived', data: information }];
}

function begun(state: RequestState): ReceivedRequest {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  return state;
}

/** Guarded by the stream. */
function standing(state: RequestState): ReceivedRequest {
  const request = begun(state);
  if (request.status === 'WITHDRAWN') throw new Rejected('REQUEST_WITHDRAWN');
  return request;
}

function needs({ type, data }: RequestCommand): Needs {
  switch (type) {
    case 'ReceiveRequest':
      return { persons: data.children.flatMap(({ person }) => person ?? []) };
    case 'LinkRequestToFamily':
      return { begun: [data.family] };
    case 'FlagDuplicateOfOpenWork':
      return { openEpisodesIn: data.family };
    case 'TriageRequest':
      return { workers: [data.decidedBy] };
    case 'AcknowledgeRequest':
    case 'WithdrawRequest':
    case 'ReceiveRequestInformation':
      return {};
  }
}

function decide(command: RequestCommand & Circumstances, state: RequestState, facts: Facts): RequestEvent[] {
  switch (command.type) {
    case 'ReceiveRequest':
      return receive(command, state, facts);
    case 'AcknowledgeRequest':
      return acknowledge(command, state);
    case 'LinkRequestToFamily':
      return link(command, state, facts);
    case 'FlagDuplicateOfOpenWork':
      return flagDuplicate(command, state, facts);
    case 'TriageRequest':
      return triage(command, state, facts);
    case 'WithdrawRequest':
      return withdraw(command, state);
    case 'ReceiveRequestInformation':
      return informed(command, state);
  }
}

function evolve(state: RequestState, event: Past<Clear.RequestEvent>): RequestState {
  if (event.type === 'RequestReceived') return entered(event);
  if (state.status === 'NONE') return state;
  switch (event.type) {
    case 'RequestAcknowledged':
      return { ...state, isAcknowledged: true };
    case 'RequestLinkedToFamily':
      return { ...state, family: event.data.family };
    case 'DuplicateOfOpenWorkFlagged':
      return { ...state, duplicateOf: event.data.episode };
    case 'RequestTriaged':
      return event.data.outcome === DEFERRED ? state : { ...state, status: 'DECIDED' };
    case 'RequestWithdrawn':
      return { ...state, status: 'WITHDRAWN' };
    case 'RequestInformationReceived':
      return state;
  }
}

function entered({ data, occurredAt, recordedAt }: Past<{ data: Clear.RequestReceived }>): RequestState {
  return {
    status: 'UNDECIDED',
    receivedOn: codesJudgedOn(occurredAt, recordedAt),
    isAcknowledged: false,
    ...(data.family === undefined ? {} : { family: data.family }),
  };
}

/** A request for support, from the form to its decision. */
export const request: Aggregate<RequestState, RequestCommand, RequestEvent, Clear.RequestEvent> = {
  category: 'request',
  initial: { status: 'NONE' },
  needs,
  decide,
  evolve,
  families: (state) => (state.status === 'NONE' || state.family === undefined ? [] : [state.family]),
  seen: () => undefined,
};
