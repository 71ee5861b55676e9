import type { Clear } from '#libs/contracts';
import { workerFact, type Past, type WorkerFact } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { isOf } from './folded.ts';
import { pastAsCorrected } from './folds.ts';
import { eventsOf } from '../streams.ts';

/** A worker as known until an instant, or now; undefined where there is none. */
export async function readWorker(
  stream: string,
  store: EventStore,
  until = '9999',
): Promise<WorkerFact | undefined> {
  const events = (await eventsOf(stream, store)).filter(({ recordedAt }) => recordedAt <= until);
  return workerFact(pastAsCorrected(events).filter(isOfWorker));
}

const isOfWorker = (event: Past<Clear.Event>): event is Past<Clear.WorkerEvent> => isOf('worker', event);
