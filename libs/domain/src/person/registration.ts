import { Rejected } from '#libs/contracts';
import type {
  IdentifierRecorded,
  PersonEvent,
  RecordAddress,
  RegisterPerson,
  RegisterPersonAddress,
} from '#libs/contracts';
import type { Decided, Facts, PersonFact, Told } from '../aggregate.ts';
import { adultFaults, birthFaults } from '../birth.ts';
import { checkBegun, checkDistinct, isBlank, present, refuseFirst } from '../checks.ts';
import { checkPast, dayOf, today } from '../days.ts';
import { storedIdentifier, storedIfGiven } from '../numbers.ts';
import { checkSameBirth } from './pregnancy.ts';

/** A person enters the record with what is known at once: names, birth or expected date, numbers, address. */
export function register(told: Told<RegisterPerson>, facts: Facts): Decided<PersonEvent>[] {
  const { identifiers = [], address, ...person } = told.data;
  const known = { on: dayOf(told), today: today(told) };
  refuseFirst(person.adult ? adultFaults(person, known) : birthFaults(person, known));
  checkSameBirth(told, facts);
  checkBegun(facts, ...(address?.confidentialFrom ?? []).map((each) => `person-${each}`));
  const recorded = identifiers.map((each, at) => storedIdentifier(each, `identifiers.${at}.value`));
  checkDistinct(
    recorded.map(({ scheme, value }) => `${scheme} ${value}`),
    'identifiers',
  );
  const events: PersonEvent[] = [
    { type: 'PersonRegistered', data: { reference: told.reference, ...person } },
    ...recorded.map(identifierRecorded),
    ...(address === undefined ? [] : [addressRecorded(told, address, 'address.')]),
    ...twinOf(person.siblingOfPregnancy),
  ];
  return person.dateOfBirth === dayOf(told) ? events.map(withoutItsDay) : events;
}

function twinOf(sibling: string | undefined): PersonEvent[] {
  if (sibling === undefined) return [];
  return [{ type: 'RelationshipRecorded', data: { other: sibling, type: 'TWIN' } }];
}

/** A registration on the day of birth leaves that day to the sealed part. */
function withoutItsDay(event: PersonEvent): Decided<PersonEvent> {
  return { ...event, occurredAt: { precision: 'UNKNOWN' } };
}

/**
 * One verified NHS number on two people is found by detection (I15): it opens a duplicate review, and is no refusal,
 * for either record may be the wrong one.
 */
export function identifierRecorded(
  data: IdentifierRecorded,
): Extract<PersonEvent, { type: 'IdentifierRecorded' }> {
  return { type: 'IdentifierRecorded', data };
}

/**
 * Whoever lives, or lived last, where somebody must not learn of it says of the next place whether it is to be kept as well;
 * an empty list is an answer: CONFIDENTIAL_FROM_UNSAID.
 */
export function checkKeptSaid(
  { confidentialFrom }: Pick<RecordAddress, 'confidentialFrom'>,
  { standing, addresses = [] }: PersonFact,
): void {
  const lives = [...standing.values()].flatMap(({ type, data }) =>
    type === 'AddressRecorded' ? [data] : [],
  );
  const isKept = [...lives, ...addresses.slice(-1)].some((each) => each.confidentialFrom?.length);
  if (isKept && confidentialFrom === undefined)
    throw new Rejected('CONFIDENTIAL_FROM_UNSAID', { field: 'confidentialFrom' });
}

/** The address in its stored form. A refuge is one from somebody: it is said from whom, if from nobody here. */
export function addressRecorded(
  told: Pick<Told<unknown>, 'recordedAt'>,
  address: RegisterPersonAddress,
  at = '',
): Extract<PersonEvent, { type: 'AddressRecorded' }> {
  const { line, postcode, uprn, ...rest } = address;
  const somewhere = [line, postcode, uprn].some((part) => !isBlank(part));
  if (!somewhere && rest.type !== 'NO_FIXED_ABODE') throw new Rejected('REQUIRED', { field: `${at}line` });
  if (rest.type === 'REFUGE' && rest.confidentialFrom === undefined)
    throw new Rejected('CONFIDENTIAL_FROM_UNSAID', { field: `${at}confidentialFrom` });
  checkPast(told, { [`${at}from`]: rest.from });
  const numbers = {
    postcode: storedIfGiven('postcode', postcode, `${at}postcode`),
    uprn: storedIfGiven('uprn', uprn, `${at}uprn`),
  };
  return { type: 'AddressRecorded', data: { ...rest, ...present({ line, ...numbers }) } };
}
