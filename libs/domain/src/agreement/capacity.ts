import { Rejected } from '#libs/contracts';
import type { AgreementEvent } from '#libs/contracts';
import { ageOn, earliestDay, latestDay } from '#libs/reference';
import type { Circumstances, Facts, PersonFact } from '../aggregate.ts';
import { dayOf } from '../days.ts';
import { livingPerson } from '../eligibility.ts';

/** From this age young people agree or refuse for themselves (Family Law Reform Act 1969, section 8; HCC, "FFA process"). */
const OWN_WORD_FROM = 16;

interface Speaking {
  readonly person: string;
  readonly by: string;
  readonly capacity: string;
}

/** Matters for which a child is assessed (code set `competence-matter`). */
export type Matter = 'HELP' | 'SHARING';

/** What somebody decides who says that much: to be helped, or who is told. */
export function mattersOf(type: AgreementEvent['type'], agencies: readonly string[] = []): readonly Matter[] {
  if (type === 'AgreementScopeChanged') return ['SHARING'];
  return type === 'AgreementGiven' && agencies.length > 0 ? ['HELP', 'SHARING'] : ['HELP'];
}

interface Asked {
  readonly speaking: Speaking;
  readonly on: string;
  readonly about: PersonFact;
  readonly matters: readonly Matter[];
  readonly competence: ReadonlySet<string>;
}

/**
 * Refuses (NO_CAPACITY, with why) whoever may not decide the matters in the capacity named, by what the record says that
 * day of the person for whom they speak.
 */
export function checkCapacity(
  told: Pick<Circumstances, 'occurredAt' | 'recordedAt'>,
  speaking: Speaking,
  matters: readonly Matter[],
  facts: Facts,
): void {
  const on = dayOf(told);
  const about = livingPerson(facts, speaking.person, on);
  const because = incapacity({ speaking, on, about, matters, competence: facts.competence });
  if (because !== undefined) throw new Rejected('NO_CAPACITY', { because });
}

type Reason = 'FOR_THEMSELVES' | 'FOR_ANOTHER' | 'NO_RESPONSIBILITY' | 'AGE' | 'NOT_ASSESSED' | 'NOT_ADULT';

/** What each capacity asks of the record. */
const INCAPACITIES: Readonly<Record<string, (asked: Asked) => Reason | undefined>> = {
  PR: ({ speaking, about }) => (holdsResponsibility(about, speaking.by) ? undefined : 'NO_RESPONSIBILITY'),
  '16_PLUS': ({ about, on }) => (mayBeOfAge(about, on) ? undefined : 'AGE'),
  COMPETENT_U16: incompetence,
  ADULT: ({ about }) => (about.adult === true ? undefined : 'NOT_ADULT'),
};

function incapacity(asked: Asked): Reason | undefined {
  const { person, by, capacity } = asked.speaking;
  const isForAnother = capacity === 'PR' || capacity === 'CARER';
  if (isForAnother === (by === person)) return isForAnother ? 'FOR_ANOTHER' : 'FOR_THEMSELVES';
  return INCAPACITIES[capacity]?.(asked);
}

function holdsResponsibility({ standing }: PersonFact, holder: string): boolean {
  return standing.get(`parental responsibility ${holder}`)?.type === 'ParentalResponsibilityRecorded';
}

/** Competence is of a matter: who understands what help is may not yet judge who shall be told. */
function incompetence({ about, on, matters, competence }: Asked): Reason | undefined {
  if (about.dateOfBirth === undefined || about.adult === true) return 'AGE';
  const isAssessed = matters.every((matter) => competence.has(matter));
  return isAssessed && !isCertainlyOfAge(about.dateOfBirth, on) ? undefined : 'NOT_ASSESSED';
}

function mayBeOfAge({ dateOfBirth, adult }: PersonFact, on: string): boolean {
  if (adult === true) return true;
  return dateOfBirth !== undefined && ageOn(dateOfBirth, latestDay(on)).most >= OWN_WORD_FROM;
}

function isCertainlyOfAge(dateOfBirth: string, on: string): boolean {
  return ageOn(dateOfBirth, earliestDay(on)).least >= OWN_WORD_FROM;
}
