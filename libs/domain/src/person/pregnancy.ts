import { Rejected } from '#libs/contracts';
import { addDays, daysBetween, earliestDay, isCertainlyAfter, latestDay, wholeDate } from '#libs/reference';
import type {
  EndPregnancyWithoutBirth,
  PersonEvent,
  RecordBirth,
  RecordDeath,
  RegisterPerson,
  ReviseExpectedDeliveryDate,
} from '#libs/contracts';
import type { Decided, Facts, PersonFact, Told } from '../aggregate.ts';
import { PREGNANCY_DAYS } from '../birth.ts';
import { checkPast, dayOf } from '../days.ts';
import { knownPerson } from '../eligibility.ts';

const MOST_OF_ONE_BIRTH = 9;
/** Days after the expected date on which somebody is asked (domain.md, process managers). */
const DAYS_UNTIL_ASKED = 21;
const UNDATED = { occurredAt: { precision: 'UNKNOWN' } } as const;
/** What only the record of a pregnancy that goes on takes. */
const OF_PREGNANCIES: readonly PersonEvent['type'][] = [
  'ExpectedDeliveryDateRevised',
  'BirthRecorded',
  'PregnancyEndedWithoutBirth',
];

/** The last expected date of those who are overdue on a day: a person is asked then, and nobody is born by a clock. */
export function overdueSince(today: string): string {
  return addDays(today, -DAYS_UNTIL_ASKED);
}

/** Refuses NOT_UNBORN where the child was born, will never be born, or was never expected. Guarded by the stream. */
export function checkUnborn({ type }: PersonEvent, self: PersonFact): void {
  if (!OF_PREGNANCIES.includes(type)) return;
  const { dateOfBirth, expectedDeliveryDate, pregnancyEndedOn } = self;
  const goesOn = dateOfBirth === undefined && pregnancyEndedOn === undefined;
  if (expectedDeliveryDate === undefined || !goesOn) throw new Rejected('NOT_UNBORN');
}

export function expectedDateRevised(told: Told<ReviseExpectedDeliveryDate>): Decided<PersonEvent> & Matter {
  const { expectedDeliveryDate } = told.data;
  checkExpectedDate(told, told.data);
  return { type: 'ExpectedDeliveryDateRevised', data: { expectedDeliveryDate } };
}

type Said = Pick<Told<unknown>, 'occurredAt' | 'recordedAt'>;

/** I4: within a pregnancy of the day on which it was said. */
export function checkExpectedDate(
  said: Said,
  { expectedDeliveryDate }: Pick<ReviseExpectedDeliveryDate, 'expectedDeliveryDate'>,
): void {
  if (!wholeDate(expectedDeliveryDate).ok)
    throw new Rejected('INVALID_DATE', { field: 'expectedDeliveryDate' });
  checkWithinPregnancy(expectedDeliveryDate, dayOf(said), 'expectedDeliveryDate');
}

type Matter = Exclude<PersonEvent, { type: 'PersonRegistered' }>;

/** The same person, born; the day stands in the sealed part only. */
export function birthRecorded(told: Told<RecordBirth>, facts: Facts): Decided<PersonEvent> & Matter {
  const { person, ...born } = told.data;
  checkBirth(told, born, knownPerson(facts, person));
  return { type: 'BirthRecorded', data: born, ...UNDATED };
}

type Dates = Pick<PersonFact, 'dateOfBirth' | 'expectedDeliveryDate' | 'dateOfDeath'>;

/** I4 and I5: a birth of the past, within a pregnancy of the expected date, and not after the death. */
export function checkBirth(
  said: Pick<Said, 'recordedAt'>,
  { dateOfBirth, multipleIndex }: Pick<RecordBirth, 'dateOfBirth' | 'multipleIndex'>,
  { expectedDeliveryDate, dateOfDeath }: Dates,
): void {
  checkPast(said, { dateOfBirth });
  checkMultiple(multipleIndex);
  checkWithinPregnancy(dateOfBirth, expectedDeliveryDate, 'dateOfBirth');
  checkBornBefore(dateOfBirth, dateOfDeath, 'dateOfBirth');
}

/** I5: a death of the past, and not before the birth. */
export function checkDeath(
  said: Pick<Said, 'recordedAt'>,
  { dateOfDeath }: Pick<RecordDeath, 'dateOfDeath'>,
  { dateOfBirth }: Dates,
): void {
  checkPast(said, { dateOfDeath });
  checkBornBefore(dateOfBirth, dateOfDeath, 'dateOfDeath');
}

export function checkBornBefore(born: string | undefined, died: string | undefined, field: string): void {
  if (born !== undefined && died !== undefined && isCertainlyAfter(born, died))
    throw new Rejected('DEATH_BEFORE_BIRTH', { field });
}

/** Sealed; the day stands in the sealed part only. */
export function pregnancyEnded(told: Told<EndPregnancyWithoutBirth>): Decided<PersonEvent> & Matter {
  const { endedOn } = told.data;
  checkPast(told, { endedOn });
  return { type: 'PregnancyEndedWithoutBirth', data: { endedOn }, ...UNDATED };
}

/** Another child of a pregnancy that is recorded already; the record of the pregnancy is the first child's. */
export function checkSameBirth({ data: child }: Told<RegisterPerson>, facts: Facts): void {
  checkMultiple(child.multipleIndex);
  if (child.siblingOfPregnancy === undefined) return;
  const { expectedDeliveryDate, dateOfBirth } = knownPerson(facts, child.siblingOfPregnancy);
  if (expectedDeliveryDate === undefined)
    throw new Rejected('NOT_UNBORN', { person: child.siblingOfPregnancy });
  const comes = child.dateOfBirth ?? child.expectedDeliveryDate;
  if (comes !== undefined) checkWithinPregnancy(comes, dateOfBirth ?? expectedDeliveryDate, 'dateOfBirth');
}

function checkMultiple(index: number | undefined): void {
  if (index === undefined || (index >= 1 && index <= MOST_OF_ONE_BIRTH)) return;
  throw new Rejected('INVALID_INPUT', { field: 'multipleIndex' });
}

/** Both whole or partial dates. */
function checkWithinPregnancy(date: string, other: string | undefined, field: string): void {
  if (other === undefined) return;
  const apart = Math.max(
    daysBetween(latestDay(date), earliestDay(other)),
    daysBetween(latestDay(other), earliestDay(date)),
  );
  if (apart > PREGNANCY_DAYS) throw new Rejected('BEFORE_CONCEPTION', { field });
}
