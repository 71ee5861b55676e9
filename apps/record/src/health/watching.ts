import { openMetrics, sendTraces, type Log, type Metrics, type Traces } from '#libs/platform';
import { failures, type Failed } from '#libs/event-store';
import { notProjected, type NotProjected } from '#libs/read-models';
import { workFailures, type NotDone, type Settings } from '#libs/service';
import type { Followers } from '../feed/followers.ts';
import type { ServedRecord } from '../served-record.ts';
import type { Health } from './health.ts';
import { programOf } from './info.ts';
import { openMetricsDoor, type MetricsDoor } from './metrics-door.ts';
import { nodeStanding } from './node-standing.ts';

/** What tells of the service while it runs, as far as the settings ask for it; from before the record is opened. */
export class Watching implements AsyncDisposable {
  readonly #settings: Settings;
  readonly #log: Log;
  #metrics: Metrics | undefined;
  #traces: Traces | undefined;
  #door: MetricsDoor | undefined;

  readonly #tellFailure = (failed: unknown): void => {
    const { code, log } = failed as Failed | (NotProjected & Partial<Failed>);
    this.#log('error', 'a part of the service has failed', { code, ...(log !== undefined && { log }) });
  };

  readonly #tellNotDone = (failed: unknown): void => {
    const { code } = failed as NotDone;
    this.#log('error', 'work of the record’s own was not done', { code });
  };

  private constructor(settings: Settings, log: Log) {
    this.#settings = settings;
    this.#log = log;
  }

  static async start(settings: Settings, log: Log): Promise<Watching> {
    const watching = new Watching(settings, log);
    for (const each of [failures, notProjected]) each.subscribe(watching.#tellFailure);
    workFailures.subscribe(watching.#tellNotDone);
    const { metrics, traces, origin } = settings;
    if (metrics !== undefined) watching.#metrics = openMetrics();
    if (traces !== undefined) watching.#traces = await sendTraces(traces, { ...programOf(), origin });
    return watching;
  }

  /** Lets Prometheus ask how the node stands. */
  async open(record: ServedRecord, health: Health, followers: Followers): Promise<void> {
    const { metrics: address } = this.#settings;
    if (address === undefined || this.#metrics === undefined) return;
    const standing = async () => nodeStanding(record, health, followers.standing(await record.store.head()));
    this.#door = await openMetricsDoor({ ...address, metrics: this.#metrics, standing, log: this.#log });
    this.#log('info', 'metrics are told', { port: Number(new URL(this.#door.address).port) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of [failures, notProjected]) each.unsubscribe(this.#tellFailure);
    workFailures.unsubscribe(this.#tellNotDone);
    await this.#door?.close();
    this.#metrics?.close();
    await this.#traces?.close().catch(() => undefined);
  }
}
