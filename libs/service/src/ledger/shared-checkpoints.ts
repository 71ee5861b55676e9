import { setTimeout as wait } from 'node:timers/promises';
import {
  StoreError,
  type EventStore,
  type SharedCheckpoint,
  type SharedCheckpoints,
} from '#libs/event-store';
import type { VerifierKey } from '#libs/ledger';
import type { KeyStore } from '#libs/vault';
import { logSigners } from './log-ledger.ts';
import { ownCheckpoint, type SignedCheckpoint } from './checkpoint-files.ts';
import type { Ledgers } from './ledgers-api.ts';

export interface SharedLog {
  readonly origin: string;
  /** The log's own, which sign its checkpoints on whichever node. */
  readonly keys: readonly VerifierKey[];
  readonly checkpoints: SharedCheckpoints;
}

export interface SharingParts {
  readonly logs: readonly SharedLog[];
  readonly ledgers: Pick<Ledgers, 'prove'>;
  /** Told once, in a line, where this node computes another root than was signed: it must stop. */
  readonly stopped: (reason: Error) => void;
}

/** At most one checkpoint a minute is shared unasked. */
const SHARE_EVERY_MS = 60_000;
/** Checkpoints that are gone back through in one read. */
const PAGE = 100;

/**
 * Shows the other nodes of each log the checkpoints that this one signs, and compares theirs with its own tree: every node
 * must compute the same root. Nothing is shown that does not go on from the last one there.
 */
export class CheckpointSharing {
  readonly #parts: SharingParts;
  readonly #stop = new AbortController();
  #sharing: Promise<void> = Promise.resolve();
  #keeping: Promise<void> | undefined;
  #hasStopped = false;

  constructor(parts: SharingParts) {
    this.#parts = parts;
  }

  /** Compares and shares now, and from then on every minute. */
  start(): void {
    this.#keeping ??= this.#keep();
  }

  /**
   * Compares the last shared checkpoint of each log with this node's tree, and shares this node's own where it is further.
   * Resolves where the node must stop too, once that was told. Rejects with a StoreError where the cluster does not answer.
   */
  share(): Promise<void> {
    const own = this.#sharing.then(async () => {
      for (const log of this.#parts.logs) if (!this.#hasStopped) await this.#shareOf(log);
    });
    this.#sharing = own.catch(() => undefined);
    return own;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#keeping;
    await this.#sharing;
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      // What cannot be compared now is at the next time.
      await this.share().catch(() => undefined);
      await wait(SHARE_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #shareOf(log: SharedLog): Promise<void> {
    const [last] = await log.checkpoints.newest(1);
    const own = await this.#parts.ledgers.prove(log.origin, { of: 'CHECKPOINT' });
    if (own === undefined) return;
    const isNext = last === undefined || (await this.#isNext(own.size, last, log));
    if (isNext) await log.checkpoints.add(own.checkpoint, last?.revision ?? -1);
  }

  /** Whether this node's tree goes on from the last shared checkpoint, and is further. */
  async #isNext(size: number, last: SharedCheckpoint, log: SharedLog): Promise<boolean> {
    const there = this.#read(last, log);
    // Of one that is further the events are on their way here: it is compared once they are signed.
    if (there === undefined || there.size > size) return false;
    if (await this.#leadsTo(there)) return there.size < size;
    await this.#differs(there, last.revision, log);
    return false;
  }

  #read({ note, revision }: SharedCheckpoint, { origin, keys }: SharedLog): SignedCheckpoint | undefined {
    const read = ownCheckpoint(note, origin, keys);
    if (read === undefined)
      this.#end(
        `Checkpoint ${revision} in ledger-checkpoints was not signed by ${origin}: somebody else writes there.`,
      );
    return read;
  }

  /** Whether this node's tree had that root when it had so many events. */
  async #leadsTo({ origin, size, root }: SignedCheckpoint): Promise<boolean> {
    const proof = await this.#parts.ledgers.prove(origin, { of: 'CONSISTENCY', from: size });
    return proof?.fromRoot !== undefined && Buffer.compare(proof.fromRoot, root) === 0;
  }

  /** Goes back to the last checkpoint that this node computes too, so as to say where it differs. */
  async #differs(there: SignedCheckpoint, revision: number, log: SharedLog): Promise<void> {
    let first = there;
    for (let from = revision - 1; from >= 0; from -= PAGE) {
      for (const shared of await log.checkpoints.newest(PAGE, from)) {
        const earlier = ownCheckpoint(shared.note, log.origin, log.keys);
        if (earlier === undefined) continue;
        if (await this.#leadsTo(earlier)) return this.#endBetween(earlier.size, first);
        first = earlier;
      }
    }
    this.#endBetween(0, first);
  }

  #endBetween(agreed: number, { origin, size }: SignedCheckpoint): void {
    this.#end(
      `This node computes another root of ${origin} than was signed: its first ${agreed} events are the same, and one of ${agreed} to ${size - 1} is not. Run fhr verify --all, here and on another node.`,
    );
  }

  #end(line: string): void {
    this.#hasStopped = true;
    this.#stop.abort();
    this.#parts.stopped(new StoreError('CORRUPT', line));
  }
}

export interface SharingRecord {
  readonly origin: string;
  readonly store: EventStore;
  readonly accessStore: EventStore;
  readonly keys: Pick<KeyStore, 'named'>;
  readonly ledgers: SharingParts['ledgers'];
  readonly stopped?: SharingParts['stopped'] | undefined;
}

/** Of both logs of a record, as far as they are kept with other nodes. */
export async function sharingOf(record: SharingRecord): Promise<CheckpointSharing> {
  const { origin, store, accessStore, keys, ledgers, stopped = () => undefined } = record;
  const secret = await keys.named('ledger');
  const logs = [
    { origin, checkpoints: store.checkpoints },
    { origin: `${origin}/access`, checkpoints: accessStore.checkpoints },
  ].flatMap(({ checkpoints, ...log }) =>
    checkpoints === undefined ? [] : [{ ...log, checkpoints, keys: logSigners(log.origin, secret) }],
  );
  return new CheckpointSharing({ logs, ledgers, stopped });
}
