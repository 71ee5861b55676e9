import { parentPort, workerData } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import type { Answered, FillerTask } from './filler-thread.ts';
import { filled, notAdded } from './filler-host.ts';
import { LogFiller } from './log-filler.ts';
import { unpackedEvents } from './packed-events.ts';

const answer = (answered: Answered): void => parentPort?.postMessage(answered);

/** Says what `StoreError` it threw, as an answer. */
function tried(task: () => Answered): void {
  try {
    answer(task());
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    answer({ notAdded: notAdded(0, error) });
  }
}

function serve(filler: LogFiller): void {
  parentPort?.on('message', (asked: FillerTask) => {
    if (asked !== null) return tried(() => ({ notAdded: filled(filler, unpackedEvents(asked)) }));
    tried(() => {
      filler.close();
      return {};
    });
    parentPort?.close();
  });
}

tried(() => {
  serve(new LogFiller(String(workerData)));
  return {};
});
