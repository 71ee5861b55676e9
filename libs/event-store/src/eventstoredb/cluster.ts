import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AccessDeniedError,
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  NO_STREAM,
  START,
  StreamNotFoundError,
  type RecordedEvent,
  type ResolvedEvent,
  WrongExpectedVersionError,
  type StreamingRead,
} from '@eventstore/db-client';
import { StoreError } from '../errors.ts';
import type { Append } from '../sqlite/append.ts';
import { appendFailure, isPassing, readFailure } from './cluster-errors.ts';
import { proposed, seen, type Offset, type Seen } from './cluster-event.ts';

export interface ClusterSettings {
  /** `esdb://user:password@host:2113?…`, as the client documents it. */
  readonly connection: string;
  /** `name:password`; the connection's own unless given. */
  readonly user?: string | undefined;
  /** For how long an append or a page is waited for. */
  readonly patienceMs?: number | undefined;
}

const PATIENCE_MS = 5_000;
const RESUBSCRIBE_MS = 500;
const AGAIN_MS = 100;
/** No stream is ever so long. */
const NEVER = 1_000_000_000_000n;

/**
 * What is asked of an EventStoreDB cluster: append, page and last revision, each answered or refused in its time, whatever
 * the client does. Nothing is taken from a subscription, which only wakes.
 */
export class Cluster {
  readonly #client: EventStoreDBClient;
  readonly #credentials: { readonly username: string; readonly password: string };
  readonly #patienceMs: number;
  readonly #stop = new AbortController();

  constructor({ connection, user, patienceMs = PATIENCE_MS }: ClusterSettings) {
    this.#client = EventStoreDBClient.connectionString(connection);
    this.#credentials = user === undefined ? credentialsIn(connection) : credentialsOf(user);
    this.#patienceMs = patienceMs;
  }

