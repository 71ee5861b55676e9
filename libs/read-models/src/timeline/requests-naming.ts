import { REQUEST_FORMS } from '#libs/contracts';
import type { Tables } from '../projection.ts';
import { numberOf } from './names.ts';

const OF_FAMILIES = `json_each(?1) asked CROSS JOIN family_events f ON f.family = ${numberOf('asked.value')}`;
const ITS_REQUEST = "CROSS JOIN names s ON s.number = e.stream AND s.name GLOB 'request-*'";

/** Requests an event of which names any of these families or persons, and those that the families came of. */
export function requestsNaming(
  tables: Tables,
  families: readonly string[],
  persons: readonly string[],
): string[] {
  const rows = tables.all<{ stream: string }>(
    `SELECT s.name AS stream FROM ${OF_FAMILIES}
       CROSS JOIN events e ON e.position = f.position ${ITS_REQUEST}
     UNION SELECT e.data ->> '$.request' FROM ${OF_FAMILIES}
       CROSS JOIN events e ON e.position = f.position AND e.type IN ('FamilyRegistered', 'EpisodeOpened')
         AND e.data ->> '$.request' NOT NULL
     UNION SELECT s.name FROM json_each(?2) asked CROSS JOIN person_events p ON p.person = ${numberOf('asked.value')}
       CROSS JOIN events e ON e.position = p.position ${ITS_REQUEST}`,
    JSON.stringify(families),
    JSON.stringify(persons),
  );
  return rows.map(({ stream }) => stream);
}

/** Of these requests those of which somebody of the agency sent a form, in the order in which they are given. */
export function sentBy(tables: Tables, agency: string, requests: readonly string[]): string[] {
  const rows = tables.all<{ request: string }>(
    `SELECT asked.value AS request FROM json_each(?1) asked WHERE EXISTS (
       SELECT 1 FROM events e WHERE e.stream = ${numberOf('asked.value')}
         AND e.type IN (SELECT value FROM json_each(?2)) AND e.envelope ->> '$.actor.agency' = ?3
     ) ORDER BY asked.key`,
    JSON.stringify(requests),
    JSON.stringify(REQUEST_FORMS),
    agency,
  );
  return rows.map(({ request }) => request);
}
