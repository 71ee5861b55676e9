import type { Clear, PanelCommand, PanelEvent } from '#libs/contracts';
import type { Aggregate, Circumstances, Facts } from '../aggregate.ts';
import { declareConflict, defer, table, withdrawItem } from './agenda.ts';
import { accept, decline, offer } from './allocation.ts';
import { decideItem, reviewDecision } from './decisions.ts';
import { corrected, relies } from './corrected.ts';
import { evolve } from './evolve.ts';
import { needs } from './needs.ts';
import { apologise, attend, close, convene, expectMember, schedule } from './sitting.ts';
import type { PanelState } from './state.ts';

function decide(command: PanelCommand & Circumstances, state: PanelState, facts: Facts): PanelEvent[] {
  switch (command.type) {
    case 'SchedulePanel':
      return schedule(command, state, facts);
    case 'ExpectPanelMember':
      return expectMember(command, state, facts);
    case 'RecordPanelAttendance':
      return attend(command, state, facts);
    case 'RecordPanelApology':
      return apologise(command, state, facts);
    case 'ConvenePanel':
      return convene(command, state, facts);
    case 'TableItem':
      return table(command, state, facts);
    case 'WithdrawItem':
      return withdrawItem(command, state, facts);
    case 'DeclareConflictOfInterest':
      return declareConflict(command, state);
    case 'DecideItem':
      return decideItem(command, state, facts);
    case 'ReviewDecision':
      return reviewDecision(command, state, facts);
    case 'DeferItem':
      return defer(command, state, facts);
    case 'OfferAllocation':
      return offer(command, state, facts);
    case 'AcceptAllocation':
      return accept(command, state, facts);
    case 'DeclineAllocation':
      return decline(command, state);
    case 'ClosePanel':
      return close(command, state);
  }
}

/** The version a form saw: two clerks on different items do not collide. */
function seen(state: PanelState, { data }: PanelCommand): number | undefined {
  if (state.status === 'NONE' || !('item' in data)) return undefined;
  return state.items.get(data.item)?.revision;
}

/** A triage panel of one district and day: who came, what was before it, what it decided, and what agencies answered. */
export const panel: Aggregate<PanelState, PanelCommand, PanelEvent, Clear.PanelEvent> = {
  category: 'panel',
  initial: { status: 'NONE' },
  needs,
  decide,
  evolve,
  families: () => [],
  seen,
  corrected,
  relies,
};
