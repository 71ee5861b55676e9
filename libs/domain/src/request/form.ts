import type { ReceiveRequest, ReceiveRequestChild, RequestEvent } from '#libs/contracts';
import { codesJudgedOn } from '#libs/reference';
import type { Circumstances, Facts, Told } from '../aggregate.ts';
import { birthFaults } from '../birth.ts';
import { isBlank, present } from '../checks.ts';
import type { FieldFault } from '../checks.ts';
import { dayOf, today } from '../days.ts';
import { isOver } from '../eligibility.ts';
import { numberFaults, storedIfGiven } from '../numbers.ts';
import { districtFrom } from './contact.ts';
import { childrenOnTheForm, namedOnTheForm, parentOnTheForm } from './form-subjects.ts';

type Form = Pick<ReceiveRequest, 'agreement' | 'agreedBy' | 'gss' | 'children' | 'answers'>;
type Said<D> = Pick<Circumstances, 'occurredAt' | 'recordedAt'> & { readonly data: D };

/**
 * Everything about a form that makes no sense, in the form's order: an import shows all of it, a mutation the first.
 * The shape of the fields and their codes are judged before.
 */
export function formFaults(told: Said<Form>, facts: Facts): FieldFault[] {
  const { agreement, agreedBy, children, answers } = told.data;
  return [
    ...faultIf(agreement.startsWith('GIVEN') && isBlank(agreedBy), 'agreedBy', 'AGREED_BY_MISSING'),
    ...placeFaults(told, facts),
    ...children.flatMap((child, at) =>
      childFaults(told, child, facts).map((fault) => ({ ...fault, field: `children.${at}.${fault.field}` })),
    ),
    ...faultIf(isBlank(answers.whatIsWorrying), 'answers.whatIsWorrying', 'REQUIRED'),
  ];
}

/** The event of a form without faults: numbers in their stored form, the place with its district. */
export function received(told: Told<ReceiveRequest>, facts: Facts): RequestEvent[] {
  const district = districtFrom(told.data.gss, told, facts);
  const { contact, ...form } = told.data;
  const newId = (n: number): string => told.newId(n);
  const children = childrenOnTheForm(form.children.map(stored), newId);
  const named = { ...namedOnTheForm(form, newId), ...parentOnTheForm(form.parent, newId) };
  const data = { ...form, ...named, children, reference: told.reference, district };
  return [{ type: 'RequestReceived', data }];
}

function placeFaults(told: Said<Form>, { reference }: Facts): FieldFault[] {
  const place = reference.districtOf(told.data.gss, dayOf(told));
  return typeof place === 'string' ? [{ field: 'gss', code: place }] : [];
}

function childFaults(told: Said<unknown>, child: ReceiveRequestChild, facts: Facts): FieldFault[] {
  const isBorn = child.dateOfBirth !== undefined;
  return [
    ...faultIf(isBorn && isBlank(child.givenName), 'givenName', 'REQUIRED'),
    ...birthFaults(child, { on: dayOf(told), today: today(told) }),
    ...numberFaults('nhsNumber', child.nhsNumber),
    ...numberFaults('upn', child.upn),
    ...numberFaults('postcode', child.postcode),
    ...numberFaults('uprn', child.uprn),
    ...faultIf(hadDied(told, child, facts), 'person', 'AFTER_DEATH'),
  ];
}

function hadDied(told: Said<unknown>, { person = '' }: ReceiveRequestChild, { persons }: Facts): boolean {
  return cameAfterDeath(told, persons.get(person)?.dateOfDeath);
}

/**
 * I5: whether a request was made after the death of somebody it is about. It is refused where the death is known; where
 * that comes to be known later the request stands, and is put to a person. Guarded by that detection.
 */
export function cameAfterDeath(
  { occurredAt, recordedAt }: Pick<Circumstances, 'occurredAt' | 'recordedAt'>,
  dateOfDeath: string | undefined,
): boolean {
  return isOver(dateOfDeath, codesJudgedOn(occurredAt, recordedAt));
}

export function stored<C extends ReceiveRequestChild>(child: C): C {
  const numbers = {
    nhsNumber: storedIfGiven('nhsNumber', child.nhsNumber),
    upn: storedIfGiven('upn', child.upn),
    postcode: storedIfGiven('postcode', child.postcode),
    uprn: storedIfGiven('uprn', child.uprn),
  };
  return { ...child, ...present(numbers) };
}

function faultIf(isSo: boolean, field: string, code: FieldFault['code']): FieldFault[] {
  return isSo ? [{ field, code }] : [];
}
