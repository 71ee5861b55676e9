import { randomInt } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { encodeStoredEvent, Rejected } from '#libs/contracts';
import {
  MAX_APPEND_BYTES,
  MAX_APPEND_EVENTS,
  StoreError,
  type Appended,
  type EventStore,
  type NewEvent,
} from '#libs/event-store';
import type { Vault } from '#libs/vault';
import type { Clock } from '../clock.ts';
import { appendOnce } from '../door/append.ts';
import { keysNeeded, viewed, type Viewing } from './viewing.ts';

export interface AccessLogParts {
  readonly store: Pick<EventStore, 'append' | 'revision'>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly authority: string;
  /** Told of the last position of every append. */
  written(position: number): void;
}

interface Waiting {
  readonly viewing: Viewing;
  readonly resolve: () => void;
  readonly reject: (reason: Rejected) => void;
}

const CLASHES = 50;
/** At most, before the stream that another node wrote to is tried again: by chance, so that no node always comes second. */
const PAUSE_MS = 20;

/**
 * The log of reads, a stream a month. One append is in flight at a time and carries all that came while the last one
 * was, the first all that came in one turn of the event loop: nothing waits for company.
 */
export class AccessLog {
  readonly #parts: AccessLogParts;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(parts: AccessLogParts) {
    this.#parts = parts;
  }

  /** Resolves once the viewing is durably recorded; AUDIT_UNAVAILABLE where it may not be. */
  record(viewing: Viewing): Promise<void> {
    if (this.#closed) return Promise.reject(new Rejected('AUDIT_UNAVAILABLE'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ viewing, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** The month, as 202603, in whose stream a read is recorded now. */
  month(): string {
    return monthOf(this.#parts.clock.now());
  }

  /** Takes no more, and resolves when what was taken is recorded or refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    await nextTurn();
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, MAX_APPEND_EVENTS);
      this.#waiting = this.#waiting.slice(group.length);
      try {
        const taken = await this.#append(group);
        group.slice(0, taken).forEach(({ resolve }) => resolve());
        this.#waiting = [...group.slice(taken), ...this.#waiting];
      } catch (error) {
        group.forEach(({ reject }) => reject(unavailable(error)));
      }
    }
    this.#running = undefined;
  }

  /** Appends as many of the group, from its first, as one append takes, and answers how many. */
  async #append(group: readonly Waiting[]): Promise<number> {
    const viewings = group.map(({ viewing }) => viewing);
    await this.#parts.vault.prepare(keysNeeded(viewings));
    for (let clashes = 0; ; clashes++) {
      try {
        const { events, appended } = await this.#appendAtEnd(viewings);
        this.#parts.written(appended.position);
        return events;
      } catch (error) {
        if (!(error instanceof StoreError && error.kind === 'CONFLICT') || clashes === CLASHES) throw error;
      }
      await wait(randomInt(PAUSE_MS));
    }
  }

  async #appendAtEnd(viewings: readonly Viewing[]): Promise<{ events: number; appended: Appended }> {
    const { store, vault, clock, authority } = this.#parts;
    const stream = `access-${monthOf(clock.now())}`;
    const last = await store.revision(stream);
    const recordedAt = clock.now();
    const events: NewEvent[] = [];
    let bytes = 0;
    for (const viewing of viewings) {
      const event = viewed(
        viewing,
        { stream, revision: last + 1 + events.length, recordedAt, authority },
        vault,
      );
      const document = encodeStoredEvent(event);
      bytes += document.byteLength;
      if (events.length > 0 && bytes > MAX_APPEND_BYTES) break;
      events.push({ id: event.id, type: event.type, document });
    }
    const appended = await appendOnce(store, stream, events, last);
    return { events: events.length, appended };
  }
}

/** The month of an instant, a day or a month, as 202603. */
export function monthOf(instant: string): string {
  return `${instant.slice(0, 4)}${instant.slice(5, 7)}`;
}

function unavailable(cause: unknown): Rejected {
  const rejected = new Rejected('AUDIT_UNAVAILABLE');
  rejected.cause = cause;
  return rejected;
}
