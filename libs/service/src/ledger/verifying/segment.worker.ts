import { parentPort, workerData } from 'node:worker_threads';
import { openJournal } from '#libs/event-store';
import type { Range } from './segment-thread.ts';
import { readSegment } from './segment.ts';

/** Reads the segments it is asked for from the log whose file it is given, until it is ended. */
const journal = openJournal(workerData as string);
parentPort?.on('message', ({ from, until }: Range) => {
  const segment = readSegment(journal, from, until);
  parentPort?.postMessage(segment, [segment.leaves.buffer]);
});
