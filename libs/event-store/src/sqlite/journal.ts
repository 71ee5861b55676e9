import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { StoreError, asStoreError } from '../errors.ts';
import { PAGE_SIZE, revisionBefore } from '../limits.ts';
import type {
  Batch,
  Filter,
  LoggedCopy,
  LoggedEvent,
  LoggedText,
  StreamEnd,
  StreamRange,
  StreamSlice,
} from '../port.ts';
import type { Append } from './append.ts';
import { openForReading } from './database.ts';
import { idBytes, idText } from './event-id.ts';
import {
  LOG,
  WHOLE,
  TEXTS,
  TEXTS_OF_TYPES,
  TEXTS_AFTER,
  COPIES,
  ENDS,
  STREAMS,
  ROWS,
  DOCUMENT,
  HEAD,
  REVISION,
  EVENT,
  ofStream,
} from './queries.ts';
import { standsAt } from './standing.ts';

/** Positions a filtered page considers at most, so that a rare match never holds the thread for long. */
const FILTERED_WINDOW = 5000;

type Copied = [number, string | null, number, string, string, number, string];
type Row = Omit<LoggedEvent, 'id'> & { id: Uint8Array };

export interface PageOptions {
  filter?: Filter | undefined;
  limit?: number | undefined;
  /** The page ends here at the latest; the log's head unless given. */
  through?: number | undefined;
}

