import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import { checkAppend, checkDocuments, checkStreamName, revisionBefore } from '../limits.ts';
import type * as port from '../port.ts';
import type { Append } from '../sqlite/append.ts';
import type { Bell } from '../sqlite/bell.ts';
import type { Journal } from '../sqlite/journal.ts';
import { SqliteStore } from '../sqlite/sqlite-store.ts';
import { appending } from '../told.ts';
import { ClusterCheckpoints } from './cluster-checkpoints.ts';
import type { Cluster } from './cluster.ts';
import type { Follower } from './follower.ts';
import { Turns } from './turns.ts';

export interface ClusterStoreParts {
  /** What it is called where it is told of. */
  readonly log: string;
  readonly cluster: Cluster;
  readonly follower: Follower;
  readonly journal: Journal;
  readonly bell: Bell;
  /** How long the node's journal may take to hold what the cluster has, in milliseconds; 2 s unless said. */
  readonly heldMs?: number | undefined;
  /** Called when everything else is closed. */
  readonly release: () => void;
}

const HELD_MS = 2_000;

/**
 * The port over a cluster: appends and last revisions are the cluster's; everything is read from this node's journal, and
 * an append is answered from it, once it holds the append.
 */
export class ClusterStore implements port.EventStore {
  readonly #parts: ClusterStoreParts;
  readonly #read: SqliteStore;
  readonly #turns = new Turns();
  #stopped: StoreError | undefined;
  #closed: Promise<void> | undefined;

  readonly checkpoints: port.SharedCheckpoints;

  constructor(parts: ClusterStoreParts) {
    this.#parts = parts;
    this.checkpoints = new ClusterCheckpoints(parts.cluster);
    this.#read = new SqliteStore({ log: parts.log, journal: parts.journal, bell: parts.bell });
  }

  /** Milliseconds since this node last saw that its journal holds all that the cluster does. */
  get unproven(): number {
    return this.#parts.follower.unproven;
  }

  get failure(): port.StoreFailure | undefined {
    return this.#parts.follower.isFailing ? 'JOURNAL_NOT_FOLLOWED' : undefined;
  }

  /** Nothing more is taken from a cluster whose log is not the one that the journal is of. */
  stop(reason: StoreError): void {
    this.#stopped = reason;
    this.#parts.bell.ring(reason);
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
    checkAppend(stream, events, expected);
    checkDocuments(stream, events, expected);
    const append: Append = {
      stream,
      expected,
      events: events.map(({ id, type, document }) => ({ id, type, document: Uint8Array.from(document) })),
    };
    return this.#turns.take([stream, ...events.map(({ id }) => id)], async () => {
      await nextTurn();
      signal?.throwIfAborted();
      this.#checkIds(append);
      await this.#parts.cluster.append(append).catch((error: unknown) => this.#clashed(stream, error));
      return this.#answer(append);
    });
  }

  /** The cluster looks for an id in its own place only, and not even there at the end of a stream. */
  #checkIds({ stream, expected, events }: Append): void {
    const { journal } = this.#parts;
    for (const [index, { id }] of events.entries()) {
      const there = journal.event(id);
      if (there === undefined) continue;
      if (there.stream === stream && there.revision === revisionBefore(expected) + 1 + index) continue;
      throw this.#conflict(stream, expected, `Event ${id} is in the log already.`);
    }
  }

  /** A clash is told once what clashed can be read here; UNAVAILABLE where that takes too long, for nothing was written. */
  async #clashed(stream: string, error: unknown): Promise<never> {
    if (error instanceof StoreError && error.kind === 'CONFLICT')
      await this.#checkHeld(stream, error.actual ?? -1);
    throw error;
  }

  /** From the journal: the cluster calls it a success too where only a part was sent again, or the same ids with other words. */
  async #answer(append: Append): Promise<port.Appended> {
    const { stream, expected, events } = append;
    const revision = revisionBefore(expected) + events.length;
    if (!(await this.#isHeld(stream, revision)))
      throw new StoreError(
        'PENDING',
        `The cluster has the append to ${stream}; this node does not hold it yet.`,
      );
    const position = this.#parts.journal.standing(append);
    if (position !== undefined) return { revision, position };
    const { journal } = this.#parts;
    const actual = journal.revision(stream);
    throw this.#conflict(
      stream,
      expected,
      `${stream} is at revision ${actual}, not at ${revisionBefore(expected)}.`,
    );
  }

  /** Resolves once the journal holds what others wrote to the stream; UNAVAILABLE where that takes too long. */
  async #checkHeld(stream: string, revision: number): Promise<void> {
    if (!(await this.#isHeld(stream, revision)))
      throw new StoreError('UNAVAILABLE', `The cluster has more of ${stream} than this node holds yet.`);
  }

  /** Whether the journal comes to hold the stream's revision in time. */
  async #isHeld(stream: string, revision: number): Promise<boolean> {
    const { journal, follower, bell, heldMs = HELD_MS } = this.#parts;
    const patience = AbortSignal.timeout(heldMs);
    while (journal.revision(stream) < revision) {
      this.#checkFollows();
      if (patience.aborted) return false;
      follower.wake();
      await bell.heard(patience);
    }
    return true;
  }

  #conflict(stream: string, expected: port.Expected, message: string): StoreError {
    return new StoreError('CONFLICT', message, {
      expected,
      actual: this.#parts.journal.revision(stream),
    });
  }

  readStream(stream: string, options?: port.ReadStreamOptions): Promise<port.StreamSlice> {
    return this.#read.readStream(stream, options);
  }

  readTexts(stream: string, from: number, limit: number): Promise<port.LoggedText[]> {
    return this.#read.readTexts(stream, from, limit);
  }

  readAll(options?: port.ReadAllOptions): AsyncIterable<port.Batch> {
    return this.#read.readAll(options);
  }

  subscribe(options: port.SubscribeOptions): AsyncIterable<port.Batch> {
    return this.#read.subscribe(options);
  }

  async revision(stream: string): Promise<number> {
    this.#checkOpen();
    checkStreamName(stream);
    const revision = await this.#parts.cluster.revision(stream);
    await this.#checkHeld(stream, revision);
    return revision;
  }

  streams(prefix: string): Promise<string[]> {
    return this.#read.streams(prefix);
  }

  event(id: string): Promise<port.LoggedEvent | undefined> {
    return this.#read.event(id);
  }

  head(): Promise<number> {
    return this.#read.head();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { cluster, follower, release } = this.#parts;
    await this.#turns.settled();
    await follower.close();
    await cluster.close();
    await this.#read.close();
    release();
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw new StoreError('CLOSED', 'The log has been closed.');
    this.#checkFollows();
  }

  #checkFollows(): void {
    if (this.#stopped !== undefined) throw this.#stopped;
  }
}
