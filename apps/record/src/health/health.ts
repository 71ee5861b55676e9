import { statfsSync } from 'node:fs';
import { Rejected } from '#libs/contracts';
import type { ServedRecord } from '../served-record.ts';
import { notReadyBecause, type NotReady, type NodeCondition } from './readiness.ts';
import { Unmoved } from './unmoved.ts';

export interface Ready {
  readonly status: 'ok' | 'not ready';
  readonly position: number;
  readonly lag: number;
  readonly because?: readonly NotReady[];
}

/** What a node says of itself to whoever runs it: nothing of a record. */
export class Health {
  readonly #record: ServedRecord;
  readonly #now: () => number;
  readonly #unmoved = new Unmoved();
  #isStopping = false;

  /** `now`: milliseconds of a clock that only goes forward. */
  constructor(record: ServedRecord, now = () => performance.now()) {
    this.#record = record;
    this.#now = now;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** From now on it is not ready. */
  stopping(): void {
    this.#isStopping = true;
  }

  async ready(): Promise<Ready> {
    const standing = await this.standing();
    const { position, lag } = standing;
    const because = notReadyBecause(standing);
    return because.length === 0
      ? { status: 'ok', position, lag }
      : { status: 'not ready', position, lag, because };
  }

  async standing(): Promise<NodeCondition> {
    const { store, accessStore, ledgers, projector } = this.#record;
    const position = this.#position();
    const [head, accessHead] = await Promise.all([store.head(), accessStore.head()]);
    const lag = Math.max(0, head - position);
    return {
      position,
      lag,
      unmoved: this.#unmoved.since({ position, lag }, this.#now()),
      unproven: [store.unproven, accessStore.unproven],
      failures: [store.failure, accessStore.failure],
      isProjectorFailing: projector.isFailing(),
      ledgers: ledgers
        .status()
        .map((each) => ({ ...each, head: each.origin === this.#record.origin ? head : accessHead })),
      diskFree: this.#diskFree(),
      isStopping: this.#isStopping,
    };
  }

  /** One that is damaged is built anew, as for the first time. */
  #position(): number {
    try {
      return this.#record.readers.position();
    } catch (reason) {
      if (reason instanceof Rejected && reason.code === 'STALE') return -1;
      throw reason;
    }
  }

  #diskFree(): number {
    const { bavail, bsize } = statfsSync(this.#record.settings.folder);
    return bavail * bsize;
  }
}
