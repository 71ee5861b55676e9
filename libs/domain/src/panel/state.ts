import { Rejected } from '#libs/contracts';
import type { Quorum } from '#libs/reference';
import type { PanelItemFact } from '../aggregate.ts';

/** The last that was recorded of a member. */
export interface Member {
  readonly agency: string;
  readonly standing: 'EXPECTED' | 'ATTENDED' | 'APOLOGISED';
  /** Of those who attended. */
  readonly agencyType?: string;
  readonly chairing?: boolean;
  readonly remote?: boolean;
}

export interface TabledItem {
  readonly family?: string;
  readonly sending?: number;
  readonly state: PanelItemFact['state'];
  readonly conflicted: ReadonlySet<string>;
  /** The revision of the decision that holds, with the agency and keyworker that it allocates. */
  readonly decision?: { readonly revision: number; readonly agency?: string; readonly keyworker?: string };
  readonly allocation?: 'OFFERED' | 'ACCEPTED' | 'DECLINED';
  /** The agency that was last asked to take it on: the decision's, or its successor. */
  readonly asked?: string;
  /** The item's last revision: what a form about it saw. */
  readonly revision: number;
}

export interface ScheduledPanel {
  readonly status: 'SCHEDULED' | 'QUORATE' | 'ADJOURNED' | 'CLOSED';
  readonly district: string;
  readonly date: string;
  readonly cadence: string;
  readonly quorumRule: string;
  readonly members: ReadonlyMap<string, Member>;
  readonly items: ReadonlyMap<string, TabledItem>;
}

export type PanelState = { readonly status: 'NONE' } | ScheduledPanel;

export function scheduled(state: PanelState): ScheduledPanel {
  if (state.status === 'NONE') throw new Rejected('NOT_FOUND');
  return state;
}

/** Guarded by the stream. */
export function openPanel(state: PanelState): ScheduledPanel {
  const panel = scheduled(state);
  if (panel.status === 'CLOSED') throw new Rejected('PANEL_CLOSED');
  return panel;
}

/** An item that was tabled: ITEM_NOT_TABLED. */
export function itemOf(panel: ScheduledPanel, item: string): TabledItem {
  const found = panel.items.get(item);
  if (found === undefined) throw new Rejected('ITEM_NOT_TABLED');
  return found;
}

/** The same, not withdrawn meanwhile: ITEM_WITHDRAWN. */
export function standingItem(panel: ScheduledPanel, item: string): TabledItem {
  const found = itemOf(panel, item);
  if (found.state === 'WITHDRAWN') throw new Rejected('ITEM_WITHDRAWN');
  return found;
}

/** An item that a panel may not leave behind: not come to, or declined by the agency it was allocated to. */
export function isOpen({ state, allocation }: TabledItem): boolean {
  return state === 'TABLED' || (state === 'DECIDED' && allocation === 'DECLINED');
}

/** Whether an item may leave its agenda: nothing was decided on it, or the agency that it was allocated to declined. */
export function leavesAgenda({ state, allocation }: Left): boolean {
  return state === 'TABLED' || state === 'DEFERRED' || allocation === 'DECLINED';
}

interface Left {
  readonly state: TabledItem['state'];
  readonly allocation?: TabledItem['allocation'] | null;
}

/**
 * What the rule asks for and those present do not bring: CHAIR, AGENCIES, or one of the rule's groups. Whoever has an
 * interest in an item does not count for it.
 */
export function lackingOf(
  panel: ScheduledPanel,
  rule: Quorum,
  conflicted: ReadonlySet<string> = new Set(),
): string[] {
  const present = [...panel.members]
    .filter(([member, { standing }]) => standing === 'ATTENDED' && !conflicted.has(member))
    .map(([, member]) => member);
  const agencies = new Set(present.map(({ agency }) => agency));
  const groups = Object.entries(rule.groups).filter(
    ([, types]) => !present.some(({ agencyType }) => types.includes(agencyType ?? '')),
  );
  return [
    ...(rule.chair && !present.some(({ chairing }) => chairing === true) ? ['CHAIR'] : []),
    ...(agencies.size < rule.agencies ? ['AGENCIES'] : []),
    ...groups.map(([group]) => group),
  ];
}
