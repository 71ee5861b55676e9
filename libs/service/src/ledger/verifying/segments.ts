import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openJournal } from '#libs/event-store';
import { readSegment, type Segment } from './segment.ts';
import { SegmentThread, type Range } from './segment-thread.ts';

export interface SegmentsAsked {
  /** How many events there are. */
  readonly until: number;
  /** On the caller's thread: unless said otherwise where there is too little to be worth others. */
  readonly inline?: boolean | undefined;
  /** How many events a segment has. */
  readonly size?: number;
}

const SEGMENT = 2_048;
/** Threads take about as long to begin as one takes to read so many events. */
const WORTH_THREADS = 16 * SEGMENT;
/** Segments that a thread is asked for before they are taken. */
const AHEAD = 2;
/** More than what follows on one thread can take in. */
const MOST_THREADS = 6;

/**
 * A log's events from the first to the last, a segment at a time in their order, read and hashed on as many threads as there
 * are cores. Where one cannot be read, its segment is cut and the next go on behind it.
 */
export async function* segmentsOf(
  logFile: string,
  { until, size = SEGMENT, inline = until < WORTH_THREADS }: SegmentsAsked,
): AsyncIterable<Segment> {
  const ranges = rangesUpTo(until, size);
  if (inline) {
    yield* readHere(logFile, ranges);
    return;
  }
  const count = Math.min(availableParallelism(), ranges.length, MOST_THREADS);
  const threads = Array.from({ length: count }, () => new SegmentThread(logFile));
  try {
    yield* readAhead(threads, ranges);
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

async function* readAhead(
  threads: readonly SegmentThread[],
  ranges: readonly Range[],
): AsyncIterable<Segment> {
  const asked: Promise<Segment>[] = [];
  for (let next = 0, taken = 0; taken < ranges.length; taken++) {
    for (; next < Math.min(ranges.length, taken + AHEAD * threads.length); next++) {
      const [thread, range] = [threads[next % threads.length], ranges[next]];
      if (thread !== undefined && range !== undefined) asked.push(thread.read(range));
    }
    const segment = await asked.shift();
    if (segment !== undefined) yield segment;
  }
}

function rangesUpTo(until: number, size: number): Range[] {
  const count = Math.ceil(until / size);
  return Array.from({ length: count }, (_, n) => ({
    from: n * size,
    until: Math.min(until, (n + 1) * size),
  }));
}

async function* readHere(logFile: string, ranges: readonly Range[]): AsyncIterable<Segment> {
  const journal = openJournal(logFile);
  try {
    for (const { from, until } of ranges) {
      yield readSegment(journal, from, until);
      await nextTurn();
    }
  } finally {
    journal.close();
  }
}