/** The log of one file, read synchronously on the caller's thread; what another thread or process commits is seen by the next read. */
export class Journal {
  readonly #database: DatabaseSync;
  readonly #log: StatementSync;
  readonly #head: StatementSync;
  readonly #revision: StatementSync;
  readonly #event: StatementSync;
  readonly #texts: StatementSync;
  readonly #textsOfTypes: StatementSync;
  readonly #textsAfter: StatementSync;
  readonly #copies: StatementSync;
  readonly #document: StatementSync;
  readonly #forwards: StatementSync;
  readonly #backwards: StatementSync;
  readonly #version: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#log = database.prepare(LOG);
    this.#head = database.prepare(HEAD);
    this.#revision = database.prepare(REVISION);
    this.#event = database.prepare(EVENT);
    this.#texts = database.prepare(TEXTS);
    this.#textsOfTypes = database.prepare(TEXTS_OF_TYPES);
    this.#textsAfter = database.prepare(TEXTS_AFTER);
    this.#textsAfter.setReturnArrays(true);
    this.#copies = database.prepare(COPIES);
    this.#copies.setReturnArrays(true);
    this.#document = database.prepare(DOCUMENT);
    this.#forwards = database.prepare(ofStream('ASC'));
    this.#backwards = database.prepare(ofStream('DESC'));
    this.#version = database.prepare('PRAGMA data_version');
  }

  /** At most `limit` matching events after a position, in log order. */
  readAfter(position: number, limit: number, filter?: Filter): LoggedEvent[] {
    return this.#window({ after: position, through: Number.MAX_SAFE_INTEGER, limit, filter });
  }

  /** The next page after a position, with the position up to which the log was considered. */
  page(after: number, { filter, limit = PAGE_SIZE, through = this.head() }: PageOptions = {}): Batch {
    const end = Math.max(after, Math.min(through, after + (filter === undefined ? limit : FILTERED_WINDOW)));
    const events = this.#window({ after, through: end, limit, filter });
    const last = events.length === limit ? events.at(-1) : undefined;
    const upTo = last?.position ?? end;
    return { events, upTo, caughtUp: upTo >= through };
  }

  /** The stream's events from one revision to another, both inclusive. */
  stream(name: string, from?: number, to?: number): LoggedEvent[] {
    return this.slice(name, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
      .events;
  }

  slice(
    name: string,
    { from = 0, to = Number.MAX_SAFE_INTEGER, backwards = false, limit = -1 }: StreamRange = {},
  ): StreamSlice {
    const revision = this.revision(name);
    const statement = backwards ? this.#backwards : this.#forwards;
    const last = Math.min(to, revision);
    const events = from > last ? [] : this.#read(() => statement.all(name, from, last, limit));
    return { exists: revision >= 0, revision, events: events.map(logged) };
  }

  /** At most `limit` of the stream's documents from a revision on, as text. */
  texts(stream: string, from: number, limit: number): LoggedText[] {
    return this.#read(() => this.#texts.all(stream, from, limit)).map(
      (row) => row as LoggedText & typeof row,
    );
  }

  /** The documents of the stream's events of these types up to a revision, as text. */
  textsOfTypes(stream: string, through: number, types: readonly string[]): LoggedText[] {
    return this.#read(() => this.#textsOfTypes.all(stream, through, list(types))).map(
      (row) => row as LoggedText & typeof row,
    );
  }

  /** At most `limit` documents of the log after a position, as text. */
  textsAfter(position: number, limit: number): LoggedText[] {
    const rows: unknown = this.#read(() => this.#textsAfter.all(position, limit));
    return (rows as [number, number, string][]).map(([position, revision, text]) => ({
      position,
      revision,
      text,
    }));
  }

  /** At most `limit` events after a position, each with whether it is its append's last. */
  wholeAfter(position: number, limit: number): (LoggedEvent & { endsAppend: boolean })[] {
    const rows = this.#read(() => this.#database.prepare(WHOLE).all(position, limit));
    return rows.map((row) => ({ ...logged(row), endsAppend: row['ends_append'] === 1 }));
  }

  /** At most `limit` events after a position with every column as it stands, for who compares them: the quickest way through the log. */
  copies(after: number, limit: number): LoggedCopy[] {
    const rows: unknown = this.#read(() => this.#copies.all(after, limit));
    return (rows as Copied[]).map(copied);
  }

  /** How every stream ended when the log had so many events; reads one row a stream. */
  endsAt(size: number): StreamEnd[] {
    return this.#read(() => this.#database.prepare(ENDS).all(size)).map(
      (row) => row as StreamEnd & typeof row,
    );
  }

  /** The position of the append's last event where exactly that stands in its stream. */
  standing(append: Append): number | undefined {
    const before = revisionBefore(append.expected);
    const rows = () => this.#database.prepare(ROWS).all(append.stream, before, before + append.events.length);
    return standsAt(append, this.#read(rows));
  }

  /** The bytes of the document at a position. */
  document(position: number): Uint8Array | undefined {
    const row = this.#read(() => this.#document.get(position));
    return row?.['document'] instanceof Uint8Array ? row['document'] : undefined;
  }

  /** The stream's last revision, -1 where there is none. */
  revision(stream: string): number {
    return this.#read(() => Number(this.#revision.get(stream)?.['revision']));
  }

  /** The names of all streams that begin with the prefix, in their order as text. */
  streams(prefix: string): string[] {
    return this.#read(() => this.#database.prepare(STREAMS).all({ prefix })).map(({ name }) => String(name));
  }

  event(id: string): LoggedEvent | undefined {
    const row = this.#read(() => this.#event.get(idBytes(id)));
    return row === undefined ? undefined : logged(row);
  }

  /** The last position, -1 where the log is empty. */
  head(): number {
    return this.#read(() => Number(this.#head.get()?.['head']));
  }

  /** A number that changes when another connection has committed since the last call. */
  dataVersion(): number {
    return this.#read(() => Number(this.#version.get()?.['data_version']));
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #window({
    after,
    through,
    limit,
    filter,
  }: {
    after: number;
    through: number;
    limit: number;
    filter: Filter | undefined;
  }): LoggedEvent[] {
    const rows = this.#read(() =>
      this.#log.all({
        after,
        through,
        limit,
        types: list(filter?.types),
        prefixes: list(filter?.streamPrefixes),
      }),
    );
    return rows.map(logged);
  }

  #read<T>(read: () => T): T {
    if (!this.#database.isOpen) throw new StoreError('CLOSED', 'The log has been closed.');
    try {
      return read();
    } catch (error) {
      throw asStoreError(error, 'Reading the log');
    }
  }
}

/** Opens an existing log for reading only, for a thread of its own or a tool; `close` it when done. */
export function openJournal(file: string): Journal {
  return new Journal(openForReading(file));
}

function list(values: readonly string[] | undefined): string | null {
  return values === undefined ? null : JSON.stringify(values);
}

function copied([position, stream, revision, id, type, endsAppend, text]: Copied): LoggedCopy {
  return { position, stream, revision, id, type, endsAppend, text };
}

function logged(row: Record<string, SQLOutputValue>): LoggedEvent {
  const { position, stream, revision, id, type, document } = row as Row;
  return { position, stream, revision, id: idText(id), type, document };
}
