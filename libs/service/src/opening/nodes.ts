import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { base32Id, type StoredEvent } from '#libs/contracts';
import type { EventStore } from '#libs/event-store';
import type { KeyStore } from '#libs/vault';
import { eventsOf } from '../door/streams.ts';
import { refuseToOpen } from '../refuse.ts';

/** What the one node is called by that has its keys for itself. */
const ALONE = 'embedded';
const SEEN_EVERY_MS = 10_000;
const LIFE = 'store-record';

/** One node among those that share a record's keys: what it is called by, and who else may hold what they opened. */
export interface Nodes {
  /** The same for as long as its folder is there. */
  readonly own: string;
  /** Every node that ever had a key, but those that are gone for good. */
  expected(): Promise<readonly string[]>;
  /** Notes that this node's read models hold nothing that was erased by the position. */
  purged(position: number): Promise<void>;
  close(): Promise<void>;
}

export interface NodesParts {
  readonly folder: string;
  readonly store: EventStore;
  readonly keys: KeyStore;
  /** Told, in a line, where this node was struck off while it ran. */
  readonly stopped?: ((reason: Error) => void) | undefined;
}

/**
 * Registers this node beside the keys, before it is given any, and says from then on that it is there. STORE_REFUSED where it
 * was struck off: what its folder holds nobody waits for any more.
 */
export async function joinNodes({ folder, store, keys, stopped }: NodesParts): Promise<Nodes> {
  const { nodes } = keys;
  if (nodes === undefined)
    return {
      own: ALONE,
      expected: async () => [ALONE],
      purged: async () => undefined,
      close: async () => undefined,
    };
  const own = nodeOf(folder);
  const line = `This folder is of ${own}, which was struck off: start in an empty one.`;
  if ((await struckOff(store)).has(own)) throw refuseToOpen(line);
  await nodes.register(own);
  const stop = new AbortController();
  const keepSeen = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await wait(SEEN_EVERY_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      if (stop.signal.aborted) return;
      if ((await struckOff(store).catch(() => new Set())).has(own)) return stopped?.(new Error(line));
      await nodes.seen(own).catch(() => undefined);
    }
  };
  const seen = keepSeen();
  return {
    own,
    expected: async () => {
      const gone = await struckOff(store);
      return (await nodes.all()).map(({ id }) => id).filter((id) => !gone.has(id));
    },
    purged: (position) => nodes.seen(own, position),
    close: async () => {
      stop.abort();
      await seen;
    },
  };
}

/** Nodes that are gone for good, as the record says. */
async function struckOff(store: EventStore): Promise<ReadonlySet<unknown>> {
  return struckOffIn(await eventsOf(LIFE, store));
}

/** Those that events of a record's life say so of. */
export function struckOffIn(events: readonly StoredEvent[]): ReadonlySet<unknown> {
  return new Set(events.flatMap(({ type, data }) => (type === 'NodeStruckOff' ? [data['node']] : [])));
}

/** What the folder's node is called by: drawn once, and kept in it. */
function nodeOf(folder: string): string {
  const file = join(folder, 'node');
  if (!existsSync(file))
    writeFileSync(file, `node-${base32Id(randomBytes(16))}`, { mode: 0o600, flush: true, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
