import { Rejected } from '#libs/contracts';
import { endOfLondonDay } from '#libs/reference';
import type { AsOfPoint } from '../as-of.ts';
import type { Page } from '../page.ts';
import { NO_CURSOR, pageOf, windowOf, type Window } from '../paging.ts';
import type { Tables, Value } from '../projection.ts';
import { occurredFor, recordedForUnseen, seesDates } from './dates-unseen.ts';
import { correctionsBy, entriesAt } from './entries.ts';
import { referralsAbout } from './referrals.ts';
import { seenBy, together, type Scope } from './scope.ts';
import { withLineage } from './lineage.ts';
import { aboutRecords, membersReadElsewhere, ofMember } from './records.ts';
import type { TimelineEntry, TimelineRequest } from './table.ts';
import { versionOf } from './versions.ts';
import { numberOf } from './names.ts';

/**
 * The events that name the family, and its members' own: all of their lives until they left, under whichever record they
 * stand that is read as the member's.
 */
export function ofFamily(tables: Tables, family: string, at: AsOfPoint): Scope {
  const { position } = at;
  const naming = withLineage(tables, family, at);
  const elsewhere = membersReadElsewhere(tables, family, at);
  const others = elsewhere.map((member) => ofMember(tables, member, at));
  const theirs = others.map(({ sql }) => ` UNION ${sql}`).join('');
  return {
    sql: `${naming.sql} UNION SELECT e.position, e.occurred FROM members m CROSS JOIN events e ON e.stream = ${numberOf("'person-' || m.person")}
      WHERE m.family = ? AND m.since <= ? AND e.position <= ? AND e.position < m.until
        AND m.person NOT IN (SELECT value FROM json_each(?))${theirs}`,
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

/**
 * What was known of a person: the person's events, and those of the person's families, and of the requests by which these
 * came to be known, that are about nobody else. By an agency: of these what its own people recorded, what it was asked and
 * told the record, and what had been shared with it.
 */
export function knownOf(persons: readonly string[], at: AsOfPoint, agency: string | undefined): Scope {
  const { position } = at;
  const own = together([aboutRecords(persons, at), referralsAbout(persons, at)]);
  return {
    sql: `SELECT position, occurred FROM (
        ${own.sql} UNION
        SELECT f.position, f.occurred FROM json_each(?) r CROSS JOIN members m ON m.person = r.value
        CROSS JOIN family_events f ON f.family = ${numberOf('m.family')}
        WHERE m.since <= ? AND f.position <= ? AND f.position < m.until AND f.names_person = 0
      ) AS known ${agency === undefined ? '' : `WHERE ${BY_AGENCY}`}`,
    values: [
      ...own.values,
      JSON.stringify(persons),
      position,
      position,
      ...(agency === undefined ? [] : [agency, agency, agency, position, effectiveKey(at)]),
    ],
  };
}

/** What an agency was asked, and what it told or would not: told by it, whoever of the record's own people wrote it down. */
const OF_AGENCY = ['AgencyInformationRequested', 'AgencyInformationReceived', 'AgencyInformationNotProvided'];

/** Whether the event says what the agency itself was asked or told. */
export function isToldBy(agency: string, { type, data }: Pick<TimelineEntry, 'type' | 'data'>): boolean {
  return OF_AGENCY.includes(type) && data['agency'] === agency;
}

const BY_AGENCY = `EXISTS (
  SELECT 1 FROM events e WHERE e.position = known.position AND (e.envelope ->> '$.actor.agency' = ?
    OR e.type IN (${OF_AGENCY.map((type) => `'${type}'`).join(', ')}) AND e.data ->> '$.agency' = ?
    OR EXISTS (SELECT 1 FROM shared s WHERE s.event = e.id AND s.agency = ? AND s.position <= ? AND s.occurred <= ?)))`;

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
function inOrder({ sql, values }: Scope, { order }: TimelineRequest, { backwards }: Window): Scope {
  if (order === 'OCCURRED') return { sql, values };
  return { sql: `${sql} ORDER BY position ${backwards ? 'DESC LIMIT -1' : ''}`, values };
}

/** The scope's events at the time at which they occurred as corrected by then, without what was voided by then. */
function standing(scope: Scope, at: AsOfPoint): Scope {
  const { sql, values } = asCorrected(scope, at);
  return correctionsBy(at) < 0 ? { sql, values } : { sql: `${sql} WHERE v.voided IS NOT 1`, values };
}

/** The scope's events at the time at which they occurred, as corrected by then, for whoever asks. */
function asCorrected({ sql, values }: Scope, at: AsOfPoint): Scope {
  const by = correctionsBy(at);
  if (by < 0 && seesDates(at)) return { sql, values };
  return {
    sql: `SELECT s.position, ${occurredFor('s', at)} AS occurred FROM (${sql}) s ${versionOf('s')}`,
    values: [...values, by, by],
  };
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
  const rows = tables.all<{ position: number }>(
    `SELECT position FROM (${sql}) told WHERE occurred <= ? AND ${bounds.where} AND ${there.sql}
     ORDER BY ${bounds.order} LIMIT ?`,
    ...values,
    effectiveKey(at),
    ...bounds.values,
    ...there.values,
    window.limit,
  );
  const entries = entriesAt(
    tables,
    rows.map(({ position }) => position),
    at,
  );
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
