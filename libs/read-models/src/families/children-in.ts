import { NEWEST } from '../model-reader.ts';
import type { Tables } from '../projection.ts';

/** A child of a family: who is helped in its open episode, or belongs to it as a child. */
export interface ChildRow {
  readonly family: string;
  readonly child: string;
  readonly isHelped: boolean;
}

/** The children of these families, now; whoever is helped and belongs there, twice. One statement, whatever is there. */
export function childrenIn(tables: Tables, families: readonly string[]): ChildRow[] {
  const rows = tables.all<{ family: string; child: string; helped: number }>(
    `SELECT s.family, c.key AS child, 1 AS helped FROM json_each(?1) asked
     CROSS JOIN spans_since f ON f.id = asked.value
     CROSS JOIN spans s ON s.registered = f.since AND s.until > ?2 AND s.episode NOT NULL
     CROSS JOIN json_each(s.children) c
     UNION ALL SELECT m.family, m.person, 0 FROM json_each(?1) asked
     CROSS JOIN members m ON m.family = asked.value AND m.until > ?2 AND m.role IN ('CHILD', 'UNBORN')`,
    JSON.stringify(families),
    NEWEST,
  );
  return rows.map(({ family, child, helped }) => ({ family, child, isHelped: helped === 1 }));
}
