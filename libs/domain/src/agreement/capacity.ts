import { Rejected } from '#libs/contracts';
import { ageOn, earliestDay, latestDay } from '#libs/reference';
import type { Circumstances, PersonFact } from '../aggregate.ts';
import { dayOf } from '../days.ts';
import type { AgreementState } from './state.ts';

/** From this age young people agree or refuse for themselves (Family Law Reform Act 1969, section 8; HCC, "FFA process"). */
const OWN_WORD_FROM = 16;

interface Speaking {
  readonly person: string;
  readonly by: string;
  readonly capacity: string;
}

type Told = Circumstances & { readonly data: Speaking };

/**
 * Refuses (NO_CAPACITY, with why) whoever may not agree or refuse in the capacity named, by what the record says of them
 * that day.
 */
export function checkCapacity(told: Told, state: AgreementState, about: PersonFact): void {
  const because = incapacity(told, state, about);
  if (because !== undefined) throw new Rejected('NO_CAPACITY', { because });
}

type Reason = 'FOR_THEMSELVES' | 'FOR_ANOTHER' | 'NO_RESPONSIBILITY' | 'AGE' | 'NOT_ASSESSED' | 'NOT_ADULT';

/** What each capacity asks of the record. */
const INCAPACITIES: Readonly<
  Record<string, (told: Told, state: AgreementState, about: PersonFact) => Reason | undefined>
> = {
  PR: ({ data }, _, about) => (holdsResponsibility(about, data.by) ? undefined : 'NO_RESPONSIBILITY'),
  '16_PLUS': (told, _, about) => (mayBeOfAge(about, dayOf(told)) ? undefined : 'AGE'),
  COMPETENT_U16: (told, state, about) => incompetence(state, about, dayOf(told)),
  ADULT: (_, __, about) => (about.adult === true ? undefined : 'NOT_ADULT'),
};

function incapacity(told: Told, state: AgreementState, about: PersonFact): Reason | undefined {
  const { person, by, capacity } = told.data;
  const isForAnother = capacity === 'PR' || capacity === 'CARER';
  if (isForAnother === (by === person)) return isForAnother ? 'FOR_ANOTHER' : 'FOR_THEMSELVES';
  return INCAPACITIES[capacity]?.(told, state, about);
}

function holdsResponsibility({ standing }: PersonFact, holder: string): boolean {
  return standing.get(`parental responsibility ${holder}`)?.type === 'ParentalResponsibilityRecorded';
}

function incompetence(state: AgreementState, about: PersonFact, on: string): Reason | undefined {
  if (about.dateOfBirth === undefined || about.adult === true) return 'AGE';
  return state.competent === true && !isCertainlyOfAge(about.dateOfBirth, on) ? undefined : 'NOT_ASSESSED';
}

function mayBeOfAge({ dateOfBirth, adult }: PersonFact, on: string): boolean {
  if (adult === true) return true;
  return dateOfBirth !== undefined && ageOn(dateOfBirth, latestDay(on)).most >= OWN_WORD_FROM;
}

function isCertainlyOfAge(dateOfBirth: string, on: string): boolean {
  return ageOn(dateOfBirth, earliestDay(on)).least >= OWN_WORD_FROM;
}
