import type { DecideItem, PanelCommand } from '#libs/contracts';
import type { Needs } from '../aggregate.ts';
import { isRequest } from './agenda.ts';
import type { PanelState } from './state.ts';

/** What the rule of a command asks of other streams. */
export function needs({ type, data }: PanelCommand, state: PanelState): Needs {
  switch (type) {
    case 'SchedulePanel':
      return data.chair === undefined ? {} : { workers: [data.chair] };
    case 'ExpectPanelMember':
    case 'RecordPanelAttendance':
    case 'RecordPanelApology':
      return { workers: [data.member], organisations: [data.agency] };
    case 'TableItem':
      return isRequest(data.item)
        ? ofRequest(data.item)
        : { openEpisode: data.item, panelItemsOf: [data.item] };
    case 'DecideItem':
    case 'ReviewDecision':
      return {
        ...decided(data),
        ...(isRequest(data.item) ? ofRequest(data.item) : { panelItemsOf: [data.item] }),
      };
    case 'DeferItem':
      return isRequest(data.item) ? ofRequest(data.item) : { panelItemsOf: [data.item] };
    case 'WithdrawItem':
      return isRequest(data.item) ? { requests: [data.item] } : ofFamily(data.item, state);
    case 'OfferAllocation':
      return { ...asked(data.item, state), ...(isRequest(data.item) && { requests: [data.item] }) };
    case 'AcceptAllocation':
      return { organisations: [data.agency], workers: accepting(data, state) };
    case 'ConvenePanel':
    case 'DeclareConflictOfInterest':
    case 'DeclineAllocation':
    case 'ClosePanel':
      return {};
  }
}

function ofRequest(request: string): Needs {
  return { requests: [request], panelItemsOf: [request] };
}

/** Where the family of an episode lives. */
function ofFamily(item: string, state: PanelState): Needs {
  const family = state.status === 'NONE' ? undefined : state.items.get(item)?.family;
  return family === undefined ? {} : { families: [family] };
}

type Decision = Pick<DecideItem, 'agency' | 'keyworker' | 'children'>;

function decided({ agency, keyworker, children = [] }: Decision): Needs {
  return {
    ...(agency !== undefined && { organisations: [agency] }),
    ...(keyworker !== undefined && { workers: [keyworker] }),
    ...(children.length > 0 && { persons: children.map(({ child }) => child) }),
  };
}

/** Whoever is asked to take it on, who may have ended since. */
function asked(item: string, state: PanelState): Needs {
  const { asked, decision } = (state.status === 'NONE' ? undefined : state.items.get(item)) ?? {};
  const agency = asked ?? decision?.agency;
  return agency === undefined ? {} : { organisations: [agency] };
}

function accepting(data: { item: string; keyworker?: string }, state: PanelState): string[] {
  const item = state.status === 'NONE' ? undefined : state.items.get(data.item);
  const keyworker = data.keyworker ?? item?.decision?.keyworker;
  return keyworker === undefined ? [] : [keyworker];
}
