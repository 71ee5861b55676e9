import { describe, expect, it } from '@jest/globals';
import type { RegisterWorker, WorkerCommand, WorkerEvent } from '#libs/contracts';
import type { Facts } from '../aggregate.ts';
import { keyworker, school } from '../testing/examples.ts';
import { after, given, placed } from '../testing/specification.ts';
import { worker, workerFact } from './worker.ts';

const id = 'worker-1';
const data: RegisterWorker = {
  name: 'Sam Hill',
  agency: 'organisation-school',
  role: 'KEYWORKER',
  activeFrom: '2024-09-01',
};
const registered: WorkerEvent = { type: 'WorkerRegistered', data };
const ended: WorkerEvent = { type: 'WorkerEnded', data: { activeTo: '2026-05-31' } };
const trained: WorkerEvent = {
  type: 'TrainingRecorded',
  data: { training: 'FFA_KEYWORKER', completedOn: '2024-10-01' },
};
const agencies: Partial<Facts> = {
  organisations: new Map([
    ['organisation-school', school],
    ['organisation-other', school],
    ['organisation-gone', { agencyType: 'SCHOOL', endedOn: '2026-01-01' }],
  ]),
};
const train = (completedOn: string): WorkerCommand => ({
  type: 'RecordTraining',
  data: { worker: id, training: 'FFA_KEYWORKER', completedOn },
});
const move = (agency: string, role = 'KEYWORKER'): WorkerCommand => ({
  type: 'MoveWorker',
  data: { worker: id, agency, role },
});
const end = (activeTo: string): WorkerCommand => ({ type: 'EndWorker', data: { worker: id, activeTo } });

describe('a worker', () => {
  it('is registered in an active organisation, with the training completed by then', () => {
    const training = [{ training: 'FFA_KEYWORKER', completedOn: '2024-10-01' }];
    given(worker)
      .when({ type: 'RegisterWorker', data: { ...data, training } }, {}, agencies)
      .then(registered, trained);
  });
  it('is registered once', () => {
    given(worker, registered).when({ type: 'RegisterWorker', data }, {}, agencies).then();
  });
  it('is not registered in an organisation that ended, or is not there', () => {
    const at = (agency: string): WorkerCommand => ({ type: 'RegisterWorker', data: { ...data, agency } });
    given(worker).when(at('organisation-gone'), {}, agencies).refuses('ORGANISATION_NOT_ACTIVE');
    given(worker).when(at('organisation-none'), {}, agencies).refuses('NOT_FOUND');
  });
  it('may be registered for a day to come, but not for a day of no calendar', () => {
    given(worker)
      .when({ type: 'RegisterWorker', data: { ...data, activeFrom: '2026-09-01' } }, {}, agencies)
      .then({ type: 'WorkerRegistered', data: { ...data, activeFrom: '2026-09-01' } });
    given(worker)
      .when({ type: 'RegisterWorker', data: { ...data, activeFrom: '2026-09-31' } }, {}, agencies)
      .refuses('INVALID_DATE', { field: 'activeFrom' });
  });
  it('has training recorded, the same one only once', () => {
    given(worker, registered).when(train('2024-10-01')).then(trained);
    given(worker, registered, trained).when(train('2024-10-01')).then();
    given(worker, registered, trained)
      .when(train('2026-03-01'))
      .then({ type: 'TrainingRecorded', data: { training: 'FFA_KEYWORKER', completedOn: '2026-03-01' } });
  });
  it('has no training recorded that is still to come, or after the last day of work', () => {
    given(worker, registered).when(train('2026-06-17')).refuses('DATE_IN_FUTURE', { field: 'completedOn' });
    given(worker, registered, ended).when(train('2026-06-01')).refuses('WORKER_NOT_ELIGIBLE');
    given(worker, registered, ended).when(train('2024-10-01')).then(trained);
  });
  it('moves to another agency or role', () => {
    given(worker, registered)
      .when(move('organisation-other'), {}, agencies)
      .then({ type: 'WorkerMoved', data: { agency: 'organisation-other', role: 'KEYWORKER' } });
    given(worker, registered).when(move('organisation-school'), {}, agencies).then();
  });
  it('does not move to another agency while holding open episodes, but may change roles', () => {
    const busy = { ...agencies, caseload: ['episode-1'] };
    given(worker, registered)
      .when(move('organisation-other'), {}, busy)
      .refuses('OPEN_WORK', { episodes: 1 });
    given(worker, registered)
      .when(move('organisation-school', 'TEAM_MANAGER'), {}, busy)
      .then({ type: 'WorkerMoved', data: { agency: 'organisation-school', role: 'TEAM_MANAGER' } });
  });
  it('goes with the open episodes to the agency that took the work over', () => {
    const succeeded = new Map(agencies.organisations).set('organisation-school', {
      agencyType: 'SCHOOL',
      endedOn: '2026-05-31',
      successor: 'organisation-other',
    });
    given(worker, registered)
      .when(move('organisation-other'), {}, { organisations: succeeded, caseload: ['episode-1'] })
      .then({ type: 'WorkerMoved', data: { agency: 'organisation-other', role: 'KEYWORKER' } });
  });
  it('does not move to an organisation that ended, nor after the last day of work', () => {
    given(worker, registered)
      .when(move('organisation-gone'), {}, agencies)
      .refuses('ORGANISATION_NOT_ACTIVE');
    given(worker, registered, ended)
      .when(move('organisation-other'), {}, agencies)
      .refuses('WORKER_NOT_ELIGIBLE');
  });
  it('ends on a day, once', () => {
    given(worker, registered).when(end('2026-05-31')).then(ended);
    given(worker, registered, ended).when(end('2026-05-31')).then();
    given(worker, registered, ended).when(end('2026-05-30')).refuses('WORKER_NOT_ELIGIBLE');
  });
  it('is not ended while holding open episodes', () => {
    given(worker, registered)
      .when(end('2026-05-31'), {}, { caseload: Array.from({ length: 12 }, (_, n) => `episode-${n}`) })
      .refuses('OPEN_WORK', { episodes: 12 });
  });
  it('is not ended while nobody else keeps a seal, which is not named', () => {
    given(worker, registered)
      .when(end('2026-05-31'), {}, { keptAlone: ['family-1', 'ava'] })
      .refuses('OPEN_WORK', { seals: 2 });
  });
  it('is not ended before the first day of work, nor on a day that has not come', () => {
    given(worker, registered).when(end('2024-08-31')).refuses('END_BEFORE_START', { field: 'activeTo' });
    given(worker, registered).when(end('2026-06-17')).refuses('DATE_IN_FUTURE', { field: 'activeTo' });
  });
  it('who is not there cannot be trained, moved or ended', () => {
    for (const command of [train('2024-10-01'), move('organisation-other'), end('2026-05-31')]) {
      given(worker).when(command, {}, agencies).refuses('NOT_FOUND');
    }
  });
  it('asks for the organisation to work in, and for the caseload to leave behind', () => {
    expect(worker.needs({ type: 'RegisterWorker', data }, worker.initial)).toEqual({
      organisations: ['organisation-school'],
    });
    expect(worker.needs(train('2024-10-01'), worker.initial)).toEqual({});
    expect(worker.needs(move('organisation-other'), worker.initial)).toEqual({
      organisations: ['organisation-other'],
      caseloadOf: id,
    });
    const state = after(worker, [registered]);
    expect(worker.needs(move('organisation-other'), state)).toEqual({
      organisations: ['organisation-other', 'organisation-school'],
      caseloadOf: id,
    });
    expect(worker.needs(end('2026-05-31'), worker.initial)).toEqual({
      caseloadOf: id,
      caseloadOn: '2026-05-31',
      keptAloneBy: id,
    });
  });
  it('is known to other rules by agency, role, days and the first day of each training', () => {
    const again: WorkerEvent = {
      type: 'TrainingRecorded',
      data: { ...trained.data, completedOn: '2026-03-01' },
    };
    const past = [registered, again, trained, ended].map(placed);
    expect(workerFact([])).toBeUndefined();
    expect(workerFact(past)).toEqual({
      agency: 'organisation-school',
      role: 'KEYWORKER',
      activeFrom: '2024-09-01',
      activeTo: '2026-05-31',
      training: { FFA_KEYWORKER: '2024-10-01' },
    });
  });
});

