import { Rejected } from '#libs/contracts';
import type {
  Clear,
  DeclarePersonalConnection,
  EndPersonalConnection,
  EndWorker,
  MoveWorker,
  RecordTraining,
  RegisterWorker,
  WorkerCommand,
  WorkerEvent,
} from '#libs/contracts';
import type { Aggregate, Facts, Needs, Past, Told, WorkerFact } from '../aggregate.ts';
import { checkBegun, checkRationale, present } from '../checks.ts';
import { checkDate, checkOrder, checkPast, dayOf } from '../days.ts';
import { activeOrganisation, activeWorker } from '../eligibility.ts';
import { broken, corrected, forbids } from './corrected.ts';
import type { WorkerState } from './state.ts';
import { reinstate, suspend } from './suspension.ts';

function register(told: Told<RegisterWorker>, state: WorkerState, facts: Facts): WorkerEvent[] {
  if (state.status !== 'NONE') return [];
  const { training = [], ...registered } = told.data;
  checkDate(registered.activeFrom, 'activeFrom');
  training.forEach(({ completedOn }, at) => checkCompleted(told, completedOn, `training.${at}.completedOn`));
  activeOrganisation(facts, registered.agency, dayOf(told));
  return [
    { type: 'WorkerRegistered', data: registered },
    ...training.map((each): WorkerEvent => ({ type: 'TrainingRecorded', data: { ...each } })),
  ];
}

function recordTraining(told: Told<RecordTraining>, state: WorkerState): WorkerEvent[] {
  const { training, completedOn } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.training.some((each) => each.training === training && each.completedOn === completedOn))
    return [];
  checkCompleted(told, completedOn, 'completedOn');
  if (state.status === 'ENDED' && completedOn > state.activeTo) throw new Rejected('WORKER_NOT_ELIGIBLE');
  return [{ type: 'TrainingRecorded', data: { training, completedOn } }];
}

function checkCompleted(told: Told<unknown>, completedOn: string, field: string): void {
  checkDate(completedOn, field);
  checkPast(told, { [field]: completedOn });
}

function move(told: Told<MoveWorker>, state: WorkerState, facts: Facts): WorkerEvent[] {
  const { agency, role } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status === 'ENDED') throw new Rejected('WORKER_NOT_ELIGIBLE', { because: 'NOT_ACTIVE' });
  if (state.agency === agency && state.role === role) return [];
  if (state.agency !== agency) {
    activeOrganisation(facts, agency, dayOf(told));
    // Where the one agency took the other's work over, the worker goes with it.
    if (facts.organisations.get(state.agency)?.successor !== agency) checkNoOpenWork(facts);
  }
  return [{ type: 'WorkerMoved', data: { agency, role } }];
}

/** A sealed record whose last custodian left would be there for nobody; how many there are is told, and not whose. */
function end(told: Told<EndWorker>, state: WorkerState, facts: Facts): WorkerEvent[] {
  const { worker, ...ended } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status === 'ENDED') {
    if (state.activeTo !== ended.activeTo) throw new Rejected('WORKER_NOT_ELIGIBLE', { worker });
    return [];
  }
  checkDate(ended.activeTo, 'activeTo');
  checkPast(told, { activeTo: ended.activeTo });
  checkOrder(state.activeFrom, ended.activeTo, 'activeTo');
  checkNoOpenWork(facts);
  if (facts.keptAlone.length > 0) throw new Rejected('OPEN_WORK', { seals: facts.keptAlone.length });
  return [{ type: 'WorkerEnded', data: ended }];
}

/** Whom a worker knows outside work is no matter of their work: declared, and kept from them. */
function declare(told: Told<DeclarePersonalConnection>, state: WorkerState, facts: Facts): WorkerEvent[] {
  const { worker, ...declared } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  checkBegun(facts, `person-${declared.person}`);
  if (state.connections.has(declared.person)) return [];
  return [{ type: 'PersonalConnectionDeclared', data: declared }];
}

/** Nobody lifts what keeps a record from themselves (SELF_APPROVAL). */
function endConnection(told: Told<EndPersonalConnection>, state: WorkerState, facts: Facts): WorkerEvent[] {
  const { worker, ...ended } = told.data;
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  const users = [told.actor.user, facts.workers.get(ended.endedBy)?.user];
  if (worker === ended.endedBy || (state.user !== undefined && users.includes(state.user)))
    throw new Rejected('SELF_APPROVAL');
  activeWorker(facts, ended.endedBy, dayOf(told));
  checkRationale(ended.reason, 'reason');
  if (!state.connections.has(ended.person)) throw new Rejected('NOT_RECORDED');
  return [{ type: 'PersonalConnectionEnded', data: ended }];
}

