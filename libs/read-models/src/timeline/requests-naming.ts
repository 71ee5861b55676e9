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
