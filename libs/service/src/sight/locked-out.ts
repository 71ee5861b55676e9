import type { Principal } from '#libs/access';
import { eventTable, type Clear } from '#libs/contracts';
import { isLockedOutBy, type Past } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { pastAsCorrected } from '../door/facts/folds.ts';
import { eventsOf } from '../door/streams.ts';

/** Whether the caller's account is suspended, or their work has ended, as of now: folded from the stream of the worker that they are. */
export async function isLockedOut(
  { worker }: Pick<Principal, 'worker'>,
  store: EventStore,
): Promise<boolean> {
  if (worker === undefined) return false;
  return isLockedOutBy(pastAsCorrected(await eventsOf(worker, store)).filter(isOfWorker));
}

function isOfWorker(event: Past<Clear.Event>): event is Past<Clear.WorkerEvent> {
  return eventTable[event.type].aggregate === 'worker';
}
