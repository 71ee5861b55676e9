import { addDays, isCertainlyAfter, precisionOf } from '#libs/reference';
import type { AddressAsOf } from './person-rows.ts';

/** An address without a known end, and the date, whole or partial, from which it was one. */
export interface Residence {
  readonly address: AddressAsOf;
  readonly since: string;
}

/**
 * Two addresses of one kind, in the order in which they were lived at: the earlier ends where the later begins, and is none
 * where it began no earlier.
 */
export function inSuccession(known: Residence, said: Residence): readonly Residence[] {
  if (isSamePlace(known.address, said.address)) return [said];
  const [first, second] = isCertainlyAfter(known.since, said.since) ? [said, known] : [known, said];
  const to = endBefore(second.since);
  if (first.address.from !== null && isCertainlyAfter(first.address.from, to)) return [second];
  return [{ ...first, address: { ...first.address, to } }, second];
}

function isSamePlace(one: AddressAsOf, other: AddressAsOf): boolean {
  return (['line', 'postcode', 'uprn'] as const).every((part) => one[part] === other[part]);
}

/** The day before; of a month or a year, in which it may have been either, that month or year. */
function endBefore(since: string): string {
  return precisionOf(since) === 'DATE' ? addDays(since, -1) : since;
}
