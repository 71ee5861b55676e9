import type { Clear } from '#libs/contracts';
import type { PanelItemFact, Past } from '../aggregate.ts';
import type { TabledItem, Member, PanelState, ScheduledPanel } from './state.ts';

export function evolve(state: PanelState, event: Past<Clear.PanelEvent>): PanelState {
  if (event.type === 'PanelScheduled') {
    const { district, date, cadence, quorumRule } = event.data;
    return {
      status: 'SCHEDULED',
      district,
      date,
      cadence,
      quorumRule,
      members: new Map(),
      items: new Map(),
    };
  }
  return state.status === 'NONE' ? state : sat(state, event);
}

type Sat = Exclude<Clear.PanelEvent, { type: 'PanelScheduled' }>;

function sat(panel: ScheduledPanel, event: Past<Sat>): ScheduledPanel {
  switch (event.type) {
    case 'PanelMemberExpected':
      return withMember(panel, event.data.member, { agency: event.data.agency, standing: 'EXPECTED' });
    case 'PanelMemberAttended': {
      const { member, ...attended } = event.data;
      return withMember(panel, member, { ...attended, standing: 'ATTENDED' });
    }
    case 'PanelMemberApologised':
      return withMember(panel, event.data.member, { agency: event.data.agency, standing: 'APOLOGISED' });
    case 'PanelQuorate':
      return { ...panel, status: 'QUORATE' };
    case 'PanelAdjourned':
      return { ...panel, status: 'ADJOURNED' };
    case 'PanelClosed':
      return { ...panel, status: 'CLOSED' };
    case 'ItemTabled':
      return tabled(panel, event);
    case 'ItemWithdrawn':
      return withItem(panel, event, (item) => ({ ...item, state: 'WITHDRAWN' }));
    case 'ConflictOfInterestDeclared': {
      const { member } = event.data;
      return withItem(panel, event, (item) => ({
        ...item,
        conflicted: new Set([...item.conflicted, member]),
      }));
    }
    case 'ItemDecided':
    case 'DecisionReviewed':
      return decided(panel, event);
    case 'ItemDeferred':
      return withItem(panel, event, (item) => ({ ...item, state: 'DEFERRED' }));
    case 'AllocationOffered':
      return withItem(panel, event, (item) => ({
        ...item,
        allocation: 'OFFERED',
        asked: event.data.agency,
      }));
    case 'AllocationAccepted':
      return withItem(panel, event, (item) => ({ ...item, allocation: 'ACCEPTED' }));
    case 'AllocationDeclined':
      return withItem(panel, event, (item) => ({ ...item, allocation: 'DECLINED' }));
  }
}

type OfItem = Past<Extract<Sat, { data: { item: string } }>>;

function withMember(panel: ScheduledPanel, id: string, member: Member): ScheduledPanel {
  return { ...panel, members: new Map([...panel.members, [id, member]]) };
}

function tabled(panel: ScheduledPanel, { data, revision }: Past<{ data: Clear.ItemTabled }>): ScheduledPanel {
  const { item, family, sending } = data;
  const conflicted = panel.items.get(item)?.conflicted ?? new Set();
  const entered: TabledItem = {
    state: 'TABLED',
    conflicted,
    revision,
    ...(family === undefined ? {} : { family }),
    ...(sending === undefined ? {} : { sending }),
  };
  return { ...panel, items: new Map([...panel.items, [item, entered]]) };
}

/** A decision, or the one in place of it, ends whatever was offered before. */
function decided(
  panel: ScheduledPanel,
  event: Past<Extract<Sat, { type: 'ItemDecided' | 'DecisionReviewed' }>>,
): ScheduledPanel {
  const { agency, keyworker, family } = event.data;
  const decision = {
    revision: event.revision,
    ...(agency === undefined ? {} : { agency }),
    ...(keyworker === undefined ? {} : { keyworker }),
  };
  return withItem(panel, event, ({ allocation: _, asked: __, ...item }) => ({
    ...item,
    ...(family === undefined ? {} : { family }),
    state: 'DECIDED',
    decision,
  }));
}

function withItem(
  panel: ScheduledPanel,
  event: OfItem,
  next: (item: TabledItem) => TabledItem,
): ScheduledPanel {
  const { item } = event.data;
  const known = panel.items.get(item);
  if (known === undefined) return panel;
  return { ...panel, items: new Map([...panel.items, [item, { ...next(known), revision: event.revision }]]) };
}

/** How the panel of these events is with a request or an episode; undefined where that was never tabled there. */
export function panelItemFact(
  panel: string,
  events: readonly Past<Clear.PanelEvent>[],
  item: string,
): PanelItemFact | undefined {
  const state = events.reduce<PanelState>(evolve, { status: 'NONE' });
  const found = state.status === 'NONE' ? undefined : state.items.get(item);
  if (found === undefined) return undefined;
  const { sending = null, state: stands, revision, decision, allocation = null } = found;
  return { panel, sending, state: stands, revision, agency: decision?.agency ?? null, allocation };
}
