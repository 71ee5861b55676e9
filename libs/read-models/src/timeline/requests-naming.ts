import type { Tables } from '../projection.ts';

const OF_FAMILIES = 'json_each(?1) asked CROSS JOIN family_events f ON f.family = asked.value';

/** Requests an event of which names any of these families or persons, and those that the families came of. */
export function requestsNaming(
  tables: Tables,
  families: readonly string[],
  persons: readonly string[],
): string[] {
  const rows = tables.all<{ stream: string }>(
    `SELECT e.stream FROM ${OF_FAMILIES}
       CROSS JOIN events e ON e.position = f.position AND e.stream GLOB 'request-*'
     UNION SELECT e.data ->> '$.request' FROM ${OF_FAMILIES}
       CROSS JOIN events e ON e.position = f.position AND e.type IN ('FamilyRegistered', 'EpisodeOpened')
         AND e.data ->> '$.request' NOT NULL
     UNION SELECT e.stream FROM json_each(?2) asked CROSS JOIN person_events p ON p.person = asked.value
       CROSS JOIN events e ON e.position = p.position AND e.stream GLOB 'request-*'`,
    JSON.stringify(families),
    JSON.stringify(persons),
  );
  return rows.map(({ stream }) => stream);
}
