import { existsSync, realpathSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import { Bell } from '../sqlite/bell.ts';
import { openForWriting } from '../sqlite/database.ts';
import { openJournal, type Journal } from '../sqlite/journal.ts';
import { lockForWriting } from '../sqlite/lock.ts';
import { nameOf } from '../sqlite/open-store.ts';
import { failures, type Failed } from '../told.ts';
import { isPassing } from './cluster-errors.ts';
import { ClusterStore } from './cluster-store.ts';
import { Cluster, type ClusterSettings } from './cluster.ts';
import { Follower } from './follower.ts';
import { JournalWriter } from './journal-writer.ts';

export interface ClusterStoreOptions extends ClusterSettings {
  /** This node's journal, a file; made where there is none. */
  readonly file: string;
  /** How long an answer is waited for that this node's journal must hold, in milliseconds; 2 s unless said. */
  readonly heldMs?: number | undefined;
  /** Told once, with one clear line, where the node has to stop: the cluster's log is not the one that the journal is of. */
  readonly stopped?: ((reason: StoreError) => void) | undefined;
  /** Told once, where the cluster does not answer yet and is waited for. */
  readonly waiting?: ((reason: StoreError) => void) | undefined;
  /** For how long a cluster is waited for from which nothing comes. */
  readonly openingMs?: number | undefined;
}

const OPENING_MS = 30_000;
const AGAIN_MS = 500;

/**
 * Opens a cluster's log through a journal of this node, and catches up before it resolves; a cluster that does not answer is
 * waited for. Throws `StoreError`: UNAVAILABLE where that was in vain, or its user is refused, CORRUPT where its log is not
 * the one that the journal is of, LOCKED where another process writes the journal.
 */
export async function openClusterStore({
  file,
  heldMs,
  stopped,
  waiting,
  openingMs = OPENING_MS,
  ...settings
}: ClusterStoreOptions): Promise<ClusterStore> {
  const path = existsSync(file) ? realpathSync(file) : file;
  const lock = lockForWriting(path);
  const closing: (() => unknown)[] = [() => lock.release()];
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const writer = new JournalWriter(openForWriting(path));
    closing.push(() => writer.close());
    const journal = openJournal(path);
    closing.push(() => journal.close());
    const cluster = new Cluster(settings);
    closing.push(() => cluster.close());
    const bell = new Bell();
    const follower = new Follower({
      ...{ cluster, writer, journal },
      moved: () => bell.ring(),
      failed: () => failures.publish({ log: nameOf(path), code: 'JOURNAL_NOT_FOLLOWED' } satisfies Failed),
      stopped: (reason) => {
        store.stop(reason);
        stopped?.(reason);
      },
    });
    await caughtUp(follower, { journal, openingMs, waiting });
    const release = (): void => {
      writer.close();
      lock.release();
    };
    const log = nameOf(path);
    const store = new ClusterStore({ log, cluster, follower, journal, bell, heldMs, release });
    follower.start();
    cluster.watch(() => follower.wake());
    return store;
  } catch (error) {
    await close();
    throw error;
  }
}

interface Patience extends Pick<ClusterStoreOptions, 'waiting'> {
  readonly journal: Journal;
  readonly openingMs: number;
}

/** Catches up, and tries again as long as something comes of it, or may yet. */
async function caughtUp(follower: Follower, { journal, openingMs, waiting }: Patience): Promise<void> {
  let reached = journal.head();
  let until = performance.now() + openingMs;
  for (let tries = 0; ; tries++)
    try {
      return await follower.catchUp();
    } catch (error) {
      if (!mayPass(error)) throw error;
      if (journal.head() > reached) until = performance.now() + openingMs;
      reached = journal.head();
      if (performance.now() > until) throw error;
      if (tries === 0) waiting?.(error);
      await wait(AGAIN_MS);
    }
}

function mayPass(error: unknown): error is StoreError {
  return error instanceof StoreError && isPassing(error);
}
