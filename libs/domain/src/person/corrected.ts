import { codesJudgedOn, isCertainlyAfter, londonDay } from '#libs/reference';
import { Rejected, streamSubject } from '#libs/contracts';
import type { PersonEvent } from '#libs/contracts';
import type { Around, Facts } from '../aggregate.ts';
import { adultFaults, birthFaults } from '../birth.ts';
import { isBlank, present, refuseFirst } from '../checks.ts';
import { pastFault } from '../days.ts';
import { storedIdentifier, storedIfGiven } from '../numbers.ts';

type DataOf<T extends PersonEvent['type']> = Extract<PersonEvent, { type: T }>['data'];

/** A corrected fact of a person must be one that could have been recorded: I3, I4, I5, I15. */
export function corrected(event: PersonEvent, around: Around, facts: Facts): PersonEvent {
  if (event.type === 'PersonRegistered') checkBirth(event.data, around);
  if (event.type === 'DeathRecorded') checkDeath(event.data.dateOfDeath, around, facts);
  if (event.type === 'AddressRecorded') return { ...event, data: storedAddress(event.data) };
  if (event.type === 'IdentifierRecorded') return { ...event, data: storedIdentifier(event.data, 'value') };
  if (event.type === 'IdentifierWithdrawn') return { ...event, data: storedIdentifier(event.data, 'value') };
  return event;
}

function checkBirth(person: DataOf<'PersonRegistered'>, { occurredAt, recordedAt }: Around): void {
  const known = { on: codesJudgedOn(occurredAt, recordedAt), today: londonDay(recordedAt) };
  refuseFirst(person.adult ? adultFaults(person, known) : birthFaults(person, known));
}

function storedAddress(address: DataOf<'AddressRecorded'>): DataOf<'AddressRecorded'> {
  const { line, postcode, uprn, ...rest } = address;
  const somewhere = [line, postcode, uprn].some((part) => !isBlank(part));
  if (!somewhere && rest.type !== 'NO_FIXED_ABODE') throw new Rejected('REQUIRED', { field: 'line' });
  const numbers = { postcode: storedIfGiven('postcode', postcode), uprn: storedIfGiven('uprn', uprn) };
  return { ...rest, ...present({ line, ...numbers }) };
}

function checkDeath(died: string, { recordedAt, stream }: Around, { persons }: Facts): void {
  const fault = pastFault(died, londonDay(recordedAt));
  if (fault !== undefined) throw new Rejected(fault, { field: 'dateOfDeath' });
  const born = persons.get(streamSubject(stream))?.dateOfBirth;
  if (born !== undefined && isCertainlyAfter(born, died))
    throw new Rejected('DEATH_BEFORE_BIRTH', { field: 'dateOfDeath' });
}
