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
} from '#libs/contracts';
import type { Aggregate, Circumstances, Facts, Told } from '../aggregate.ts';
import { checkBegun, checkSaid, refuseFirst } from '../checks.ts';
import { checkOrder, dayOf } from '../days.ts';
import { informationNotProvided, receiveInformation, requestInformation } from './agencies.ts';
import { giveAdvice, receiveContact, seekAdvice } from './contact.ts';
import { checkVoided, corrected, relies } from './corrected.ts';
import { evolve } from './evolve.ts';
import { formFaults, received } from './form.ts';
import { withSubjectsKept } from './form-subjects.ts';
import { identify } from './identified.ts';
import { needs } from './needs.ts';
import { informReferrer, redirect, reopen, seekAgreement, triage, withdraw } from './outcome.ts';
import { identifyConcern, passToChildrensServices } from './safeguarding.ts';
import { begun, standing, statusOf, type RequestState } from './state.ts';

export type { RequestState } from './state.ts';

/** The form, in a stream of its own or in that of the contact it grew out of. */
function receive(told: Told<ReceiveRequest>, state: RequestState, facts: Facts): RequestEvent[] {
  const { contact, ...form } = told.data;
  if (contact !== undefined) return receiveFromContact({ ...told, data: form }, state, facts);
  if (state.status !== 'NONE') return [];
  refuseFirst(formFaults(told, facts));
  return received(told, facts);
}

function receiveFromContact(told: Told<ReceiveRequest>, state: RequestState, facts: Facts): RequestEvent[] {
  const contact = standing(state);
  const { cameAs, reference } = contact;
  if (cameAs !== 'CONTACT') throw new Rejected('ALREADY_A_REQUEST');
  if (statusOf(contact, facts.reference) === 'DECIDED') throw new Rejected('REQUEST_DECIDED');
  refuseFirst(formFaults(told, facts));
  return received({ ...told, reference }, facts);
}

function acknowledge(told: Told<AcknowledgeRequest>, state: RequestState): RequestEvent[] {
  const request = standing(state);
  if (request.acknowledged === told.data.how) return [];
  checkOrder(request.receivedOn, dayOf(told), 'occurredAt');
  return [{ type: 'RequestAcknowledged', data: { how: told.data.how } }];
}

function link({ data }: Told<LinkRequestToFamily>, state: RequestState, facts: Facts): RequestEvent[] {
  const { family } = data;
  if (standing(state).family === family) return [];
  checkBegun(facts, family);
  return [{ type: 'RequestLinkedToFamily', data: { family } }];
}

/** The family's episode is of another stream: one that closes at the same moment is let stand, and shows as closed. */
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

function informed({ data }: Told<ReceiveRequestInformation>, state: RequestState): RequestEvent[] {
  const { request, ...information } = data;
  begun(state);
  checkSaid(information.summary, 'summary');
  return [{ type: 'RequestInformationReceived', data: information }];
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
      return withdraw(command, state, facts);
    case 'ReceiveRequestInformation':
      return informed(command, state);
    case 'RedirectRequest':
      return redirect(command, state, facts);
    case 'ReopenRequest':
      return reopen(command, state, facts);
    case 'InformReferrer':
      return informReferrer(command, state, facts);
    case 'ReceiveContact':
      return receiveContact(command, state, facts);
    case 'SeekAdvice':
      return seekAdvice(command, state, facts);
    case 'GiveAdvice':
      return giveAdvice(command, state, facts);
    case 'RequestAgencyInformation':
      return requestInformation(command, state, facts);
    case 'ReceiveAgencyInformation':
      return receiveInformation(command, state);
    case 'RecordInformationNotProvided':
      return informationNotProvided(command, state);
    case 'SeekAgreement':
      return seekAgreement(command, state, facts);
    case 'IdentifyOnRequest':
      return identify(command, state, facts);
    case 'IdentifySafeguardingConcern':
      return identifyConcern(command, state, facts);
    case 'PassToChildrensServices':
      return passToChildrensServices(command, state, facts);
  }
}

/** A request for support, from the first contact or the form to its decision, and to telling who asked. */
export const request: Aggregate<RequestState, RequestCommand, RequestEvent, Clear.RequestEvent> = {
  category: 'request',
  initial: { status: 'NONE' },
  needs,
  decide,
  evolve,
  families: (state) => (state.status === 'NONE' || state.family === undefined ? [] : [state.family]),
  seen: () => undefined,
  corrected,
  withSubjects: withSubjectsKept,
  relies,
  checkVoided,
};