  /**
   * Writes all events or none. An append whose outcome stays unknown is sent once more, whole and at the same revision,
   * which the cluster answers as the first time; only a clash then says that it was not written. Throws `StoreError`.
   */
  async append(append: Append): Promise<void> {
    try {
      await this.#appendOnce(append);
    } catch (error) {
      if (!(error instanceof StoreError) || !isPassing(error)) throw error;
      await wait(AGAIN_MS, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      await this.#appendOnce(append).catch((again: unknown) => {
        const isKnown =
          error.kind !== 'UNKNOWN_OUTCOME' || (again instanceof StoreError && again.kind === 'CONFLICT');
        throw isKnown ? again : error;
      });
    }
  }

  async #appendOnce({ stream, expected, events }: Append): Promise<void> {
    const sent = events.map((event, index) => proposed(event, index === events.length - 1));
    try {
      // With credentials of its own a call goes a way of its own: on the shared one a foreign failure ends everyone's appends.
      await this.#within(
        this.#client.appendToStream(stream, sent, {
          expectedRevision: expected === 'no-stream' ? NO_STREAM : BigInt(expected),
          credentials: this.#credentials,
          deadline: this.#patienceMs,
          requiresLeader: true,
        }),
      );
    } catch (error) {
      throw appendFailure(error, stream, expected);
    }
  }

  /** At most `count` places of the log from one on, itself among them; from its beginning without one. Throws `StoreError`. */
  async page(from: Offset | undefined, count: number): Promise<Seen[]> {
    const fromPosition = from === undefined ? START : { commit: from, prepare: from };
    const read = this.#client.readAll({
      fromPosition,
      maxCount: count,
      direction: FORWARDS,
      requiresLeader: true,
      credentials: this.#credentials,
    });
    return (await this.#all(read)).map(seen);
  }

  /** The stream's last revision, -1 where there is none. Throws `StoreError`. */
  async revision(stream: string): Promise<number> {
    const [last] = await this.newest(stream, 1);
    return last === undefined ? -1 : Number(last.revision);
  }

  /** At most `count` of the stream's events, newest first, from a revision down; none where there is no stream. Throws `StoreError`. */
  async newest(stream: string, count: number, from?: number): Promise<RecordedEvent[]> {
    const read = this.#client.readStream(stream, {
      fromRevision: from === undefined ? END : BigInt(from),
      maxCount: count,
      direction: BACKWARDS,
      requiresLeader: true,
      credentials: this.#credentials,
    });
    const found = await this.#all(read).catch((error: unknown) => {
      if (error instanceof StoreError && error.cause instanceof StreamNotFoundError) return undefined;
      throw error;
    });
    if (found === undefined) return [];
    const events = found.flatMap(({ event }) => event ?? []);
    if (events.length === 0)
      throw new StoreError('UNAVAILABLE', 'The cluster ended a read without an answer.');
    return events;
  }

  /**
   * Whether this user might take events away: tried on a stream that there is not, at a revision that it cannot have, so that
   * nothing is done. Throws `StoreError`.
   */
  async rights(): Promise<{ readonly deletes: boolean; readonly changesSettings: boolean }> {
    const stream = `nobody-${randomUUID()}`;
    const options = { expectedRevision: NEVER, credentials: this.#credentials, deadline: this.#patienceMs };
    const may = async (tried: Promise<unknown>): Promise<boolean> => {
      try {
        await this.#within(tried);
        return true;
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) return true;
        if (error instanceof AccessDeniedError) return false;
        throw readFailure(error);
      }
    };
    return {
      deletes: await may(this.#client.deleteStream(stream, options)),
      changesSettings: await may(this.#client.setStreamMetadata(stream, {}, options)),
    };
  }

  /** Calls whenever the log may have grown, until it is closed; for reasons of its own too. */
  watch(moved: () => void): void {
    void this.#watch(moved);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#client.dispose();
  }

  async #watch(moved: () => void): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const began = performance.now();
      const subscription = this.#client.subscribeToAll({
        fromPosition: END,
        credentials: this.#credentials,
      });
      const { promise: over, resolve } = Promise.withResolvers<void>();
      const end = (): void => resolve();
      signal.addEventListener('abort', end, { once: true });
      subscription
        .on('confirmation', moved)
        .on('data', moved)
        .on('error', end)
        .on('end', end)
        .on('close', end);
      await over;
      signal.removeEventListener('abort', end);
      subscription.on('error', () => undefined);
      await subscription.unsubscribe().catch(() => undefined);
      moved();
      // One that was dropped for being slow is begun anew at once; one that does not come about, after a while.
      const rest = Math.max(0, RESUBSCRIBE_MS - (performance.now() - began));
      await wait(rest, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** What a read gives, to its end; the call is given up in any case, which the client leaves to its caller. */
  async #all<T extends ResolvedEvent>(read: StreamingRead<T>): Promise<T[]> {
    const whole = async (): Promise<T[]> => {
      const events: T[] = [];
      for await (const event of read) events.push(event);
      return events;
    };
    try {
      return await this.#within(whole());
    } catch (error) {
      throw readFailure(error);
    } finally {
      read.on('error', () => undefined);
      await read.cancel().catch(() => undefined);
    }
  }

  /** The client has no deadline for reads, and loses appends whose server goes mute. */
  async #within<T>(answer: Promise<T>): Promise<T> {
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#stop.signal]);
    const over = wait(this.#patienceMs + AGAIN_MS, undefined, { signal, ref: false }).then(
      () => Promise.reject(new Error(`no answer within ${this.#patienceMs} ms`)),
      () => (late.signal.aborted ? answer : Promise.reject(new Error('this node is closing'))),
    );
    try {
      return await Promise.race([answer, over]);
    } finally {
      late.abort();
      over.catch(() => undefined);
    }
  }
}

/** The user of a connection; any where it names none, which a cluster without access control passes over. */
function credentialsIn(connection: string): { username: string; password: string } {
  const { username, password } = new URL(connection.replace(/^[^:]+:/, 'http:').replace(/,[^/?]*/, ''));
  return {
    username: username === '' ? 'anyone' : decodeURIComponent(username),
    password: password === '' ? 'none' : decodeURIComponent(password),
  };
}

function credentialsOf(user: string): { username: string; password: string } {
  const [username = '', ...password] = user.split(':');
  return { username, password: password.join(':') };
}
