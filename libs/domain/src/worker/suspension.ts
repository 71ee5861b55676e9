import { Rejected } from '#libs/contracts';
import type { ReinstateWorker, SuspendWorker, WorkerEvent } from '#libs/contracts';
import type { Told } from '../aggregate.ts';
import { checkRationale } from '../checks.ts';
import { checkReviewBy } from '../review-by.ts';

/** What of a worker is asked to suspend and to reinstate. */
type Account =
  | { readonly status: 'NONE' }
  | { readonly status: 'ACTIVE' | 'ENDED'; readonly user?: string; readonly suspended: boolean };

/** Kept from the record at once, for a reason, and until a day on which it is looked at again. */
export function suspend(told: Told<SuspendWorker>, state: Account): WorkerEvent[] {
  const { worker, ...said } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status === 'ENDED') throw new Rejected('WORKER_NOT_ELIGIBLE', { because: 'NOT_ACTIVE' });
  checkRationale(said.explanation, 'explanation');
  checkReviewBy(told, said.reviewBy);
  return [{ type: 'WorkerSuspended', data: { ...said, suspendedBy: told.actor.user } }];
}

/** Nobody reinstates themselves (SELF_APPROVAL). */
export function reinstate(told: Told<ReinstateWorker>, state: Account): WorkerEvent[] {
  const { reason } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.user === told.actor.user) throw new Rejected('SELF_APPROVAL');
  checkRationale(reason, 'reason');
  if (!state.suspended) throw new Rejected('NOT_RECORDED');
  return [{ type: 'WorkerReinstated', data: { reason, reinstatedBy: told.actor.user } }];
}
