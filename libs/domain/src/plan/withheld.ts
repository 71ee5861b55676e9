import { Rejected } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { recordsOf } from '../disclosure/bars.ts';

/** From whom a copy was withheld, and whether from everybody. */
export interface Withheld {
  readonly from: ReadonlySet<string>;
  readonly fromAll: boolean;
}

export const withheldFromNobody: Withheld = { from: new Set(), fromAll: false };

/** With one more from whom it is withheld, and from nobody else or everybody. */
export function withheldToo(
  before: Withheld,
  kept: { readonly from: string; readonly nobodyElse: boolean },
): Withheld {
  return { from: new Set(before.from).add(kept.from), fromAll: before.fromAll || kept.nobodyElse };
}

/** A copy that was withheld from somebody is given under none of their records, and to nobody where nobody else was to have one: COPY_WITHHELD. */
export function checkNotWithheld(to: string, { from, fromAll }: Withheld, facts: Facts): void {
  if (fromAll || recordsOf(to, facts).some((each) => from.has(each)))
    throw new Rejected('COPY_WITHHELD', { person: to });
}
