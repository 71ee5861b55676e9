import { Rejected } from '#libs/contracts';
import { endOfLondonDay } from '#libs/reference';
import { readBy, type AsOfPoint } from '../as-of.ts';
import type { Page } from '../page.ts';
import { NO_CURSOR, pageOf, windowOf, type Window } from '../paging.ts';
import type { Tables, Value } from '../projection.ts';
import { occurredFor, recordedForUnseen, seesDates } from './dates-unseen.ts';
import { correctionsBy, entriesAt, entriesReadBy } from './entries.ts';
import { seenBy, type Scope } from './scope.ts';
import { withLineage } from './lineage.ts';
import { membersReadElsewhere, ofMember } from './records.ts';
import type { TimelineEntry, TimelineRequest } from './table.ts';
import { versionOf } from './versions.ts';
import { isVoid } from './memberships.ts';
import { numberOf } from './names.ts';

/**
 * The events that name the family, and its members' own: all of their lives until they left, under whichever record they
 * stand that is read as the member's. Of who was a member by mistake, or by a merge that is reversed, none.
 */
export function ofFamily(tables: Tables, family: string, at: AsOfPoint): Scope {
  return familyWith(tables, family, at, `NOT ${isVoid('m', String(readBy(at)))}`);
}

/** The same, and the own events of whoever was ever taken for a member. */
export function everOfFamily(tables: Tables, family: string, at: AsOfPoint): Scope {
  return familyWith(tables, family, at, 'TRUE');
}

/** With the own events of those members, rows `m`. */
function familyWith(tables: Tables, family: string, at: AsOfPoint, members: string): Scope {
  const { position } = at;
  const naming = withLineage(tables, family, at);
  const elsewhere = membersReadElsewhere(tables, family, at, members);
  const others = elsewhere.map((member) => ofMember(tables, member, at));
  const theirs = others.map(({ sql }) => ` UNION ${sql}`).join('');
  return {
    sql: `${naming.sql} UNION SELECT e.position, e.occurred FROM members m CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")}
      WHERE m.family = ? AND m.since <= ? AND e.position <= ? AND e.position < m.until
        AND ${members} AND m.person NOT IN (SELECT value FROM json_each(?))${theirs}`,
    values: [
      ...naming.values,
      family,
      position,
      position,
      JSON.stringify(elsewhere.map(({ person }) => person)),
      ...others.flatMap(({ values }) => values),
    ],
  };
}

export function ofStream(stream: string, { position }: AsOfPoint): Scope {
  return {
    sql: `SELECT position, occurred FROM events WHERE stream = ${numberOf('?')} AND position <= ?`,
    values: [stream, position],
  };
}

export function ofStreams(streams: readonly string[], { position }: AsOfPoint): Scope {
  return {
    sql: `SELECT e.position, e.occurred FROM json_each(?) s CROSS JOIN events e
      ON e.stream = ${numberOf('s.value')} AND e.position <= ?`,
    values: [JSON.stringify(streams), position],
  };
}

/** The last millisecond of what had occurred. */
export function effectiveKey({ effectiveAt }: AsOfPoint): number {
  return effectiveAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(endOfLondonDay(effectiveAt));
}

/** Of a row of a scope: its event is not sealed. By the index of the few that are, and not in the rows of all. */
const UNSEALED = `NOT EXISTS (
  SELECT 1 FROM events s INDEXED BY sealed_events WHERE s.position = told.position AND s.sealed = 1)`;

/** Of a row of a scope that is `told`: its event is there for whoever asks. */
function thereFor(at: AsOfPoint, { sealed }: TimelineRequest): Scope {
  const { sql, values } = seenBy(at);
  return { sql: sealed ? sql : `${UNSEALED} AND ${sql}`, values };
}

/**
 * The scope's events in the order of a page, so that no more are looked at than the page takes. From the end SQLite comes
 * to them in that order only where they are a result of their own, which is what a limit makes of them.
 */
function inOrder(scope: Scope, { order }: TimelineRequest, { backwards }: Window): Scope {
  if (order === 'OCCURRED') return scope;
  return { ...scope, sql: `${scope.sql} ORDER BY position ${backwards ? 'DESC LIMIT -1' : ''}` };
}

/** The scope's events at the time at which they occurred as corrected by then, without what was voided by then. */
function standing(scope: Scope, at: AsOfPoint): Scope {
  const { sql, values } = asCorrected(scope, at);
  return correctionsBy(at) < 0 ? { sql, values } : { sql: `${sql} WHERE v.voided IS NOT 1`, values };
}

