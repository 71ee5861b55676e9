import { FOREVER, type Tables } from '../../projection.ts';
import type { AsOfPoint } from '../../as-of.ts';
import { entriesIn, gathered, idsOutside, standingAt } from './around.ts';
import type { Around, ByPosition, Entries } from './around.ts';
import { andErasuresOf } from './of-erased.ts';
import { numberOf } from '../names.ts';
import { eachReferral, type Referred } from '../referrals.ts';
import type { Scope } from '../scope.ts';

/** The requests by which any of the families came to be known, each from when it was linked and for how long. */
export function referralsTo(tables: Tables, families: readonly string[], at: AsOfPoint): Referred[] {
  return families.flatMap((family) => eachReferral(tables, family, at));
}

/** Position at which a request was linked to one of the families -> what was recorded of it before, as it stands now. */
export function broughtByLink(tables: Tables, referrals: readonly Referred[], around: Around): Entries {
  const stand = referrals.filter(({ until }) => until > around.at.position);
  return gathered(
    stand
      .filter(({ since }) => around.positions.includes(since))
      .map(({ request, since }) => {
        const before = entriesIn(tables, ofRequest(request, since), around);
        return [since, standingAt(tables, andErasuresOf(tables, before, since), around)];
      }),
  );
}

/** Position at which a request was not the family's any more -> entries that a copy has by it alone; not what is `told`. */
export function takenBackByUnlinking(
  tables: Tables,
  referrals: readonly Referred[],
  { told, ...around }: Around & { readonly told: Scope },
): ByPosition<string> {
  return gathered(
    referrals
      .filter(({ until }) => until < FOREVER && around.positions.includes(until))
      .map(({ request, until }) => {
        const theirs = entriesIn(tables, ofRequest(request, until), around);
        return [until, idsOutside(tables, andErasuresOf(tables, theirs, until), told)];
      }),
  );
}

/** What a request tells before a position. */
function ofRequest(request: string, before: number): Scope {
  return {
    sql: `SELECT position FROM events WHERE stream = ${numberOf('?')} AND position < ?`,
    values: [request, before],
  };
}
