import type { DatabaseSync } from 'node:sqlite';

/** The table by which a log is a node's copy of a cluster's: how far it has been followed. */
export const FOLLOWED =
  'CREATE TABLE IF NOT EXISTS followed (one INTEGER PRIMARY KEY CHECK (one = 1), offset TEXT NOT NULL) STRICT';

/** Whether the log is a node's copy of a cluster's. */
export function followsCluster(database: DatabaseSync): boolean {
  const isNamed = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'followed'").get() !== undefined;
  return isNamed && database.prepare('SELECT 1 FROM followed').get() !== undefined;
}
