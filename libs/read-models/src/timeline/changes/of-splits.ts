import type { AsOfPoint } from '../../as-of.ts';
import type { Tables } from '../../projection.ts';
import { idsIn, nothingUnseen } from '../../unseen.ts';
import { entriesIn, gathered, idsOutside, standingAt } from './around.ts';
import type { Around, ByPosition, Entries } from './around.ts';
import { andErasuresOf } from './of-erased.ts';
import { atPositions, type Scope } from '../scope.ts';

/** By what an entry of one person's record comes to be another's. */
const GIVINGS: ReadonlySet<string> = new Set(['PersonRecordSplit', 'PersonLinkReversed']);

/**
 * Whether a change is told by the entries alone that it brings and takes back: of a family's copy it is no entry, as it
 * names whose they are.
 */
export function isGiving(type: string): boolean {
  return GIVINGS.has(type);
}

/** Entries `g` that were given to another, where a member `m` of a family had it at any time before, or has it since. */
const GIVEN = `members m
  CROSS JOIN moved t ON t.event IN (
    SELECT o.event FROM moved o WHERE o.origin = m.person UNION SELECT p.event FROM moved p WHERE p.person = m.person)
  CROSS JOIN moved g ON g.event = t.event AND g.since > m.since`;

/** Where what a member of the family had was given to another, or the other way: of members who are there for whoever asks. */
export function givingsOf(family: string, { position, unseen = nothingUnseen }: AsOfPoint): Scope {
  return {
    sql: `SELECT DISTINCT g.since FROM ${GIVEN}
      WHERE m.family = ? AND g.since <= ? AND m.person NOT IN (SELECT value FROM json_each(?))`,
    values: [family, position, idsIn(unseen.persons)],
  };
}

/** Position at which entries were given to another -> those of them that are the family's since. */
export function broughtByGiving(
  tables: Tables,
  family: string,
  { told, ...around }: Around & { readonly told: Scope },
): Entries {
  return gathered(
    givenAt(tables, family, around).map(([since, given]) => {
      const theirs = entriesIn(tables, atPositions(told, given), around);
      return [since, standingAt(tables, andErasuresOf(tables, theirs, since), around)];
    }),
  );
}

/** Position at which entries were given to another -> those of them that a copy has from before; not what is `told`. */
export function takenBackByGiving(
  tables: Tables,
  family: string,
  { told, ...around }: Around & { readonly told: Scope },
): ByPosition<string> {
  return gathered(
    givenAt(tables, family, around).map(([since, given]) => [
      since,
      idsOutside(tables, andErasuresOf(tables, given, since), told),
    ]),
  );
}

function givenAt(tables: Tables, family: string, { positions, sealed, at }: Around): [number, number[]][] {
  const rows = tables.all<{ since: number; position: number }>(
    `SELECT DISTINCT g.since, e.position FROM ${GIVEN} CROSS JOIN events e ON e.id = g.event
     WHERE m.family = ? AND g.since IN (SELECT value FROM json_each(?)) AND e.sealed <= ?
       AND m.person NOT IN (SELECT value FROM json_each(?)) ORDER BY e.position`,
    family,
    JSON.stringify(positions),
    Number(sealed),
    idsIn((at.unseen ?? nothingUnseen).persons),
  );
  return [...Map.groupBy(rows, ({ since }) => since)].map(([since, all]) => [
    since,
    all.map(({ position }) => position),
  ]);
}
