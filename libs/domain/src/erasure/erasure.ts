import type { Clear, ErasureCommand, ErasureEvent } from '#libs/contracts';
import type { Aggregate, Circumstances, Facts, Needs } from '../aggregate.ts';
import type { Records } from '../retention/records.ts';
import { approve, propose, refuse, request, review, withdraw } from './deciding.ts';
import { begin, certify, keysDestroyed, modelsPurged, notifyHolder } from './executing.ts';
import { recordsIn } from './named.ts';
import { evolve, type ErasureState } from './state.ts';

function decide(command: ErasureCommand & Circumstances, state: ErasureState, facts: Facts): ErasureEvent[] {
  switch (command.type) {
    case 'RequestErasure':
      return request(command, state, facts);
    case 'ProposeErasure':
      return propose(command, state, facts);
    case 'ReviewSharedText':
      return review(command, state, facts);
    case 'ApproveErasure':
      return approve(command, state, facts);
    case 'RefuseErasure':
      return refuse(command, state);
    case 'WithdrawErasure':
      return withdraw(command, state);
    case 'BeginErasure':
      return begin(command, state, facts);
    case 'RecordKeysDestroyed':
      return keysDestroyed(command, state);
    case 'RecordModelsPurged':
      return modelsPurged(command, state);
    case 'CertifyErasure':
      return certify(command, state);
    case 'NotifyCopyHolder':
      return notifyHolder(command, state, facts);
  }
}

function needs({ type, data }: ErasureCommand, state: ErasureState): Needs {
  switch (type) {
    case 'RequestErasure':
    case 'ProposeErasure':
      return { erasing: recordsIn(data) };
    case 'ReviewSharedText':
      return { ...judgedOf(state), begun: data.others?.map((person) => `person-${person}`) ?? [] };
    case 'ApproveErasure':
    case 'BeginErasure':
      return judgedOf(state);
    case 'RefuseErasure':
    case 'WithdrawErasure':
    case 'RecordKeysDestroyed':
    case 'RecordModelsPurged':
    case 'CertifyErasure':
      return {};
    case 'NotifyCopyHolder':
      return { events: [data.copy] };
  }
}

/** What the records of an erasure that is judged again are now. */
function judgedOf(state: ErasureState): { readonly erasing?: Records } {
  switch (state.status) {
    case 'PROPOSED':
    case 'DECIDED':
    case 'BEGUN':
      return { erasing: state };
    case 'NONE':
    case 'REQUESTED':
    case 'CERTIFIED':
    case 'REFUSED':
    case 'WITHDRAWN':
    case 'HALTED':
      return {};
  }
}

/**
 * Forgetting records: asked for or due, decided by two people, begun after days of reflection where it still may be, and
 * certified once nothing is left. A hold or help that comes at the same moment is found by judging again before the first
 * key is destroyed.
 */
export const erasure: Aggregate<ErasureState, ErasureCommand, ErasureEvent, Clear.ErasureEvent> = {
  category: 'erasure',
  initial: { status: 'NONE' },
  needs,
  decide,
  evolve,
  families: () => [],
  seen: () => undefined,
};
