import { Rejected } from '#libs/contracts';
import type { Opened, PersonEvent } from '#libs/contracts';
import type { PersonFact } from '../aggregate.ts';
import { present } from '../checks.ts';
import { checkOrder } from '../days.ts';

/** An event about one matter of a person's record: whatever follows the registration. */
export type MatterEvent = Exclude<PersonEvent, { type: 'PersonRegistered' }>;

type Known = Opened.PersonEvent;
type Matter = Exclude<Known, { type: 'PersonRegistered' }>;

/** What each end ends. */
const BEGINNINGS: { readonly [T in MatterEvent['type']]?: MatterEvent['type'] } = {
  IdentifierWithdrawn: 'IdentifierRecorded',
  AddressEnded: 'AddressRecorded',
  RelationshipEnded: 'RelationshipRecorded',
  ParentalResponsibilityEnded: 'ParentalResponsibilityRecorded',
  YoungCarerEnded: 'YoungCarerRegistered',
  ContactBarLifted: 'ContactBarRecorded',
  WarningEnded: 'WarningRecorded',
  DeathRecordRetracted: 'DeathRecorded',
};

/** The matter of a person's record that an event is about: a later event of the same matter takes its place. */
export function matterOf({ type, data }: Matter): string {
  switch (type) {
    case 'PersonNameRecorded':
      return `name ${data.use}`;
    case 'IdentifierRecorded':
    case 'IdentifierWithdrawn':
      return matter('identifier', data.scheme, data.value);
    case 'AddressRecorded':
    case 'AddressEnded':
      return matter('address', data.type);
    case 'RelationshipRecorded':
    case 'RelationshipEnded':
      return matter('relationship', data.other, data.type);
    case 'ParentalResponsibilityRecorded':
    case 'ParentalResponsibilityEnded':
      return `parental responsibility ${data.holder}`;
    case 'EthnicityRecorded':
      return 'ethnicity';
    case 'SendStatusRecorded':
      return 'send';
    case 'LanguageNeedRecorded':
      return matter('language', data.language);
    case 'YoungCarerRegistered':
    case 'YoungCarerEnded':
      return 'young carer';
    case 'UpnUnknownReasonRecorded':
      return 'no pupil number';
    case 'ContactBarRecorded':
    case 'ContactBarLifted':
      return matter('contact bar', data.barred, data.scope);
    case 'WarningRecorded':
    case 'WarningEnded':
      return matter('warning', data.warning);
    case 'ExpectedDeliveryDateRevised':
      return 'expected date';
    case 'BirthRecorded':
      return 'birth';
    case 'PregnancyEndedWithoutBirth':
      return 'end of pregnancy';
    case 'DeathRecorded':
    case 'DeathRecordRetracted':
      return 'death';
  }
}

/** What was erased counts as empty. */
function matter(...words: readonly (string | undefined)[]): string {
  return words.join(' ');
}

/** Of one that was erased nothing is known. */
function isKnownAddress(event: Known): event is Extract<Known, { type: 'AddressRecorded' }> {
  return event.type === 'AddressRecorded' && Object.keys(event.data).length > 0;
}

type Dates = Pick<
  PersonFact,
  'adult' | 'dateOfBirth' | 'expectedDeliveryDate' | 'dateOfDeath' | 'pregnancyEndedOn'
>;

/**
 * What rules ask of a person, from the person's stream, opened, as corrected; undefined where there is none. `everSaid`
 * holds its events also as they were recorded, and as each of their corrections left them.
 */
export function personFact(
  events: readonly Known[],
  everSaid: readonly Known[] = events,
): PersonFact | undefined {
  let dates: Dates | undefined;
  const standing = new Map<string, Known>();
  for (const event of events) {
    dates = datesAfter(event, dates);
    if (event.type === 'PersonRegistered') {
      for (const data of event.data.names ?? [])
        standing.set(`name ${data.use}`, { type: 'PersonNameRecorded', data });
    } else standing.set(matterOf(event), event);
  }
  const addresses = everSaid.flatMap((event) => (isKnownAddress(event) ? [event.data] : []));
  return dates && { ...dates, standing, ...(addresses.length > 0 && { addresses }) };
}

