import { describe, expect, it } from '@jest/globals';
import type { WorkerCommand, WorkerEvent } from '#libs/contracts';
import { given, placed } from '../testing/specification.ts';
import { isLockedOutBy, worker, workerFact } from './worker.ts';

const id = 'worker-1';
const known: WorkerEvent = {
  type: 'WorkerRegistered',
  data: {
    name: 'Sam Hill',
    user: 'sam',
    agency: 'organisation-school',
    role: 'KEYWORKER',
    activeFrom: '2024-09-01',
  },
};
const ended: WorkerEvent = { type: 'WorkerEnded', data: { activeTo: '2026-05-31' } };

describe('a worker whose account is suspended', () => {
  const said = { reason: 'ALLEGATION', explanation: 'A parent complained.', reviewBy: '2026-07-01' };
  const suspended: WorkerEvent = { type: 'WorkerSuspended', data: { ...said, suspendedBy: 'user-1' } };
  const reinstated: WorkerEvent = {
    type: 'WorkerReinstated',
    data: { reason: 'Nothing in it.', reinstatedBy: 'user-1' },
  };
  const suspend = (changed: Partial<typeof said> = {}): WorkerCommand => ({
    type: 'SuspendWorker',
    data: { worker: id, ...said, ...changed },
  });
  const reinstate = (reason = 'Nothing in it.'): WorkerCommand => ({
    type: 'ReinstateWorker',
    data: { worker: id, reason },
  });

  it('is so for a reason, until a day on which it is looked at again', () => {
    given(worker, known).when(suspend()).then(suspended);
    given(worker, known, suspended).when(suspend()).then(suspended);
    given(worker, known)
      .when(suspend({ explanation: ' ' }))
      .refuses('RATIONALE_REQUIRED', { field: 'explanation' });
    given(worker, known)
      .when(suspend({ reviewBy: '2026-06-31' }))
      .refuses('INVALID_DATE', { field: 'reviewBy' });
    given(worker, known)
      .when(suspend({ reviewBy: '2026-06-15' }))
      .refuses('END_BEFORE_START', { field: 'reviewBy' });
    given(worker, known)
      .when(suspend({ reviewBy: '2027-06-16' }))
      .refuses('REVIEW_TOO_LATE', { field: 'reviewBy' });
  });
  it('works here still', () => {
    given(worker).when(suspend()).refuses('NOT_FOUND');
    given(worker, known, ended).when(suspend()).refuses('WORKER_NOT_ELIGIBLE', { because: 'NOT_ACTIVE' });
  });
  it('is reinstated by somebody else, with a reason', () => {
    given(worker, known, suspended).when(reinstate()).then(reinstated);
    const own = { actor: { user: 'sam', role: 'MANAGER', agency: 'organisation-school' } };
    given(worker, known, suspended).when(reinstate(), own).refuses('SELF_APPROVAL');
    given(worker, known, suspended).when(reinstate('')).refuses('RATIONALE_REQUIRED', { field: 'reason' });
    given(worker, known).when(reinstate()).refuses('NOT_RECORDED');
    given(worker).when(reinstate()).refuses('NOT_FOUND');
  });
  it('is so until then, and nobody works on once they have left', () => {
    expect(isLockedOutBy([])).toBe(false);
    expect(isLockedOutBy([known].map(placed))).toBe(false);
    expect(isLockedOutBy([known, suspended].map(placed))).toBe(true);
    expect(isLockedOutBy([known, suspended, reinstated].map(placed))).toBe(false);
    expect(isLockedOutBy([known, suspended, ended].map(placed))).toBe(true);
    expect(isLockedOutBy([known, ended].map(placed))).toBe(true);
  });
  it('is known as such to whoever would give them work', () => {
    expect(workerFact([known, suspended].map(placed))).toMatchObject({ suspended: true });
    expect(workerFact([known, suspended, reinstated].map(placed))).not.toHaveProperty('suspended');
  });
});
