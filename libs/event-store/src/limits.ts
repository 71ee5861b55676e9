import { compareWithDocument } from './document.ts';
import { StoreError } from './errors.ts';
import type { Expected, Filter, NewEvent, StreamRange } from './port.ts';

/** A request whose six answers are as long as they may be, in letters of four bytes, sealed, fits in it. */
export const MAX_EVENT_BYTES = 512 * 1024;
export const MAX_APPEND_BYTES = 768 * 1024;
export const MAX_APPEND_EVENTS = 500;
/** Events in one page of the log. */
export const PAGE_SIZE = 500;

const STREAM_NAME = /^[a-z][a-z0-9_]{0,31}-[A-Za-z0-9._~-]{1,180}$/;
const STREAM_PREFIX = /^[a-z][A-Za-z0-9._~-]{0,211}$/;
const EVENT_TYPE = /^[A-Za-z][A-Za-z0-9._-]{0,127}$/;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The revision that the append's first event follows, -1 for a stream that must not exist. */
export function revisionBefore(expected: Expected): number {
  return expected === 'no-stream' ? -1 : expected;
}

/** Refuses, before any I/O, an append that no store would take, whatever the state of its log; `checkDocuments` is the rest of it. */
export function checkAppend(stream: string, events: readonly NewEvent[], expected: Expected): void {
  checkStreamName(stream);
  if (expected !== 'no-stream') checkIndex(expected, 'The expected revision');
  checkSizes(events);
  const ids = new Set(events.map((event) => event.id));
  if (ids.size < events.length) throw invalid('An append cannot hold the same event id twice.');
  for (const event of events) {
    if (!EVENT_ID.test(event.id)) throw invalid('An event id is a UUID in lower case.');
    if (!EVENT_TYPE.test(event.type))
      throw invalid('An event type is a letter, then at most 127 letters, digits, ".", "_" or "-".');
  }
}

/** Refuses an append of which a document does not say what its event is. It reads them all, which is for the writer's thread. */
export function checkDocuments(stream: string, events: readonly NewEvent[], expected: Expected): void {
  let revision = revisionBefore(expected);
  for (const { id, type, document } of events)
    compareWithDocument({ stream, revision: ++revision, id, type, document }, 'INVALID_ARGUMENT');
}

function checkSizes(events: readonly NewEvent[]): void {
  if (events.length === 0) throw invalid('An append holds at least one event.');
  if (events.length > MAX_APPEND_EVENTS)
    throw tooLarge(`An append holds at most ${MAX_APPEND_EVENTS} events; this one has ${events.length}.`);
  let bytes = 0;
  for (const { document } of events) {
    if (document.byteLength > MAX_EVENT_BYTES)
      throw tooLarge(`An event has at most 512 KiB; this one has ${document.byteLength} bytes.`);
    bytes += document.byteLength;
  }
  if (bytes > MAX_APPEND_BYTES) throw tooLarge(`An append has at most 768 KiB; this one has ${bytes} bytes.`);
}

/** Refuses a name that is not `<category>-<id>`. */
export function checkStreamName(stream: string): void {
  if (!STREAM_NAME.test(stream))
    throw invalid(
      'A stream name is a lower-case category, "-" and an id of letters, digits, ".", "_", "~" or "-".',
    );
}

export function checkRange({ from, to, limit }: StreamRange): void {
  if (from !== undefined) checkIndex(from, 'The first revision');
  if (to !== undefined) checkIndex(to, 'The last revision');
  checkLimit(limit);
}

export function checkLimit(limit: number | undefined): void {
  if (limit === undefined) return;
  checkIndex(limit, 'A limit');
  if (limit === 0) throw invalid('A limit is at least 1.');
}

/** Refuses a filter that could never match: an empty list, or what no stream or type can be called. */
export function checkFilter({ streamPrefixes, types }: Filter): void {
  checkNames(streamPrefixes, STREAM_PREFIX, 'stream prefix');
  checkNames(types, EVENT_TYPE, 'type');
}

function checkNames(names: readonly string[] | undefined, pattern: RegExp, what: string): void {
  if (names?.length === 0) throw invalid(`A filter names at least one ${what} or leaves them out.`);
  if (names?.some((name) => !pattern.test(name)))
    throw invalid(`No event can match one of the filter's ${what}s.`);
}

/** Refuses a position that is not in this log: it belongs to another, or the log was restored without its tail. */
export function checkAfter(after: number, head: number): void {
  if (!Number.isSafeInteger(after) || after < -1) throw invalid('A position is a whole number from -1.');
  if (after > head) throw invalid(`Position ${after} is ahead of the log, whose last is ${head}.`);
}

function checkIndex(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw invalid(`${what} is a whole number from 0.`);
}

function invalid(message: string): StoreError {
  return new StoreError('INVALID_ARGUMENT', message);
}

function tooLarge(message: string): StoreError {
  return new StoreError('TOO_LARGE', message);
}
