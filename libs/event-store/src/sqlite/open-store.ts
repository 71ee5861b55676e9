import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { StoreError } from '../errors.ts';
import type { EventStore } from '../port.ts';
import type { WriterHost } from './append.ts';
import { Bell } from './bell.ts';
import { openForWriting } from './database.ts';
import { inlineWriter } from './inline-writer.ts';
import { Journal, openJournal } from './journal.ts';
import { lockForWriting } from './lock.ts';
import { LogWriter } from './log-writer.ts';
import { SqliteStore } from './sqlite-store.ts';
import { workerWriter } from './worker-writer.ts';

export interface SqliteStoreOptions {
  /** The log's path, or ':memory:'. */
  file: string;
  /** Writes on a thread of its own, so that fsync never holds the caller's. */
  worker?: boolean;
  readOnly?: boolean;
  /** Said false, nothing is durable before the store is closed: for a log that is thrown away unless it is made whole. */
  durable?: boolean;
}

/**
 * Opens a log, making it where there is none. LOCKED, with who writes it, where another store has it open for writing; any number
 * of processes may read it.
 */
export async function openSqliteStore({
  file,
  worker = false,
  readOnly = false,
  durable = true,
}: SqliteStoreOptions): Promise<EventStore> {
  if (file === ':memory:') return inMemory(worker || readOnly);
  const path = existsSync(file) ? realpathSync(file) : file;
  return readOnly ? forReading(path) : forWriting(path, { worker, durable });
}

async function forWriting(
  path: string,
  { worker, durable }: { worker: boolean; durable: boolean },
): Promise<EventStore> {
  const lock = lockForWriting(path);
  let writer: WriterHost | undefined;
  try {
    writer =
      worker && durable
        ? await workerWriter(path)
        : inlineWriter(new LogWriter(openForWriting(path, durable)));
    return new SqliteStore({
      log: nameOf(path),
      journal: openJournal(path),
      bell: new Bell(),
      writer,
      release: () => lock.release(),
    });
  } catch (error) {
    await writer?.close();
    lock.release();
    throw error;
  }
}

function forReading(path: string): EventStore {
  const journal = openJournal(path);
  let seen = journal.dataVersion();
  const changed = (): boolean => {
    const version = journal.dataVersion();
    const differs = version !== seen;
    seen = version;
    return differs;
  };
  return new SqliteStore({ log: nameOf(path), journal, bell: new Bell(changed) });
}

function inMemory(shared: boolean): EventStore {
  if (shared)
    throw new StoreError('INVALID_ARGUMENT', 'A log in memory belongs to one thread, which writes it.');
  const database = openForWriting(':memory:');
  return new SqliteStore({
    log: 'memory',
    journal: new Journal(database),
    bell: new Bell(),
    writer: inlineWriter(new LogWriter(database)),
  });
}

/** What a log is called by whoever is told of it. */
export function nameOf(path: string): string {
  return basename(path, '.db');
}
