import { existsSync, realpathSync } from 'node:fs';
import type { StoreError } from '../errors.ts';
import { Bell } from '../sqlite/bell.ts';
import { openForWriting } from '../sqlite/database.ts';
import { openJournal } from '../sqlite/journal.ts';
import { lockForWriting } from '../sqlite/lock.ts';
import { nameOf } from '../sqlite/open-store.ts';
import { ClusterStore } from './cluster-store.ts';
import { Cluster, type ClusterSettings } from './cluster.ts';
import { Follower } from './follower.ts';
import { JournalWriter } from './journal-writer.ts';

export interface ClusterStoreOptions extends ClusterSettings {
  /** This node's journal, a file; made where there is none. */
  readonly file: string;
  /** Told once, with one clear line, where the node has to stop: the cluster's log is not the one that the journal is of. */
  readonly stopped?: ((reason: StoreError) => void) | undefined;
}

/**
 * Opens a cluster's log through a journal of this node, and catches up before it resolves. Throws `StoreError`: UNAVAILABLE
 * where the cluster does not answer, CORRUPT where its log is not the one that the journal is of, LOCKED where another
 * process writes the journal.
 */
export async function openClusterStore({
  file,
  stopped,
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
      stopped: (reason) => {
        store.stop(reason);
        stopped?.(reason);
      },
    });
    await follower.catchUp();
    const release = (): void => {
      writer.close();
      lock.release();
    };
    const store = new ClusterStore({ log: nameOf(path), cluster, follower, journal, bell, release });
    follower.start();
    cluster.watch(() => follower.wake());
    return store;
  } catch (error) {
    await close();
    throw error;
  }
}
