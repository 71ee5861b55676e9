import { Rejected } from '#libs/contracts';
import type {
  ReceiveAgencyInformation,
  RecordInformationNotProvided,
  RequestAgencyInformation,
  RequestEvent,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { isBlank, speaksFor } from '../checks.ts';
import { checkDate, checkOrder, dayOf } from '../days.ts';
import { activeOrganisation } from '../eligibility.ts';
import { begun, standing, type RequestState } from './state.ts';

/** An agency is asked on a basis and by a day; whatever it is asked again stands beside that. */
export function requestInformation(
  told: Told<RequestAgencyInformation>,
  state: RequestState,
  facts: Facts,
): RequestEvent[] {
  const { request, ...asked } = told.data;
  standing(state);
  checkDate(asked.due, 'due');
  checkOrder(dayOf(told), asked.due, 'due');
  activeOrganisation(facts, asked.agency, dayOf(told));
  return [{ type: 'AgencyInformationRequested', data: asked }];
}

/** What an agency answers is taken in at any time, whatever became of the request. */
export function receiveInformation(
  told: Told<ReceiveAgencyInformation>,
  state: RequestState,
): RequestEvent[] {
  const { request, ...received } = told.data;
  checkAsked(told, state);
  const { summary, healthInformation, policeInformation } = received;
  if ([summary, healthInformation, policeInformation].every(isBlank))
    throw new Rejected('REQUIRED', { field: 'summary' });
  return [{ type: 'AgencyInformationReceived', data: received }];
}

export function informationNotProvided(
  told: Told<RecordInformationNotProvided>,
  state: RequestState,
): RequestEvent[] {
  const { request, ...missing } = told.data;
  checkAsked(told, state);
  return [{ type: 'AgencyInformationNotProvided', data: missing }];
}

function checkAsked(told: Told<{ readonly agency: string }>, state: RequestState): void {
  const { agency } = told.data;
  if (!begun(state).asked.has(agency) || !speaksFor(told, agency))
    throw new Rejected('NOT_ASKED', { agency });
}
