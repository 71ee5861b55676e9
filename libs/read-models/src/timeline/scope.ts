import type { AsOfPoint } from '../as-of.ts';
import { FOREVER, type Value } from '../projection.ts';
import { idsIn, nothingUnseen } from '../unseen.ts';
import { numberOf } from './names.ts';

/** Which events a timeline is made of: a query for `position` and `occurred`, already bounded by a position. */
export interface Scope {
  readonly sql: string;
  readonly values: readonly Value[];
  /** Whether a column `read_by` says by which position each of them is read as corrected. */
  readonly readByEach?: boolean;
}

/** What is in any of them, once. */
export function together(scopes: readonly Scope[]): Scope {
  return {
    sql: scopes.map(({ sql }) => sql).join(' UNION '),
    values: scopes.flatMap(({ values }) => values),
  };
}

/** What of a scope stands at any of these positions. */
export function atPositions({ sql, values }: Scope, positions: readonly number[]): Scope {
  return {
    sql: `SELECT position FROM (${sql}) WHERE position IN (SELECT value FROM json_each(?))`,
    values: [...values, JSON.stringify(positions)],
  };
}

/** Positions of entries that stand in another's stream and are given to any of these persons now; `?` is for their ids. */
const GIVEN_TO = `SELECT e.position FROM json_each(?) u CROSS JOIN moved m ON m.person = u.value AND m.until = ${FOREVER}
  CROSS JOIN events e ON e.id = m.event`;

/** Positions of entries that are given now to somebody whose key was destroyed: the key of the stream opens them still. */
const GIVEN_TO_ERASED = `SELECT e.position FROM moved m
  CROSS JOIN tombstones t ON t.subject = m.person CROSS JOIN events e ON e.id = m.event
  WHERE m.until = ${FOREVER} AND m.person <> m.origin`;

/**
 * Of a row of a scope: its event was given to nobody who is not there for whoever asks, nor to anybody who was erased,
 * whatever position is asked about.
 */
export function givenToSeen({ unseen = nothingUnseen }: Pick<AsOfPoint, 'unseen'>): Scope {
  return {
    sql: `position NOT IN (${GIVEN_TO} UNION ALL ${GIVEN_TO_ERASED})`,
    values: [idsIn(unseen.persons)],
  };
}

/** By whose stream, and at which position, what any of these persons' streams hold was given by then to another for good. */
const GIVEN_FROM = `SELECT m.origin, e.position FROM json_each(?) o
  CROSS JOIN moved m ON m.origin = o.value AND m.person <> m.origin AND m.since <= ? AND m.until = ${FOREVER}
  CROSS JOIN events e ON e.id = m.event`;

/** The same, and where it was amended. */
const GIVEN_FROM_OR_AMENDED = `WITH given (origin, position) AS (${GIVEN_FROM})
  SELECT origin, position FROM given
  UNION ALL SELECT given.origin, v.from_position FROM given CROSS JOIN versions v ON v.target = given.position`;

/**
 * Of a row of a scope: its event names nobody who is not there for whoever asks, nor was it given to any of them. Whoever
 * had it in their own record before it was given to somebody else is not named by it; nor, where of an amendment only the
 * entry is told, by what amends it.
 */
export function seenBy(
  { position, unseen = nothingUnseen }: Pick<AsOfPoint, 'position' | 'unseen'>,
  { tellsAmendments = true }: { readonly tellsAmendments?: boolean } = {},
): Scope {
  if (unseen.families.size === 0 && unseen.persons.size === 0) return { sql: 'TRUE', values: [] };
  const persons = idsIn(unseen.persons);
  return {
    sql: `position NOT IN (
      SELECT f.position FROM json_each(?) u CROSS JOIN family_events f ON f.family = ${numberOf('u.value')}
      UNION ALL SELECT p.position FROM json_each(?) u CROSS JOIN person_events p ON p.person = ${numberOf('u.value')}
        WHERE (u.value, p.position) NOT IN (${tellsAmendments ? GIVEN_FROM : GIVEN_FROM_OR_AMENDED})
      UNION ALL ${GIVEN_TO})`,
    values: [idsIn(unseen.families), persons, persons, position, persons],
  };
}
