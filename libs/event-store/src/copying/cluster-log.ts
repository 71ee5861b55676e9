import { StoreError } from '../errors.ts';
import { corrupt, type Offset, type Seen } from '../eventstoredb/cluster-event.ts';
import { Cluster, type ClusterSettings } from '../eventstoredb/cluster.ts';
import type { Append } from '../sqlite/append.ts';
import type { CopiedEvent, CopiedLog } from './copied-log.ts';

const PAGE = 1_000;

/**
 * A cluster's log, to be copied or copied into. Appends go one after the other: only so do they keep their order across
 * streams. Throws the client's error where the connection is none.
 */
export class ClusterLog implements CopiedLog {
  readonly #cluster: Cluster;
  #at: Offset | undefined;

  constructor(settings: ClusterSettings) {
    this.#cluster = new Cluster(settings);
  }

  /** The cluster's own events are passed over, of which even a new database has some. */
  async next(): Promise<readonly CopiedEvent[]> {
    for (;;) {
      const news = await this.#news();
      const events = news.flatMap(({ event }) => event ?? []);
      if (events.length > 0 || news.length === 0) return events;
    }
  }

  /** The places after the one that was read last, with which each page begins. */
  async #news(): Promise<readonly Seen[]> {
    const places = await this.#cluster.page(this.#at, PAGE);
    const [first] = places;
    if (first === undefined) throw new StoreError('UNAVAILABLE', 'The cluster ended a read early.');
    if (this.#at !== undefined && first.offset !== this.#at)
      throw corrupt('The cluster’s log is no longer the one that was read.');
    const news = this.#at === undefined ? places : places.slice(1);
    this.#at = news.at(-1)?.offset ?? this.#at;
    return news;
  }

  async take(appends: readonly Append[]): Promise<void> {
    for (const append of appends) await this.#cluster.append(append);
  }

  whole(): void {
    // Every append that the cluster took stands.
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cluster.close();
  }
}
