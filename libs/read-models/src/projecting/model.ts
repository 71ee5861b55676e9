import { closeSync, openSync } from 'node:fs';
import { Database, isFailureOfStorage } from '../database.ts';
import {
  isAmending,
  type Amending,
  isFact,
  isTombstone,
  vocabulary,
  type Fact,
  type Logged,
  type OpenedEvent,
} from '../fact.ts';
import { beginTables, moveOn, NOWHERE, progressIn, type Progress } from './model-tables.ts';
import type { Projection, Tables } from '../projection.ts';
import { retell } from './retelling.ts';
import { reasonOf } from './reason.ts';

/** Pages of the write-ahead log before it is copied into the file: 32 MiB, so that a page changed often is copied once. */
const CHECKPOINT_PAGES = 4096;

/** Memory of a model that is built: what its indexes change stays in it, and they are sorted in it at the end. */
const BUILDING_KIB = 49_152;

/** An event as it came from the log, or why it could not be opened. */
export type Arrived = OpenedEvent | Amending | (Logged & { readonly failure: unknown });

/** An event that a model could not take in, and the kind of failure. */
export interface ParkedEvent {
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly error: string;
}

type Handler = (fact: Fact, tables: Tables) => void;

type Reached = Pick<Logged, 'position' | 'knownAt' | 'stored'>;

/**
 * One read model being written: its rows and how far it has come are saved together, or not at all. A page that cannot be
 * taken in is not undone alone, for which SQLite would keep a copy of each of its own pages that is changed: all is, that
 * was not saved yet, and comes again.
 */
export class Model {
  readonly projection: Projection;
  readonly #database: Database;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #isOfThisVocabulary: boolean;
  readonly #begun: number;
  #progress: Progress;
  #saved: Progress;
  /** Nothing is saved before it is finished: what is cut short is thrown away. */
  #isBuilt: boolean;
  /** Up to there stands an event that could not be taken in: each is undone alone where it cannot, and parked. */
  #carefulTo = NOWHERE;

  private constructor(projection: Projection, database: Database, isBuilt: boolean) {
    this.projection = projection;
    this.#database = database;
    this.#handlers = new Map(Object.entries(projection.on ?? {}) as [string, Handler][]);
    this.#isBuilt = isBuilt;
    this.#progress = progressIn(database);
    this.#saved = this.#progress;
    this.#begun = database.one<{ begun: number }>('SELECT begun FROM made')?.begun ?? -1;
    const { vocabulary: known } =
      database.one<{ vocabulary: string }>('SELECT vocabulary FROM projection') ?? {};
    this.#isOfThisVocabulary = known === vocabulary;
  }

