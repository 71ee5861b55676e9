import { randomUUID } from 'node:crypto';
import { StoreError } from '../errors.ts';
import type { Appended, Batch, EventStore, LoggedEvent, NewEvent } from '../port.ts';

export interface Wanted {
  id?: string;
  type?: string;
  data?: unknown;
}

const utf8 = new TextEncoder();

/** An event as it would stand at that revision of the stream. */
export function anEvent(
  stream: string,
  revision: number,
  { id = randomUUID(), type = 'SteppedUp', data = {} }: Wanted = {},
): NewEvent {
  return { id, type, document: utf8.encode(JSON.stringify({ data, id, revision, stream, type })) };
}

export function someEvents(
  stream: string,
  first: number,
  count: number,
  wanted?: Omit<Wanted, 'id'>,
): NewEvent[] {
  return Array.from({ length: count }, (_, index) => anEvent(stream, first + index, wanted));
}

/** An event whose document has exactly that many bytes. */
export function anEventOfSize(stream: string, revision: number, bytes: number): NewEvent {
  const empty = anEvent(stream, revision, { data: '' });
  return anEvent(stream, revision, { id: empty.id, data: 'x'.repeat(bytes - empty.document.byteLength) });
}

/** Adds that many events at the end of the stream, in one append. */
export async function extend(
  store: EventStore,
  stream: string,
  count = 1,
  wanted?: Omit<Wanted, 'id'>,
): Promise<Appended> {
  const revision = await store.revision(stream);
  const expected = revision === -1 ? 'no-stream' : revision;
  return store.append(stream, someEvents(stream, revision + 1, count, wanted), { expected });
}

/** What a refused promise says; a promise that is kept is an error. */
export async function refusal(promise: Promise<unknown>): Promise<StoreError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

export async function pagesOf(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const pages: Batch[] = [];
  for await (const batch of batches) pages.push(batch);
  return pages;
}

export async function eventsOf(batches: AsyncIterable<Batch>): Promise<LoggedEvent[]> {
  return (await pagesOf(batches)).flatMap((page) => page.events);
}

/** Follows the log from a position until `enough` says so. */
export async function follow(
  store: EventStore,
  options: Omit<Parameters<EventStore['subscribe']>[0], 'signal'>,
  enough: (batches: readonly Batch[]) => boolean | Promise<boolean>,
): Promise<Batch[]> {
  const stop = new AbortController();
  const batches: Batch[] = [];
  for await (const batch of store.subscribe({ ...options, signal: stop.signal })) {
    batches.push(batch);
    if (await enough(batches)) stop.abort();
  }
  return batches;
}

export const upToPosition = (position: number) => (batches: readonly Batch[]) =>
  (batches.at(-1)?.upTo ?? -1) >= position;

export const positionsOf = (events: readonly LoggedEvent[]): number[] =>
  events.map((event) => event.position);
export const revisionsOf = (events: readonly LoggedEvent[]): number[] =>
  events.map((event) => event.revision);
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