describe('whom a worker knows outside work', () => {
  const registered: WorkerEvent = {
    type: 'WorkerRegistered',
    data: {
      name: 'Kit Wardley',
      user: 'kit',
      agency: 'organisation-school',
      role: 'KEYWORKER',
      activeFrom: '2020-01-01',
    },
  };
  const declared: WorkerEvent = {
    type: 'PersonalConnectionDeclared',
    data: { person: 'ava', connection: 'FAMILY' },
  };
  const declare: WorkerCommand = {
    type: 'DeclarePersonalConnection',
    data: { worker: 'worker-1', person: 'ava', connection: 'FAMILY' },
  };
  const end = (reason = 'Another Ava.', endedBy = 'worker-2'): WorkerCommand => ({
    type: 'EndPersonalConnection',
    data: { worker: 'worker-1', person: 'ava', reason, endedBy },
  });
  const known = { begun: new Set(['person-ava']), workers: new Map([['worker-2', keyworker]]) };

  it('is declared once, of somebody in the record', () => {
    given(worker, registered).when(declare, {}, known).then(declared);
    given(worker, registered, declared).when(declare, {}, known).then();
    given(worker, registered).when(declare).refuses('NOT_FOUND', { stream: 'person-ava' });
    given(worker).when(declare, {}, known).refuses('NOT_FOUND');
  });
  it('is ended by somebody else, with a reason, where it was declared', () => {
    given(worker, registered, declared)
      .when(end(), {}, known)
      .then({
        type: 'PersonalConnectionEnded',
        data: { person: 'ava', reason: 'Another Ava.', endedBy: 'worker-2' },
      });
    const own = { actor: { user: 'kit', role: 'MANAGER', agency: 'organisation-school' } };
    given(worker, registered, declared).when(end(), own, known).refuses('SELF_APPROVAL');
    given(worker, registered, declared)
      .when(end('Another Ava.', 'worker-1'), {}, known)
      .refuses('SELF_APPROVAL');
    const alias = { ...known, workers: new Map([['worker-2', { ...keyworker, user: 'kit' }]]) };
    given(worker, registered, declared).when(end(), {}, alias).refuses('SELF_APPROVAL');
    given(worker, registered, declared).when(end()).refuses('NOT_FOUND');
    given(worker, registered, declared)
      .when(end(' '), {}, known)
      .refuses('RATIONALE_REQUIRED', { field: 'reason' });
    given(worker, registered).when(end(), {}, known).refuses('NOT_RECORDED');
    given(worker).when(end()).refuses('NOT_FOUND');
  });
  it('is a fact that other rules ask for', () => {
    const fact = workerFact([registered, declared].map(placed));
    expect(fact?.connections).toEqual(['ava']);
  });
});
