import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import { appending, failures, groups, type Failed, type Group } from '../told.ts';
import {
  PAGE_SIZE,
  checkAfter,
  checkAppend,
  checkFilter,
  checkLimit,
  checkRange,
  checkStreamName,
} from '../limits.ts';
import type * as port from '../port.ts';
import type { WriterHost } from './append.ts';
import type { Bell } from './bell.ts';
import { Ends } from './ends.ts';
import { GroupCommit } from './group-commit.ts';
import type { Journal } from './journal.ts';

export interface Parts {
  /** What it is called where it is told of. */
  log: string;
  journal: Journal;
  bell: Bell;
  /** Left out where the log is only read. */
  writer?: WriterHost;
  /** Called when everything is closed. */
  release?: () => void;
}

/** The port over one SQLite log: reads on the caller's thread, appends by group commit through its one writer. */
export class SqliteStore implements port.EventStore {
  readonly #parts: Parts;
  readonly #appends: GroupCommit | undefined;
  readonly #ends = new Ends();
  #failure: port.StoreFailure | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { writer, bell, log } = parts;
    if (writer !== undefined) writer.onStopped = () => this.#fail('WRITER_STOPPED');
    this.#appends =
      writer &&
      new GroupCommit(writer, (group) => {
        for (const { append, appended } of group) this.#ends.appended({ ...append, ...appended });
        bell.ring();
        if (groups.hasSubscribers) groups.publish({ log, appends: group.length } satisfies Group);
      });
  }

  get failure(): port.StoreFailure | undefined {
    return this.#failure;
  }

  append(
    stream: string,
    events: readonly port.NewEvent[],
    options: port.AppendOptions,
  ): Promise<port.Appended> {
    const told = { log: this.#parts.log, events: events.length };
    return appending.tracePromise(() => this.#append(stream, events, options), told);
  }

  async #append(
    stream: string,
    events: readonly port.NewEvent[],
    { expected, signal }: port.AppendOptions,
  ): Promise<port.Appended> {
    this.#checkOpen();
    signal?.throwIfAborted();
    if (this.#appends === undefined)
      throw new StoreError('INVALID_ARGUMENT', 'The log was opened for reading only.');
    checkAppend(stream, events, expected);
    const copies = events.map(({ id, type, document }) => ({ id, type, document: Buffer.from(document) }));
    try {
      return await this.#appends.append({ stream, expected, events: copies }, signal);
    } catch (error) {
      if (!isKnownRefusal(error)) this.#ends.forget();
      if (this.#appends.isStopped) this.#fail('WRITER_STOPPED');
      throw error;
    }
  }

  #fail(code: port.StoreFailure): void {
    if (this.#failure !== undefined) return;
    this.#failure = code;
    failures.publish({ log: this.#parts.log, code } satisfies Failed);
  }

  async readStream(
    stream: string,
    { signal, ...range }: port.ReadStreamOptions = {},
  ): Promise<port.StreamSlice> {
    signal?.throwIfAborted();
    checkStreamName(stream);
    checkRange(range);
    return this.#journal().slice(stream, range);
  }

  async readTexts(stream: string, from: number, limit: number): Promise<port.LoggedText[]> {
    checkStreamName(stream);
    checkRange({ from, limit });
    const journal = this.#journal();
    if (this.#ends.isBehind(stream, from)) return [];
    const texts = journal.texts(stream, from, limit);
    if (this.#appends !== undefined && from === 0 && texts.length < limit)
      this.#ends.found(stream, texts.at(-1)?.revision ?? -1);
    return texts;
  }

  async *readAll({ after = -1, filter, limit = Infinity, signal }: port.ReadAllOptions = {}): AsyncGenerator<
    port.Batch,
    void,
    undefined
  > {
    const through = this.#checkedHead(after, filter);
    if (limit !== Infinity) checkLimit(limit);
    let at = after;
    let left = limit;
    while (at < through && left > 0) {
      signal?.throwIfAborted();
      const batch = this.#journal().page(at, { filter, limit: Math.min(PAGE_SIZE, left), through });
      this.#ends.seen(batch);
      at = batch.upTo;
      left -= batch.events.length;
      yield batch;
      await nextTurn();
    }
  }

  async *subscribe({
    after,
    filter,
    signal,
  }: port.SubscribeOptions): AsyncGenerator<port.Batch, void, undefined> {
    this.#checkedHead(after, filter);
    let at = after;
    let toldCaughtUp = false;
    while (!signal.aborted) {
      const batch = this.#batchAfter(at, filter);
      if (batch.upTo === at && toldCaughtUp) {
        await this.#parts.bell.heard(signal);
        continue;
      }
      at = batch.upTo;
      toldCaughtUp = batch.caughtUp;
      yield batch;
      if (!toldCaughtUp) await nextTurn();
    }
  }

  /** Who waits for what seldom comes is not made to read everything else. */
  #batchAfter(after: number, filter: port.Filter | undefined): port.Batch {
    const journal = this.#journal();
    const upTo = filter?.types && this.#ends.withoutAny(filter.types, after);
    if (upTo !== undefined) return { events: [], upTo, caughtUp: true };
    const batch = journal.page(after, { filter });
    this.#ends.seen(batch);
    return batch;
  }

  async revision(stream: string): Promise<number> {
    checkStreamName(stream);
    const journal = this.#journal();
    const look = () => journal.revision(stream);
    return this.#appends === undefined ? look() : this.#ends.revision(stream, look);
  }

  async streams(prefix: string): Promise<string[]> {
    checkFilter({ streamPrefixes: [prefix] });
    return this.#journal().streams(prefix);
  }

  async event(id: string): Promise<port.LoggedEvent | undefined> {
    return this.#journal().event(id);
  }

  async head(): Promise<number> {
    const journal = this.#journal();
    return this.#appends === undefined ? journal.head() : this.#ends.head(() => journal.head());
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { bell, journal, writer, release } = this.#parts;
    bell.close();
    await this.#appends?.settled();
    journal.close();
    await writer?.close();
    release?.();
  }

  #checkedHead(after: number, filter: port.Filter | undefined): number {
    const head = this.#journal().head();
    checkAfter(after, head);
    if (filter !== undefined) checkFilter(filter);
    return head;
  }

  #journal(): Journal {
    this.#checkOpen();
    return this.#parts.journal;
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw new StoreError('CLOSED', 'The log has been closed.');
  }
}

/** Whether an append that failed surely wrote nothing that is not known. */
function isKnownRefusal(error: unknown): boolean {
  return error instanceof StoreError && (error.kind === 'CONFLICT' || error.kind === 'INVALID_ARGUMENT');
}
