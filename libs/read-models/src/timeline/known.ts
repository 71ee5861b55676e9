import type { Page } from '../page.ts';
import { readBy, type AsOfPoint } from '../as-of.ts';
import { ABOUT_QUESTIONS } from './agency-questions.ts';
import { correctionsBy } from './entries.ts';
import { numberOf } from './names.ts';
import { effectiveKey } from './pages.ts';
import { aboutRecords } from './records.ts';
import { referralsAbout } from './referrals.ts';
import { together, type Scope } from './scope.ts';
import type { PersonAsOf } from './person/person-rows.ts';
import type { TimelineEntry, TimelineRequest } from './table.ts';

/** What was known of a person: the person and the events known then, of the person and of the person's families as such. */
export interface KnownThen {
  readonly person: PersonAsOf;
  readonly events: Page<TimelineEntry>;
}

export interface KnownThenRequest extends TimelineRequest {
  /** Only events that this agency's own people recorded, or that were shared with it by then. */
  readonly agency?: string | undefined;
}

/**
 * What was known of a person: the person's events, and those of the person's families, and of the requests by which these
 * came to be known, that are about nobody else. By an agency: of these what its own people recorded, what it was asked and
 * told the record, and what had been shared with it.
 */
export function knownOf(persons: readonly string[], at: AsOfPoint, agency: string | undefined): Scope {
  const { position } = at;
  const own = together([aboutRecords(persons, at), referralsAbout(persons, at)]);
  const known: Scope = {
    sql: `${own.sql} UNION
      SELECT f.position, f.occurred FROM json_each(?) r CROSS JOIN members m ON m.person = r.value
      CROSS JOIN family_events f ON f.family = ${numberOf('m.family')}
      WHERE m.since <= ? AND f.position <= ? AND f.position < m.until AND f.names_person = 0`,
    values: [...own.values, JSON.stringify(persons), position, position],
  };
  return agency === undefined ? known : byAgency(known, agency, at);
}

/** By its own people, or about what it was asked: that is told by it, whoever of the record's own people wrote it down. */
const OWN = `(e.envelope ->> '$.actor.agency' = asked.agency
  OR e.type IN (${ABOUT_QUESTIONS.map((type) => `'${type}'`).join(', ')}) AND e.data ->> '$.agency' = asked.agency)`;

/** The disclosures of an event to the agency by then. */
function sharedOf(event: string): string {
  return `FROM shared s WHERE s.event = ${event}.id AND s.agency = asked.agency
    AND s.position <= asked.position AND s.occurred <= asked.occurred`;
}

const LAST_TOLD = `(SELECT max(s.position) ${sharedOf('e')})`;

/** What first became of an event after the agency was last told of it, and was not told to the agency. */
const UNTOLD = `(SELECT min(v.from_position) FROM versions v CROSS JOIN events a ON a.position = v.from_position
  WHERE v.target = e.position AND v.from_position > ${LAST_TOLD} AND v.from_position <= asked.position
    AND NOT EXISTS (SELECT 1 ${sharedOf('a')}))`;

/** Each entry that others shared is read as it was told: up to the first amendment of which the agency was not told. */
function byAgency(known: Scope, agency: string, at: AsOfPoint): Scope {
  return {
    sql: `SELECT known.position AS position, known.occurred AS occurred,
        CASE WHEN ${OWN} THEN ? ELSE ifnull(${UNTOLD} - 1, asked.position) END AS read_by
      FROM (SELECT ? AS agency, ? AS position, ? AS occurred) asked
      CROSS JOIN (${known.sql}) known CROSS JOIN events e ON e.position = known.position
      WHERE ${OWN} OR EXISTS (SELECT 1 ${sharedOf('e')})`,
    values: [readBy(at), agency, at.position, effectiveKey(at), ...known.values],
    readByEach: correctionsBy(at) >= 0,
  };
}
