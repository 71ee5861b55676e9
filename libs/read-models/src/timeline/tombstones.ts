import type { Handlers, Tables } from '../projection.ts';

/** Whose keys were destroyed, by bare ids, and where the log says so. */
export const tombstoneTables = `
  CREATE TABLE tombstones (
    subject TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (subject, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tombstones_in_order ON tombstones (position);
`;

export const tombstones: Handlers = {
  SubjectKeyDestroyed: ({ position, data: { subject } }, tables) =>
    tables.run('INSERT INTO tombstones (subject, position) VALUES (?, ?)', subject, position),
};

/** Whether any key was destroyed after a position. */
export function isErasedAfter(tables: Tables, position: number): boolean {
  return tables.one('SELECT 1 FROM tombstones WHERE position > ? LIMIT 1', position) !== undefined;
}

/** Those of the positions at which a key was destroyed. */
export function tombstonesAt(tables: Tables, positions: readonly number[]): number[] {
  const sql = 'SELECT DISTINCT position FROM tombstones WHERE position IN (SELECT value FROM json_each(?))';
  return tables.all<{ position: number }>(sql, JSON.stringify(positions)).map(({ position }) => position);
}
