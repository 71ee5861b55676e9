import type { Reference } from '#libs/reference';
import { marginOf } from '#libs/sampling';

/** Wider than that, nothing is said of a district by what was found in its few cases. */
const WIDEST = 0.1;

/** How many cases a district has, and how many of them are drawn. */
export interface DistrictShare {
  readonly district: string;
  readonly count: number;
  readonly take: number;
}

/** What may be said of the whole frame. */
export function saysOfWhole(size: number, count: number): string {
  if (count === 0) return 'There is no case to draw from.';
  if (size >= count) return `All ${count} cases are taken: what is found is so of the whole frame.`;
  return `With ${size} of ${count} cases a share that is found is within ±${percent(marginOf(size, count))}% of that of the whole frame, 95 times in 100; with strata of unlike sizes, only where each is weighed by its own.`;
}

/** Of which districts nothing may be said by themselves, where there are several. */
export function saysOfDistricts(shares: readonly DistrictShare[], reference: Reference): string[] {
  if (shares.length < 2) return [];
  const few = shares.filter(({ count, take }) => marginOf(take, count) > WIDEST);
  if (few.length === 0) return [`Each district can be spoken of by itself, within ±${percent(WIDEST)}%.`];
  const named = few.map(({ district }) => reference.title('district', district)).sort();
  const which = few.length === shares.length ? 'any district' : named.join(', ');
  return [
    `The sample is too small to say anything of ${which} alone: there it would miss by more than ±${percent(WIDEST)}%.`,
  ];
}

function percent(share: number): string {
  return String(Math.ceil(share * 1000 - 1e-9) / 10);
}