/** An episode handed to the worker at the same moment is found by detection (`keyworker-left`). */
function checkNoOpenWork({ caseload }: Facts): void {
  if (caseload.length > 0) throw new Rejected('OPEN_WORK', { episodes: caseload.length });
}

function needs({ type, data }: WorkerCommand, state: WorkerState): Needs {
  switch (type) {
    case 'RegisterWorker':
      return { organisations: [data.agency] };
    case 'RecordTraining':
    case 'SuspendWorker':
    case 'ReinstateWorker':
      return {};
    case 'DeclarePersonalConnection':
      return { begun: [`person-${data.person}`] };
    case 'EndPersonalConnection':
      return { workers: [data.endedBy] };
    case 'MoveWorker':
      return {
        organisations: [data.agency, ...(state.status === 'NONE' ? [] : [state.agency])],
        caseloadOf: data.worker,
      };
    case 'EndWorker':
      return { caseloadOf: data.worker, caseloadOn: data.activeTo, keptAloneBy: data.worker };
  }
}

function evolve(state: WorkerState, event: Past<Clear.WorkerEvent>): WorkerState {
  if (event.type === 'WorkerRegistered') {
    const { user, agency, role, activeFrom } = event.data;
    return {
      status: 'ACTIVE',
      ...present({ user }),
      agency,
      role,
      activeFrom,
      training: [],
      connections: new Set(),
      suspended: false,
    };
  }
  if (state.status === 'NONE') return state;
  switch (event.type) {
    case 'TrainingRecorded':
      return { ...state, training: [...state.training, event.data] };
    case 'WorkerMoved':
      return { ...state, agency: event.data.agency, role: event.data.role };
    case 'WorkerEnded':
      return { ...state, status: 'ENDED', activeTo: event.data.activeTo };
    case 'PersonalConnectionDeclared':
      return { ...state, connections: new Set(state.connections).add(event.data.person) };
    case 'WorkerSuspended':
      return { ...state, suspended: true };
    case 'WorkerReinstated':
      return { ...state, suspended: false };
    case 'PersonalConnectionEnded':
      return { ...state, connections: without(state.connections, event.data.person) };
  }
}

function without(connections: ReadonlySet<string>, person: string): ReadonlySet<string> {
  return new Set([...connections].filter((each) => each !== person));
}

/** Someone who helps families: in an agency, from a day to a day, with training. */
export const worker: Aggregate<WorkerState, WorkerCommand, WorkerEvent, Clear.WorkerEvent> = {
  category: 'worker',
  initial: { status: 'NONE' },
  needs,
  decide: (command, state, facts) => {
    switch (command.type) {
      case 'RegisterWorker':
        return register(command, state, facts);
      case 'RecordTraining':
        return recordTraining(command, state);
      case 'MoveWorker':
        return move(command, state, facts);
      case 'EndWorker':
        return end(command, state, facts);
      case 'DeclarePersonalConnection':
        return declare(command, state, facts);
      case 'EndPersonalConnection':
        return endConnection(command, state, facts);
      case 'SuspendWorker':
        return suspend(command, state);
      case 'ReinstateWorker':
        return reinstate(command, state);
    }
  },
  evolve,
  corrected,
  broken,
  forbids,
  families: () => [],
  seen: () => undefined,
};

/** What other rules ask of a worker, from the worker's stream; undefined where there is none. */
export function workerFact(events: Iterable<Past<Clear.WorkerEvent>>): WorkerFact | undefined {
  let state = worker.initial;
  for (const event of events) state = evolve(state, event);
  if (state.status === 'NONE') return undefined;
  const { user, agency, role, activeFrom } = state;
  return {
    ...present({ user }),
    agency,
    role,
    activeFrom,
    training: firstDaysOf(state.training),
    ...(state.connections.size > 0 && { connections: [...state.connections] }),
    ...(state.suspended && { suspended: true as const }),
    ...(state.status === 'ENDED' ? { activeTo: state.activeTo } : {}),
  };
}

/** Each training, and the first day on which it was completed. */
function firstDaysOf(completed: readonly Clear.TrainingRecorded[]): Record<string, string> {
  const days: Record<string, string> = {};
  for (const { training, completedOn } of completed) {
    const earlier = days[training];
    if (earlier === undefined || completedOn < earlier) days[training] = completedOn;
  }
  return days;
}

/** Whether a worker reads and orders nothing, by the worker's stream: their account is suspended, or their work has ended. */
export function isLockedOutBy(events: Iterable<Past<Clear.WorkerEvent>>): boolean {
  let state = worker.initial;
  for (const event of events) state = evolve(state, event);
  return state.status !== 'NONE' && (state.suspended || state.status === 'ENDED');
}