type DatesOf = { readonly [T in Known['type']]?: (data: Extract<Known, { type: T }>['data']) => Dates };

/** The events that tell a date of a person's life. */
const DATES: DatesOf = {
  PersonRegistered: ({ adult, dateOfBirth, expectedDeliveryDate }) =>
    present({ adult, dateOfBirth, expectedDeliveryDate }),
  ExpectedDeliveryDateRevised: ({ expectedDeliveryDate }) => present({ expectedDeliveryDate }),
  BirthRecorded: ({ dateOfBirth }) => present({ dateOfBirth }),
  PregnancyEndedWithoutBirth: ({ endedOn }) => present({ pregnancyEndedOn: endedOn }),
  DeathRecorded: ({ dateOfDeath }) => present({ dateOfDeath }),
};

function datesAfter(event: Known, before: Dates | undefined): Dates | undefined {
  if (event.type === 'DeathRecordRetracted') return before && alive(before);
  const told = DATES[event.type] as ((data: Known['data']) => Dates) | undefined;
  return told === undefined ? before : { ...before, ...told(event.data) };
}

function alive({ dateOfDeath: _, ...dates }: Dates): Dates {
  return dates;
}

/**
 * A person as their own record tells of them, but for the end of their life: any record that is linked with it may be the one
 * that tells of a death, or, of somebody who was not born, of the end of the pregnancy.
 */
export function endedAsLinked(own: PersonFact, linked: readonly PersonFact[]): PersonFact {
  const told = [own, ...linked];
  const dateOfDeath = told.find((each) => each.dateOfDeath !== undefined)?.dateOfDeath;
  const isBorn = told.some((each) => each.dateOfBirth !== undefined);
  const ended = isBorn ? own : told.find((each) => each.pregnancyEndedOn !== undefined);
  return { ...own, ...present({ dateOfDeath, pregnancyEndedOn: ended?.pregnancyEndedOn }) };
}

/** The NHS numbers that stand on a person's record, verified. */
export function verifiedNumbers({ standing }: PersonFact): string[] {
  return [...standing.values()].flatMap(
    ({ type, data }) => (type === 'IdentifierRecorded' && verifiedNumber(data)) || [],
  );
}

/** The NHS number that a recorded identifier is, verified; undefined of any other. */
export function verifiedNumber({ scheme, value, verification }: Identifier): string | undefined {
  return scheme === 'NHS' && verification !== undefined && verification !== 'UNVERIFIED' ? value : undefined;
}

type Identifier = Partial<Opened.IdentifierRecorded>;

/**
 * I15: the NHS numbers that stand, verified, on a living person's record. Where one of them does on two, the pair is put to
 * a person, for either may be the wrong one. Guarded by this detection alone.
 */
export function numbersOfLiving(fact: PersonFact | undefined): string[] {
  return fact === undefined || fact.dateOfDeath !== undefined ? [] : verifiedNumbers(fact);
}

/** Whether the last event of its matter said the very same. */
export function standsAlready(event: MatterEvent, { standing }: PersonFact): boolean {
  const last = standing.get(matterOf(event));
  return last?.type === event.type && isSame(last.data, event.data);
}

/** Refuses to end what does not stand (NOT_RECORDED), or before it began (END_BEFORE_START). */
export function checkEnds(event: MatterEvent, { standing }: PersonFact): void {
  const begins = BEGINNINGS[event.type];
  if (begins === undefined) return;
  const last = standing.get(matterOf(event));
  if (last?.type !== begins) throw new Rejected('NOT_RECORDED');
  if ('from' in last.data && 'to' in event.data) checkOrder(last.data.from, event.data.to, 'to');
}

function isSame(one: object, other: object): boolean {
  const values = new Map<string, unknown>(Object.entries(other));
  const entries = Object.entries(one);
  return (
    entries.length === values.size &&
    entries.every(([name, value]) => String(values.get(name)) === String(value))
  );
}
