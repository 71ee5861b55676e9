import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { DURABLE } from './database.ts';
import { SQLITE_FULL, StoreError, isDamage, reasonOf, sqliteCode } from '../errors.ts';
import { checkDocuments, revisionBefore } from '../limits.ts';
import type { Appended } from '../port.ts';
import type { Append, Outcome, Refusal } from './append.ts';
import { idBytes } from './event-id.ts';
import { standsAt } from './standing.ts';

/** Pages of the write-ahead log not yet copied into the file before a checkpoint is made: 16 MiB. */
const CHECKPOINT_PAGES = 2048;
const IDLE_MS = 250;

/** The one writer of a log, synchronous: it gives positions, one after the other, inside its own transaction. */
export class LogWriter {
  readonly #database: DatabaseSync;
  readonly #last: StatementSync;
  readonly #findStream: StatementSync;
  readonly #addStream: StatementSync;
  readonly #revision: StatementSync;
  readonly #stored: StatementSync;
  readonly #position: StatementSync;
  readonly #insert: StatementSync;
  readonly #unsaved: StatementSync;
  readonly #idle: NodeJS.Timeout;
  #stopped: Refusal | undefined;
  /** Called when it has to stop. */
  onStopped: (() => void) | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#last = database.prepare('SELECT ifnull(max(position), -1) AS head FROM events');
    this.#findStream = database.prepare('SELECT id FROM streams WHERE name = ?');
    this.#addStream = database.prepare('INSERT INTO streams (name) VALUES (?)');
    this.#revision = database.prepare(
      'SELECT ifnull(max(revision), -1) AS revision FROM events WHERE stream = ?',
    );
    this.#stored = database.prepare(
      'SELECT position, revision, id, document, ends_append FROM events WHERE stream = ? AND revision BETWEEN ? AND ? ORDER BY revision',
    );
    this.#position = database.prepare('SELECT position FROM events WHERE id = ?');
    this.#insert = database.prepare(
      'INSERT INTO events (position, stream, revision, id, type, ends_append, document) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#unsaved = database.prepare('PRAGMA wal_checkpoint(NOOP)');
    this.#idle = setTimeout(() => this.#checkpoint(), IDLE_MS).unref();
  }

  /** Why it writes nothing more; undefined while it writes. */
  get stopped(): Refusal | undefined {
    return this.#stopped;
  }

  /** Writes a group with one fsync. Each append stands or is refused by itself; the group's outcomes come in its order. */
  commit(group: readonly Append[]): Outcome[] {
    if (this.#stopped !== undefined) return refuseAll(group, this.#stopped);
    let head: number;
    let outcomes: Outcome[];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      head = this.#head();
      outcomes = group.map((append) => misfitOf(append) ?? this.#place(append));
      this.beforeCommit(outcomes);
    } catch (error) {
      return refuseAll(group, this.#undo(error));
    }
    try {
      this.commitTransaction();
    } catch (error) {
      return refuseAll(group, this.#doubt(error, head));
    }
    this.#keepShort();
    return outcomes;
  }

  /** Saves what the write-ahead log holds and lets go of the file. */
  close(): void {
    clearTimeout(this.#idle);
    if (!this.#database.isOpen) return;
    this.#database.exec(DURABLE);
    if (this.#stopped === undefined) this.#checkpoint();
    this.#database.close();
  }

  /** What else belongs into the group's transaction; where it throws, nothing of the group stands. */
  protected beforeCommit(outcomes: readonly Outcome[]): void {
    void outcomes;
  }

  /** Apart, so that tests can make it fail. */
  protected commitTransaction(): void {
    this.#database.exec('COMMIT');
  }

  #place(append: Append): Outcome {
    const before = revisionBefore(append.expected);
    const stream = this.#findStream.get(append.stream)?.['id'];
    const actual = stream === undefined ? -1 : Number(this.#revision.get(stream)?.['revision']);
    if (before < actual) return this.#repeated(append, Number(stream), actual);
    if (before > actual)
      return conflict(`${append.stream} is at revision ${actual}, not at ${before}.`, actual);
    const taken = append.events.find((event) => this.#position.get(idBytes(event.id)) !== undefined);
    if (taken !== undefined) return conflict(`Event ${taken.id} is in the log already.`, actual);
    return {
      appended: this.#write(append, stream === undefined ? this.#newStream(append.stream) : Number(stream)),
    };
  }

  /** Success, with the first answer, only for exactly the append that stands there: not for a part of it, nor for two of them. */
  #repeated(append: Append, stream: number, actual: number): Outcome {
    const before = revisionBefore(append.expected);
    const revision = before + append.events.length;
    const position = standsAt(append, this.#stored.all(stream, before, revision));
    if (position === undefined)
      return conflict(`${append.stream} is at revision ${actual}, not at ${before}.`, actual);
    return { appended: { revision, position } };
  }

  #write({ expected, events }: Append, stream: number): Appended {
    let revision = revisionBefore(expected);
    let position = this.#head();
    const last = revision + events.length;
    for (const { id, type, document } of events) {
      this.#insert.run(
        ++position,
        stream,
        ++revision,
        idBytes(id),
        type,
        revision === last ? 1 : 0,
        document,
      );
    }
    return { revision, position };
  }

  #newStream(name: string): number {
    return Number(this.#addStream.run(name).lastInsertRowid);
  }

  #head(): number {
    return Number(this.#last.get()?.['head']);
  }

  /** An error before COMMIT was tried: nothing of the group stands. */
  #undo(error: unknown): Refusal {
    const reason = reasonOf(error);
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch (failure) {
      return this.#stop(`could not roll back (${reasonOf(failure)})`);
    }
    if (isDamage(error)) return this.#stop(`found the log damaged (${reason})`, 'CORRUPT');
    return { kind: 'UNAVAILABLE', message: `Nothing was written: ${reason}.` };
  }

  /**
   * An error of COMMIT. A full disk is met before the commit mark is written, so nothing stands; after any other, fsync may have
   * failed, and neither this file nor its cache can be trusted further by this process.
   */
  #doubt(error: unknown, head: number): Refusal {
    const undone = this.#undo(error);
    if (sqliteCode(error) === SQLITE_FULL && this.#endsAt(head)) return undone;
    const reason = `failed while making an append durable (${reasonOf(error)})`;
    this.#stop(reason);
    const message = `The writer ${reason}: the append may be in the log or not.`;
    return { kind: 'UNKNOWN_OUTCOME', message, stops: true };
  }

  #stop(reason: string, kind: Refusal['kind'] = 'UNAVAILABLE'): Refusal {
    clearTimeout(this.#idle);
    this.#stopped = {
      kind,
      message: `The writer ${reason} and writes nothing more. Check the disk, then restart the service.`,
      stops: true,
    };
    this.onStopped?.();
    return this.#stopped;
  }

  #endsAt(head: number): boolean {
    try {
      return this.#stopped === undefined && this.#head() === head;
    } catch {
      return false;
    }
  }

  /** After a group, which stands whatever happens here. */
  #keepShort(): void {
    this.#checkpoint(CHECKPOINT_PAGES);
    this.#idle.refresh();
  }

  /** PASSIVE: waits for no reader. One that meets a full disk is made later; any other failure ends writing. */
  #checkpoint(pages = 0): void {
    try {
      const { log, checkpointed } = this.#unsaved.get() ?? {};
      if (Number(log) - Number(checkpointed) > pages) this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch (error) {
      if (sqliteCode(error) !== SQLITE_FULL) this.#stop(`failed while saving the log (${reasonOf(error)})`);
    }
  }
}

function misfitOf({ stream, events, expected }: Append): Outcome | undefined {
  try {
    checkDocuments(stream, events, expected);
    return undefined;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { kind, message } = error;
    return { refused: { kind, message } };
  }
}

function conflict(message: string, actual: number): Outcome {
  return { refused: { kind: 'CONFLICT', message, actual } };
}

function refuseAll(group: readonly Append[], refused: Refusal): Outcome[] {
  return group.map(() => ({ refused }));
}
