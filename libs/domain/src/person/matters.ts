import { Rejected } from '#libs/contracts';
import type { RecordSendStatus } from '#libs/contracts';
import type { Facts, PersonFact, Told } from '../aggregate.ts';
import { checkBegun } from '../checks.ts';
import { checkOrder, checkPast } from '../days.ts';

/** Whom else a command names; that they are there needs no guard. */
export function checkOthers(
  facts: Facts,
  person: string,
  others: readonly (string | undefined)[] = [],
): void {
  if (others.includes(person)) throw new Rejected('NOT_SAME_AS_SELF');
  checkBegun(facts, ...others.map((other) => other && `person-${other}`));
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
