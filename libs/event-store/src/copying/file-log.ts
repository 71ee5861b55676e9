import { existsSync, mkdirSync, realpathSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { compareWithDocument } from '../document.ts';
import { StoreError } from '../errors.ts';
import { followsCluster } from '../eventstoredb/followed.ts';
import type { Append, Outcome } from '../sqlite/append.ts';
import { openForWriting } from '../sqlite/database.ts';
import { openJournal, type Journal } from '../sqlite/journal.ts';
import { lockForWriting, type WriterLock } from '../sqlite/lock.ts';
import { LogWriter } from '../sqlite/log-writer.ts';
import type { CopiedEvent, CopiedLog } from './copied-log.ts';

const PAGE = 1_000;

/** Opens a file's log to be copied. StoreError INVALID_ARGUMENT where there is none, LOCKED where it is being written. */
export function fileToCopy(file: string): CopiedLog {
  if (!existsSync(file)) throw new StoreError('INVALID_ARGUMENT', `There is no log at ${file}.`);
  const path = realpathSync(file);
  const lock = lockForWriting(path);
  try {
    return new FileLog(lock, openJournal(path));
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Opens a file's log to be copied into. Where there is none it is made beside, and stands in its place only once it is
 * whole. StoreError INVALID_ARGUMENT where it follows a cluster, LOCKED where it is being written.
 */
export function fileToFill(file: string): CopiedLog {
  makeFolder(dirname(file));
  const lock = lockForWriting(file);
  const part = existsSync(file) ? file : `${file}.part`;
  let writer: LogWriter | undefined;
  try {
    const database = openForWriting(part);
    writer = new AllOrNone(database);
    if (followsCluster(database))
      throw new StoreError('INVALID_ARGUMENT', `${file} follows a cluster, and is written by that alone.`);
    const put = (): void => (part === file ? undefined : renameSync(part, file));
    return new FileLog(lock, openJournal(part), { writer, put });
  } catch (error) {
    writer?.close();
    lock.release();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreError('INVALID_ARGUMENT', `${folder} is no folder and cannot be made one.`, { cause });
  }
}

/** An append that is refused would leave a gap before those of its group that are not. */
class AllOrNone extends LogWriter {
  protected override beforeCommit(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) if ('refused' in outcome) throw new Error(outcome.refused.message);
  }
}

interface Filling {
  readonly writer: LogWriter;
  /** Puts the closed file where it belongs. */
  readonly put: () => void;
}

class FileLog implements CopiedLog {
  readonly #lock: WriterLock;
  readonly #journal: Journal;
  readonly #filling: Filling | undefined;
  #at = -1;
  #isWhole = false;

  constructor(lock: WriterLock, journal: Journal, filling?: Filling) {
    this.#lock = lock;
    this.#journal = journal;
    this.#filling = filling;
  }

  async next(): Promise<readonly CopiedEvent[]> {
    const events = this.#journal.wholeAfter(this.#at, PAGE);
    for (const event of events) {
      if (event.position !== ++this.#at)
        throw new StoreError('CORRUPT', `Position ${this.#at} is missing in the log.`);
      compareWithDocument(event, 'CORRUPT');
    }
    return events;
  }

  async take(appends: readonly Append[]): Promise<void> {
    for (const outcome of this.#filling?.writer.commit(appends) ?? [])
      if ('refused' in outcome) throw new StoreError(outcome.refused.kind, outcome.refused.message);
  }

  whole(): void {
    this.#isWhole = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#journal.close();
    this.#filling?.writer.close();
    if (this.#isWhole) this.#filling?.put();
    this.#lock.release();
  }
}
