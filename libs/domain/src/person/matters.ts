import { Rejected } from '#libs/contracts';
import type { RecordParentalResponsibility, RecordRelationship, RecordSendStatus } from '#libs/contracts';
import type { Facts, PersonFact, Told } from '../aggregate.ts';
import { checkBegun } from '../checks.ts';
import { checkOrder, checkPast } from '../days.ts';
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

const PARENTS = ['MOTHER', 'FATHER', 'PARENT'];
/** What the other cannot be to the person who is this to the other; a step-parent or carer may be anybody's. */
const OPPOSITES: Readonly<Record<string, readonly string[]>> = {
  CHILD: ['CHILD'],
  MOTHER: PARENTS,
  FATHER: PARENTS,
  PARENT: PARENTS,
};

/** I14: nobody is the parent of their parent. By the facts of the moment: two streams. */
export function checkNotItsParent({ person, other, type }: RecordRelationship, facts: Facts): void {
  const contrary = OPPOSITES[type] ?? [];
  for (const said of knownPerson(facts, other).standing.values())
    if (
      said.type === 'RelationshipRecorded' &&
      said.data.other === person &&
      contrary.includes(said.data.type ?? '')
    )
      throw new Rejected('OWN_ANCESTOR');
}

/** I14: no two people have parental responsibility for each other. */
export function checkNotItsWard({ person, holder }: RecordParentalResponsibility, facts: Facts): void {
  const held = knownPerson(facts, holder).standing.get(`parental responsibility ${person}`);
  if (held?.type === 'ParentalResponsibilityRecorded') throw new Rejected('OWN_ANCESTOR');
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
