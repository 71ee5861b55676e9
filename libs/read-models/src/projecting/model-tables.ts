import type { Database } from '../database.ts';
import { vocabulary } from '../fact.ts';
import type { Projection } from '../projection.ts';

/** The position of an empty model. */
export const NOWHERE = -1;

/**
 * `event` is the id of the event at the position: by it a model tells its own log from another. `vocabulary` is what the
 * program that made it knew of events, `tombstone` the position of the last destruction of a key, `begun` how far the log
 * went when the model was begun: no key that was destroyed up to there has opened anything in it.
 */
const OWN_TABLES = `
  CREATE TABLE projection (
    position INTEGER NOT NULL, event TEXT NOT NULL, known_at TEXT NOT NULL, unknown INTEGER NOT NULL,
    vocabulary TEXT NOT NULL, tombstone INTEGER NOT NULL
  ) STRICT;
  INSERT INTO projection VALUES (${NOWHERE}, '', '', 0, '${vocabulary}', -1);
  CREATE TABLE made (begun INTEGER NOT NULL) STRICT;
  CREATE TABLE parked (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, type TEXT NOT NULL, error TEXT NOT NULL
  ) STRICT;
  CREATE TABLE stale (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

/** Where an event of which a model that keeps time has no row of its own moved the running maximum of recordedAt. */
const CLOCK = 'CREATE TABLE clock (position INTEGER PRIMARY KEY, known_at TEXT NOT NULL) STRICT;';

/** How far a model has come. */
export interface Progress {
  readonly position: number;
  readonly event: string;
  readonly known_at: string;
  readonly unknown: number;
  readonly tombstone: number;
}

export function progressIn(database: Database): Progress {
  return database.one<Progress>(
    'SELECT position, event, known_at, unknown, tombstone FROM projection',
  ) as Progress;
}

/** Fenced: where another process has moved the model on, nothing is written, and the answer is false. */
export function moveOn(database: Database, from: Progress, to: Progress): boolean {
  const { position, event, known_at, unknown, tombstone } = to;
  const moved = database.one(
    `UPDATE projection SET position = ?, event = ?, known_at = ?, unknown = ?, tombstone = ? WHERE position = ?
     RETURNING position`,
    position,
    event,
    known_at,
    unknown,
    tombstone,
    from.position,
  );
  return moved !== undefined;
}

/** Begins a transaction with the tables of an empty model, of a log that goes up to `head`. */
export function beginTables(projection: Projection, database: Database, head: number): void {
  database.exec(`BEGIN; ${OWN_TABLES} ${projection.keepsTime ? CLOCK : ''} ${projection.tables}`);
  database.run('INSERT INTO made VALUES (?)', head);
}
