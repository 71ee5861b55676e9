import type { RequestCommand } from '#libs/contracts';
import type { Needs } from '../aggregate.ts';
import type { RequestState } from './state.ts';

/** What the rule of a command asks of other streams. */
export function needs({ type, data }: RequestCommand, state: RequestState): Needs {
  switch (type) {
    case 'ReceiveRequest':
      return { persons: data.children.flatMap(({ person }) => person ?? []) };
    case 'LinkRequestToFamily':
      return { begun: [data.family] };
    case 'FlagDuplicateOfOpenWork':
      return { openEpisodesIn: data.family };
    case 'GiveAdvice':
      return { workers: [data.givenBy] };
    case 'RequestAgencyInformation':
      return { organisations: [data.agency] };
    case 'SeekAgreement':
      return data.person === undefined ? {} : { persons: [data.person] };
    case 'IdentifySafeguardingConcern':
      return { workers: [data.identifiedBy], ...begun(data.children) };
    case 'PassToChildrensServices':
      return { workers: [data.passedBy] };
    case 'TriageRequest':
      return { workers: [data.decidedBy], ...ofPanel(state, data.request) };
    case 'IdentifyOnRequest':
      return { onForm: [data.request, data.subject], ...begun(data.person), ...amongErased(data.person) };
    case 'InformReferrer':
      return { sourceOf: data.request, ...ofPanel(state, data.request) };
    case 'WithdrawRequest':
    case 'RedirectRequest':
    case 'ReopenRequest':
      return ofPanel(state, data.request);
    case 'ReceiveContact':
    case 'SeekAdvice':
    case 'AcknowledgeRequest':
    case 'ReceiveRequestInformation':
    case 'ReceiveAgencyInformation':
    case 'RecordInformationNotProvided':
      return {};
  }
}

function ofPanel({ status }: RequestState, request: string): Needs {
  return status === 'AT_PANEL' ? { panelItemsOf: [request] } : {};
}

function amongErased(person: string | undefined): Needs {
  return person === undefined ? {} : { erasedAmong: [person] };
}

function begun(named: string | readonly string[] = []): Needs {
  const persons = [named].flat();
  return persons.length === 0 ? {} : { begun: persons.map((person) => `person-${person}`) };
}
