import { eventTable, type EventDescription } from '#libs/contracts';
import type { Tables } from '../../projection.ts';
import { addressesKeptFrom } from './addresses-kept.ts';
import { entriesIn, standingAt } from './around.ts';
import type { Around, Entries } from './around.ts';
import { numberOf } from '../names.ts';
import type { Scope } from '../scope.ts';

const descriptions: Readonly<Record<string, EventDescription>> = eventTable;

/** The types of events that tell of an address, as JSON. */
const TELLING = JSON.stringify(
  Object.keys(descriptions).filter((type) =>
    descriptions[type]?.fields.some((field) => field.kind === 'personal' && field.class === 'address'),
  ),
);

/**
 * The first position of a page -> entries told before it, of streams that keep their addresses by now from somebody of the
 * family, and did not then: they are shown without.
 */
export function toldWithAddresses(
  tables: Tables,
  family: string,
  { told, after, ...around }: Around & { readonly told: Scope; readonly after: number },
): Entries {
  const [first] = around.positions;
  if (first === undefined || after < 0) return new Map();
  const now = addressesKeptFrom(tables, family, around.at);
  if (now.size === 0) return new Map();
  const then = addressesKeptFrom(tables, family, { ...around.at, position: after });
  const since = [...now].filter((stream) => !then.has(stream));
  if (since.length === 0) return new Map();
  const before: Scope = {
    sql: `SELECT s.position FROM (${told.sql}) s CROSS JOIN events e ON e.position = s.position
      WHERE s.position <= ? AND e.stream IN (SELECT ${numberOf('j.value')} FROM json_each(?) j)
        AND e.type IN (SELECT value FROM json_each(?))`,
    values: [...told.values, after, JSON.stringify(since), TELLING],
  };
  return new Map([[first, standingAt(tables, entriesIn(tables, before, around), around)]]);
}
