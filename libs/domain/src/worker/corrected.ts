import type { Facts, Around } from '../aggregate.ts';
import type { RefusalCode, WorkerEvent } from '#libs/contracts';
import { checkAgency } from '../correction/named.ts';
import { checkPast } from '../days.ts';
import type { WorkerState } from './state.ts';

/** A corrected fact is one that its own command could have recorded where it stands. */
export function corrected(event: WorkerEvent, around: Around, facts: Facts): WorkerEvent {
  switch (event.type) {
    case 'WorkerRegistered':
    case 'WorkerMoved':
      checkAgency(event.data.agency, { around, facts });
      break;
    case 'TrainingRecorded':
      checkPast(around, { completedOn: event.data.completedOn });
      break;
    case 'WorkerEnded':
      checkPast(around, { activeTo: event.data.activeTo });
      break;
    case 'PersonalConnectionDeclared':
    case 'PersonalConnectionEnded':
    case 'WorkerSuspended':
    case 'WorkerReinstated':
  }
  return event;
}

/** Work that is over does not end before it began. */
export function broken(state: WorkerState): RefusalCode | undefined {
  return state.status === 'ENDED' && state.activeTo < state.activeFrom ? 'END_BEFORE_START' : undefined;
}

/** I10, I11: whoever helps families is of the agency that answers for them, and their work does not end before that. */
export function forbids(before: WorkerState, after: WorkerState, facts: Facts): RefusalCode | undefined {
  if (before.status === 'NONE' || after.status === 'NONE' || facts.caseload.length === 0) return undefined;
  const isEarlier =
    after.status === 'ENDED' && (before.status !== 'ENDED' || after.activeTo < before.activeTo);
  return before.agency !== after.agency || isEarlier ? 'OPEN_WORK' : undefined;
}
