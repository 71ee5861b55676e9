import { Rejected } from '#libs/contracts';
import { ageOn, earliestDay } from '#libs/reference';
import type { RecordSendStatus, RegisterYoungCarer } from '#libs/contracts';
import type { Facts, PersonFact, Told } from '../aggregate.ts';
import { checkBegun } from '../checks.ts';
import { checkOrder, checkPast, dayOf } from '../days.ts';
import { knownPerson } from '../eligibility.ts';

/** Whom else a command names; that they are there needs no guard. */
export function checkOthers(
  facts: Facts,
  person: string,
  others: readonly (string | undefined)[] = [],
): void {
  if (others.includes(person)) throw new Rejected('NOT_SAME_AS_SELF');
  checkBegun(facts, ...others.map((other) => other && `person-${other}`));
}

/** Young carers are under this age (Children Act 1989, section 17ZA). */
const GROWN_UP = 18;

/**
 * A young carer is under eighteen when the caring began, as far as a partial date leaves that open, and is not cared for by
 * whom they care for: NOT_UNDER_18, CARES_FOR_EACH_OTHER.
 */
export function checkYoungCarer(told: Told<RegisterYoungCarer>, facts: Facts): void {
  const { person, caresFor = '', from = dayOf(told) } = told.data;
  if (!couldBeUnder18(knownPerson(facts, person), from)) throw new Rejected('NOT_UNDER_18', { person });
  const others = facts.persons.get(caresFor)?.standing.get('young carer');
  if (others?.type === 'YoungCarerRegistered' && others.data.caresFor === person)
    throw new Rejected('CARES_FOR_EACH_OTHER');
}

function couldBeUnder18({ adult, dateOfBirth }: PersonFact, on: string): boolean {
  if (dateOfBirth === undefined) return adult !== true;
  return ageOn(dateOfBirth, earliestDay(on)).least < GROWN_UP;
}

export function checkEhcDates(
  told: Pick<Told<unknown>, 'recordedAt'>,
  { ehcRequestedOn, ehcPlanOn }: Pick<RecordSendStatus, 'ehcRequestedOn' | 'ehcPlanOn'>,
): void {
  checkPast(told, { ehcRequestedOn, ehcPlanOn });
  checkOrder(ehcRequestedOn, ehcPlanOn, 'ehcPlanOn');
}

export function checkNoUpn({ standing }: PersonFact): void {
  for (const { type, data } of standing.values())
    if (type === 'IdentifierRecorded' && data.scheme === 'UPN') throw new Rejected('UPN_RECORDED');
}
