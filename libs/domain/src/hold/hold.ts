import { Rejected } from '#libs/contracts';
import type { Clear, HoldCommand, HoldEvent, PlaceLegalHold } from '#libs/contracts';
import type { Aggregate, Facts, Needs, Past, Told } from '../aggregate.ts';
import { checkRationale } from '../checks.ts';
import { allOf, type Records, type StandingHold } from '../retention/records.ts';
import { checkNamed, namedRecords, recordsIn } from '../erasure/named.ts';

export type HoldState =
  | { readonly status: 'NONE' }
  | (Records & {
      readonly status: 'STANDS' | 'RELEASED';
      readonly everything: boolean;
      /** The account that last proposed to let it go, while that waits for an answer. */
      readonly releaseProposedBy?: string;
    });

type Begun = Exclude<HoldState, { status: 'NONE' }>;

function place(told: Told<PlaceLegalHold>, facts: Facts): HoldEvent[] {
  const { everything, reason, explanation } = told.data;
  const records = recordsIn(told.data);
  if (everything === allOf(records).length > 0) throw new Rejected('REQUIRED', { field: 'persons' });
  if (!everything) checkNamed(records, facts);
  checkRationale(explanation, 'explanation');
  const named = namedRecords(records);
  const data = { ...named, everything, reason, explanation, placedBy: told.actor.user };
  return [{ type: 'LegalHoldPlaced', data }];
}

function decide(command: Parameters<typeof hold.decide>[0], state: HoldState, facts: Facts): HoldEvent[] {
  if (command.type === 'PlaceLegalHold') return state.status === 'NONE' ? place(command, facts) : [];
  const standing = checkStands(state);
  const named = namedRecords(standing);
  const { user } = command.actor;
  switch (command.type) {
    case 'ReviewLegalHold':
      checkRationale(command.data.note, 'note');
      return [{ type: 'LegalHoldReviewed', data: { ...named, note: command.data.note, reviewedBy: user } }];
    case 'ProposeLegalHoldRelease': {
      const { reason } = command.data;
      checkRationale(reason, 'reason');
      return [{ type: 'LegalHoldReleaseProposed', data: { ...named, reason, proposedBy: user } }];
    }
    case 'ReleaseLegalHold': {
      const { rationale } = command.data;
      const proposedBy = checkProposed(standing);
      if (proposedBy === user) throw new Rejected('SELF_APPROVAL');
      checkRationale(rationale, 'rationale');
      return [{ type: 'LegalHoldReleased', data: { ...named, rationale, proposedBy, releasedBy: user } }];
    }
    case 'DeclineLegalHoldRelease': {
      const { reason } = command.data;
      checkProposed(standing);
      checkRationale(reason, 'reason');
      return [{ type: 'LegalHoldReleaseDeclined', data: { ...named, reason, declinedBy: user } }];
    }
  }
}

function checkStands(state: HoldState): Begun {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  if (state.status === 'RELEASED') throw new Rejected('HOLD_RELEASED');
  return state;
}

function checkProposed({ releaseProposedBy }: Begun): string {
  if (releaseProposedBy === undefined) throw new Rejected('RELEASE_NOT_PROPOSED');
  return releaseProposedBy;
}

function evolve(state: HoldState, event: Past<Clear.HoldEvent>): HoldState {
  if (event.type === 'LegalHoldPlaced')
    return { status: 'STANDS', ...recordsIn(event.data), everything: event.data.everything };
  if (state.status === 'NONE') return state;
  const { releaseProposedBy, ...standing } = state;
  switch (event.type) {
    case 'LegalHoldReviewed':
      return state;
    case 'LegalHoldReleaseProposed':
      return { ...standing, releaseProposedBy: event.data.proposedBy };
    case 'LegalHoldReleased':
      return { ...standing, status: 'RELEASED' };
    case 'LegalHoldReleaseDeclined':
      return standing;
  }
}

/** What a stream of a hold comes to, where it still stands. */
export function standingHold(
  stream: string,
  events: readonly Past<Clear.HoldEvent>[],
): StandingHold | undefined {
  const state = events.reduce<HoldState>(evolve, { status: 'NONE' });
  if (state.status !== 'STANDS') return undefined;
  const { persons, families, requests, everything } = state;
  return { hold: stream, persons, families, requests, everything };
}

function needs(command: HoldCommand): Needs {
  return command.type === 'PlaceLegalHold' ? { erasing: recordsIn(command.data) } : {};
}

/**
 * A legal hold: while it stands nothing that it names is erased (I17). Let go of by two people. That an erasure began at the
 * same moment is found where it is begun: judged once more before the first key is destroyed.
 */
export const hold: Aggregate<HoldState, HoldCommand, HoldEvent, Clear.HoldEvent> = {
  category: 'hold',
  initial: { status: 'NONE' },
  needs,
  decide,
  evolve,
  families: () => [],
  seen: () => undefined,
};
