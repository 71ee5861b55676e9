import { Rejected } from '#libs/contracts';
import type {
  ContactReceivedChild,
  GiveAdvice,
  ReceiveContact,
  RequestEvent,
  SeekAdvice,
} from '#libs/contracts';
import type { Facts, Told } from '../aggregate.ts';
import { checkSaid, isBlank, present } from '../checks.ts';
import { dayOf, pastFault, today } from '../days.ts';
import { activeWorker } from '../eligibility.ts';
import { storedNumber } from '../numbers.ts';
import { childrenOnTheForm, pupilAsSubject } from './form-subjects.ts';
import { standing, type RequestState } from './state.ts';

/** Someone asks about a child. Nobody need have agreed, and little need be known of the child. */
export function receiveContact(
  told: Told<ReceiveContact>,
  state: RequestState,
  facts: Facts,
): RequestEvent[] {
  if (state.status !== 'NONE') return [];
  const { data } = told;
  checkSaid(data.concern, 'concern');
  data.children.forEach((child, at) => checkChild(told, child, `children.${at}.`));
  const children = childrenOnTheForm(data.children, (n) => told.newId(n));
  return [{ type: 'ContactReceived', data: { ...data, children, ...cameFrom(told, facts) } }];
}

/** A file is read without a referral, so no agreement is needed; the pupil number is (The Grid, February 2026). */
export function seekAdvice(told: Told<SeekAdvice>, state: RequestState, facts: Facts): RequestEvent[] {
  if (state.status !== 'NONE') return [];
  const { data } = told;
  checkSaid(data.question, 'question');
  const upn = storedNumber('upn', data.upn);
  const pupil = pupilAsSubject(data, (n) => told.newId(n));
  return [{ type: 'AdviceSought', data: { ...data, upn, ...pupil, ...cameFrom(told, facts) } }];
}

export function giveAdvice(told: Told<GiveAdvice>, state: RequestState, facts: Facts): RequestEvent[] {
  const { request, ...given } = told.data;
  standing(state);
  checkSaid(given.advice, 'advice');
  activeWorker(facts, given.givenBy, dayOf(told));
  return [{ type: 'AdviceGiven', data: given }];
}

function cameFrom(told: Told<ReceiveContact | SeekAdvice>, facts: Facts) {
  const caller = told.data.callerName === undefined ? undefined : told.newId(1);
  const district = districtFrom(told.data.gss, told, facts);
  return { reference: told.reference, district, ...present({ caller }) };
}

type When = Pick<Told<unknown>, 'occurredAt' | 'recordedAt'>;

/** The district of a place on the day: OUT_OF_AREA, or what is wrong with the code. */
export function districtFrom(gss: string, said: When, { reference }: Facts): string {
  const place = reference.districtOf(gss, dayOf(said));
  if (typeof place === 'string') throw new Rejected(place, { field: 'gss' });
  return place.district;
}

export function checkChild(told: When, child: ContactReceivedChild, field: string): void {
  const { person, givenName, familyName, dateOfBirth, expectedDeliveryDate } = child;
  if (person === undefined && isBlank(givenName) && isBlank(familyName))
    throw new Rejected('REQUIRED', { field: `${field}familyName` });
  if (dateOfBirth === undefined) return;
  if (expectedDeliveryDate !== undefined)
    throw new Rejected('DOB_XOR_EDD', { field: `${field}expectedDeliveryDate` });
  const fault = pastFault(dateOfBirth, today(told));
  if (fault !== undefined) throw new Rejected(fault, { field: `${field}dateOfBirth` });
}