/** The scope's events at the time at which they occurred, as corrected by then, for whoever asks. */
function asCorrected(scope: Scope, at: AsOfPoint): Scope {
  const { sql, values, readByEach } = scope;
  const by = correctionsBy(at);
  if (by < 0 && seesDates(at)) return scope;
  const told = `SELECT s.position, ${occurredFor('s', at)} AS occurred`;
  return readByEach === true
    ? { sql: `${told}, s.read_by FROM (${sql}) s ${versionOf('s', 's.read_by')}`, values, readByEach }
    : { sql: `${told} FROM (${sql}) s ${versionOf('s')}`, values: [...values, by, by] };
}

/** A page of the scope's events that had occurred, in the order asked for. */
export function timelinePage(
  tables: Tables,
  scope: Scope,
  at: AsOfPoint,
  request: TimelineRequest = {},
): Page<TimelineEntry> {
  const window = windowOf(request);
  const { sql, values } = standing(inOrder(scope, request, window), at);
  const there = thereFor(at, request);
  const cursors = asCorrected(scope, at);
  const bounds =
    request.order === 'OCCURRED' ? byOccurrence(tables, window, { cursors, there }) : byPosition(window);
  const { readByEach = false } = scope;
  const rows = tables.all<{ position: number; readBy: number }>(
    `SELECT position, ${readByEach ? 'read_by' : '?'} AS readBy FROM (${sql}) told
     WHERE occurred <= ? AND ${bounds.where} AND ${there.sql} ORDER BY ${bounds.order} LIMIT ?`,
    ...(readByEach ? [] : [at.position]),
    ...values,
    effectiveKey(at),
    ...bounds.values,
    ...there.values,
    window.limit,
  );
  const entries = entriesReadBy(tables, rows, at);
  return pageOf(entries, window, (node) => ({ cursor: node.position, node }));
}

/** What of the scope was recorded after a position and was late, or was corrected or voided after it, in order. */
export function lateOrAmendedAfter(
  tables: Tables,
  { sql, values }: Scope,
  { after, ...at }: AsOfPoint & { readonly after: number },
): TimelineEntry[] {
  const recorded = recordedForUnseen('s', at);
  const seen = seenBy(at);
  const rows = tables.all<{ position: number }>(
    `SELECT s.position FROM (SELECT * FROM (${sql}) WHERE ${seen.sql}) s CROSS JOIN events e ON e.position = s.position
     WHERE ifnull(${recorded}, s.occurred) <= ? AND (s.position > ? AND e.late > 0 AND ${recorded} IS NULL OR EXISTS (
       SELECT 1 FROM versions v WHERE v.target = s.position AND v.from_position > ? AND v.from_position <= ?))
     ORDER BY s.position`,
    ...values,
    ...seen.values,
    effectiveKey(at),
    after,
    after,
    at.position,
  );
  return entriesAt(
    tables,
    rows.map(({ position }) => position),
    at,
  );
}

interface Bounds {
  readonly where: string;
  readonly order: string;
  readonly values: readonly Value[];
}

function byPosition({ after, before, backwards }: Window): Bounds {
  return {
    where: 'position > ? AND position < ?',
    order: backwards ? 'position DESC' : 'position',
    values: [after, before],
  };
}

/** Where cursors are looked up: only what is asked, and there for whoever asks, tells when it occurred. */
interface Asked {
  readonly cursors: Scope;
  readonly there: Scope;
}

function byOccurrence(tables: Tables, { after, before, backwards }: Window, asked: Asked): Bounds {
  return {
    where: '(occurred, position) > (?, ?) AND (occurred, position) < (?, ?)',
    order: backwards ? 'occurred DESC, position DESC' : 'occurred, position',
    values: [occurrenceOf(tables, after, asked), after, occurrenceOf(tables, before, asked), before],
  };
}

/** Where a cursor stands among occurrences. Rejected INVALID_INPUT where it is of nothing that is asked. */
function occurrenceOf(tables: Tables, cursor: number, { cursors, there }: Asked): number {
  if (cursor === NO_CURSOR.after || cursor === NO_CURSOR.before) return cursor;
  const sql = `SELECT occurred FROM (${cursors.sql}) told WHERE position = ? AND ${there.sql}`;
  const row = tables.one<{ occurred: number }>(sql, ...cursors.values, cursor, ...there.values);
  if (row === undefined) throw new Rejected('INVALID_INPUT', { field: 'cursor' });
  return row.occurred;
}