  /** Opens the file in use. A lost power supply costs at most the last commits, which are projected again. */
  static open(projection: Projection, file: string): Model {
    const database = new Database(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8192');
    database.exec('PRAGMA secure_delete = ON');
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA journal_size_limit = 67108864`);
    return new Model(projection, database, false);
  }

  /**
   * Starts an empty model of a log that goes up to `head`, to be built in one go, and then finished; what is cut short is
   * thrown away.
   */
  static create(projection: Projection, file: string, head = -1): Model {
    if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
    const database = new Database(file);
    database.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
    database.exec(`PRAGMA cache_size = ${-BUILDING_KIB}; PRAGMA locking_mode = EXCLUSIVE`);
    beginTables(projection, database, head);
    return new Model(projection, database, true);
  }

  get position(): number {
    return this.#progress.position;
  }

  /** The running maximum of recordedAt at the model's position; '' before the first event. */
  get knownAt(): string {
    return this.#progress.known_at;
  }

  /** The id of the event at the model's position; '' before the first. */
  get event(): string {
    return this.#progress.event;
  }

  get unknown(): number {
    return this.#progress.unknown;
  }

  get parked(): number {
    return this.#database.one<{ count: number }>('SELECT count(*) AS count FROM parked')?.count ?? 0;
  }

  /** The parked events, the first ones first. */
  parkedEvents(most: number): ParkedEvent[] {
    return this.#database.all(
      'SELECT position, stream, type, error FROM parked ORDER BY position LIMIT ?',
      most,
    );
  }

  /** Whether what it could not take in may be taken in now: it was made by a program that knew other events. */
  get isOutgrown(): boolean {
    return !this.#isOfThisVocabulary && this.unknown + this.parked > 0;
  }

  /** Whether it may hold what a key opened that was destroyed since it was begun: it is to be built anew. */
  get holdsErased(): boolean {
    return this.#progress.tombstone > this.#begun;
  }

  /** Up to which position of the log nothing is held that keys opened which were destroyed by then. */
  get purged(): number {
    return this.holdsErased ? Math.min(this.#begun, this.position) : this.position;
  }

  /** The model's own rows, for tests that compare. */
  get tables(): Tables {
    return this.#database;
  }

  /**
   * Takes in the events after the model's position; what comes again is passed over, and a page that leaves out or changes
   * the log's order is refused whole. Where one cannot be taken in the model goes back to where it was saved last; when
   * it comes again it is parked. Where the storage fails it goes back as well, and the failure is thrown.
   */
  apply(page: readonly Arrived[], upTo: Reached): void {
    const { position: before } = this;
    const isNew = (page[0]?.position ?? -1) > before;
    const news = isNew ? page : page.filter(({ position }) => position > before);
    if (news.some(({ position }, index) => position !== before + 1 + index))
      throw new RangeError(`${this.projection.name} takes events in the order of the log only`);
    this.#database.begin();
    try {
      this.#take(news, upTo);
    } catch (error) {
      this.#goBack();
      if (isFailureOfStorage(error)) throw error;
      this.#carefulTo = this.#isBuilt ? Infinity : upTo.position;
    }
  }

  /** Makes durable what was taken in, but for a model that is built: that is finished. Goes back, and throws, where it cannot. */
  save(): void {
    if (this.#isBuilt) return;
    try {
      if (this.#progress !== this.#saved && !moveOn(this.#database, this.#saved, this.#progress))
        throw new Error(`another process projects ${this.projection.name}`);
      this.#database.commit();
    } catch (error) {
      this.#goBack();
      throw error;
    }
    this.#saved = this.#progress;
  }

  /** Makes what only readers need, and the file one that can be read while it is written. */
  finish(): void {
    this.#database.exec(this.projection.indexes ?? '');
    this.#isBuilt = false;
    this.save();
    this.#database.exec('PRAGMA optimize; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL');
  }

  close(): void {
    this.#database.close();
  }

  #take(news: readonly Arrived[], { position, knownAt: known_at, stored }: Reached): void {
    let { unknown, tombstone } = this.#progress;
    const isCareful = this.position < this.#carefulTo;
    for (const event of news) {
      const isTold = isCareful ? this.#projectOrPark(event) : this.#project(event);
      if (!isTold && this.projection.keepsTime) this.#keepTime(event);
      if (!event.known) unknown++;
      if (isTombstone(event)) tombstone = event.position;
    }
    this.#progress = { position, event: stored.id, known_at, unknown, tombstone };
    this.#database.forgetMuch();
  }

  /** To where it was saved last; one that is built begins again. */
  #goBack(): void {
    this.#database.undo();
    if (this.#isBuilt) beginTables(this.projection, this.#database, this.#begun);
    this.#progress = this.#saved;
  }

  #keepTime({ position, knownAt, advances }: Arrived): void {
    if (advances) this.#database.run('INSERT INTO clock VALUES (?, ?)', position, knownAt);
  }

  /** Whether the event is told; nothing is told of one whose type is not known. */
  #project(event: Arrived): boolean {
    if ('failure' in event) throw event.failure;
    if (!isFact(event)) return false;
    if (isAmending(event)) retell(event, this.projection, this.#database);
    this.projection.each?.(event, this.#database);
    this.#handlers.get(event.type)?.(event, this.#database);
    return true;
  }

  #projectOrPark(event: Arrived): boolean {
    try {
      return this.#database.atomically(() => this.#project(event));
    } catch (error) {
      if (isFailureOfStorage(error)) throw error;
      this.#park(event, error);
      return false;
    }
  }

  #park({ position, stream, type, families, persons }: Arrived, error: unknown): void {
    this.#database.run('INSERT INTO parked VALUES (?, ?, ?, ?)', position, stream, type, reasonOf(error));
    for (const id of new Set([stream, ...families, ...persons]))
      this.#database.run('INSERT OR IGNORE INTO stale VALUES (?)', id);
  }
}
