import { dirname, join } from 'node:path';
import type { ClusterStore } from '../../eventstoredb/cluster-store.ts';
import { openClusterStore, type ClusterStoreOptions } from '../../eventstoredb/open-cluster-store.ts';
import { newFolder } from '../on-disk.ts';
import { EventStoreDouble } from './double.ts';

/** Short, since what is mute here stays so. */
const PATIENCE_MS = 400;

/** A stand-in for a cluster and the nodes that were opened on it, in a folder of their own. */
export class DoubleWithNodes implements AsyncDisposable {
  readonly #place: Awaited<ReturnType<typeof newFolder>>;
  readonly #nodes: ClusterStore[] = [];
  #double: EventStoreDouble;

  static async start(): Promise<DoubleWithNodes> {
    const started = new DoubleWithNodes(await newFolder());
    await started.#double.start();
    return started;
  }

  private constructor(place: Awaited<ReturnType<typeof newFolder>>) {
    this.#place = place;
    this.#double = this.#made();
  }

  get double(): EventStoreDouble {
    return this.#double;
  }

  /** A file of the folder. */
  file(name: string): string {
    return join(dirname(this.#place.file), name);
  }

  /** Opens a node with a journal of that name; it is closed with the stand-in. */
  async node(
    name = 'journal.db',
    options: Omit<ClusterStoreOptions, 'file' | 'connection'> = {},
  ): Promise<ClusterStore> {
    const { connection } = this.#double;
    const node = await openClusterStore({
      file: this.file(name),
      connection,
      patienceMs: PATIENCE_MS,
      ...options,
    });
    this.#nodes.push(node);
    return node;
  }

  /** Starts it anew after it was stopped, on the port that it had. */
  async restart(): Promise<void> {
    this.#double = this.#made(this.#double.port);
    await this.#double.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#double.fault = undefined;
    for (const node of this.#nodes) await node.close();
    this.#double.stop();
    await this.#place.clear();
  }

  #made(port?: number): EventStoreDouble {
    return new EventStoreDouble(this.file('double.db'), port);
  }
}
