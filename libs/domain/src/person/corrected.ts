import { codesJudgedOn, londonDay } from '#libs/reference';
import { streamSubject } from '#libs/contracts';
import type { PersonEvent } from '#libs/contracts';
import type { Around, Facts, PersonFact } from '../aggregate.ts';
import { adultFaults, birthFaults } from '../birth.ts';
import { refuseFirst } from '../checks.ts';
import { stood } from '../correction/stood.ts';
import { checkPast } from '../days.ts';
import { storedIdentifier } from '../numbers.ts';
import { checkStillNotItsParent } from './kin.ts';
import { checkEhcDates, checkOthers } from './matters.ts';
import { checkBirth, checkBornBefore, checkDeath, checkExpectedDate } from './pregnancy.ts';
import { addressRecorded } from './registration.ts';

type Known = Partial<PersonFact>;
type DataOf<T extends PersonEvent['type']> = Extract<PersonEvent, { type: T }>['data'];

/** A corrected fact of a person must be one that could have been recorded: I3, I4, I5, I14, I15. */
export function corrected(event: PersonEvent, around: Around, facts: Facts): PersonEvent {
  checkLife(event, around, facts);
  checkPast(around, spanOf(event.data));
  checkOthersNamed(event, around, facts);
  if (event.type === 'RelationshipRecorded')
    checkStillNotItsParent({ person: streamSubject(around.stream), ...event.data }, facts);
  if (event.type === 'SendStatusRecorded') checkEhcDates(around, event.data);
  if (event.type === 'AddressRecorded') return addressRecorded(around, event.data);
  if (event.type === 'IdentifierRecorded') return { ...event, data: storedIdentifier(event.data, 'value') };
  if (event.type === 'IdentifierWithdrawn') return { ...event, data: storedIdentifier(event.data, 'value') };
  return event;
}

/** The days of a life: none that was ahead when it was told, and none after the death. */
function checkLife(event: PersonEvent, around: Around, facts: Facts): void {
  const known: Known = facts.persons.get(streamSubject(around.stream)) ?? {};
  if (event.type === 'PersonRegistered') checkRegistered(event.data, around, known.dateOfDeath);
  if (event.type === 'ExpectedDeliveryDateRevised') checkExpectedDate(around, event.data);
  if (event.type === 'BirthRecorded') checkBirth(around, event.data, known);
  if (event.type === 'PregnancyEndedWithoutBirth') checkPast(around, { endedOn: event.data.endedOn });
  if (event.type === 'DeathRecorded') checkDeath(around, event.data, known);
}

function checkRegistered(
  person: DataOf<'PersonRegistered'>,
  { occurredAt, recordedAt }: Around,
  died: string | undefined,
): void {
  const known = { on: codesJudgedOn(occurredAt, recordedAt), today: londonDay(recordedAt) };
  refuseFirst(person.adult ? adultFaults(person, known) : birthFaults(person, known));
  checkBornBefore(person.dateOfBirth, died, 'dateOfBirth');
}

/** Whom it names beside the person, and did not before, are others, and of the record. */
function checkOthersNamed({ data }: PersonEvent, around: Around, facts: Facts): void {
  const before = othersIn(stood({ around, facts }));
  const named = othersIn(data).filter((other) => !before.includes(other));
  checkOthers(facts, streamSubject(around.stream), named);
}

/** By sealed fields: nobody else's id is corrected. */
function othersIn(data: object): string[] {
  const named = Object.entries(data).flatMap(([field, value]: [string, unknown]) =>
    NAMING.includes(field) ? [value].flat() : [],
  );
  return named.filter((each) => typeof each === 'string');
}

const NAMING = ['barred', 'caresFor', 'confidentialFrom'];

function spanOf(data: PersonEvent['data']): { from?: string; to?: string } {
  return { ...('from' in data && { from: data.from }), ...('to' in data && { to: data.to }) };
}
