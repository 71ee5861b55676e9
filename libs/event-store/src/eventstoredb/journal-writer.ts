import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';
import type { Append, Outcome } from '../sqlite/append.ts';
import { LogWriter } from '../sqlite/log-writer.ts';
import { corrupt, type Offset } from './cluster-event.ts';
import { FOLLOWED } from './followed.ts';

/** A log that is a node's copy of a cluster's: where it stands there is kept in one transaction with the events. */
export class JournalWriter extends LogWriter {
  readonly #database: DatabaseSync;
  #offset: Offset | undefined;
  /** Why what came last does not follow. */
  #misfit: string | undefined;

  /** Throws `StoreError` INVALID_ARGUMENT where the file is a log that follows no cluster. */
  constructor(database: DatabaseSync) {
    super(database);
    this.#database = database;
    database.exec(FOLLOWED);
    const row = database.prepare('SELECT offset FROM followed').get();
    this.#offset = row === undefined ? undefined : BigInt(String(row['offset']));
    if (this.#offset === undefined && database.prepare('SELECT 1 FROM events LIMIT 1').get() !== undefined)
      throw new StoreError(
        'INVALID_ARGUMENT',
        'The folder holds a log of its own, which follows no cluster: copy it into the cluster, and start in an empty folder.',
      );
  }

  /** Where the journal's last event stands in the cluster; undefined before the first. */
  get offset(): Offset | undefined {
    return this.#offset;
  }

  /** Takes in the appends that end at the offset, all or none. Throws `StoreError`: CORRUPT where they do not follow what is there. */
  take(appends: readonly Append[], offset: Offset): void {
    const before = this.#offset;
    this.#offset = offset;
    const [refused] = this.commit(appends).flatMap((outcome) =>
      'refused' in outcome ? outcome.refused : [],
    );
    if (refused === undefined) return;
    this.#offset = before;
    if (this.#misfit === undefined) throw new StoreError(refused.kind, refused.message);
    throw corrupt(`The cluster’s log does not follow this node’s journal: ${this.#misfit}`);
  }

  protected override beforeCommit(outcomes: readonly Outcome[]): void {
    this.#misfit = outcomes.flatMap((outcome) => ('refused' in outcome ? outcome.refused.message : []))[0];
    if (this.#misfit !== undefined) throw new Error(this.#misfit);
    this.#database
      .prepare('INSERT INTO followed VALUES (1, ?) ON CONFLICT DO UPDATE SET offset = excluded.offset')
      .run(String(this.#offset));
  }
}
