import type { CommandOf, Opened } from '#libs/contracts';
import { addDays } from '#libs/reference';
import type { PanelItemFact } from '../aggregate.ts';
import { isRequest } from './agenda.ts';
import type { PanelState } from './state.ts';

/** An item as a panel left it, and the day until which that put it off. */
export type LeftItem = Pick<PanelItemFact, 'state' | 'allocation'> & {
  readonly deferredUntil: string | null;
};

/** The panel that left it. */
export interface Sitting {
  readonly date: string;
  readonly status: Exclude<PanelState['status'], 'NONE'>;
}

/**
 * The first day on which an item may come before a panel again; undefined where it need not: what was deferred, from the
 * day it was put off to, and what was declined by the agency it was allocated to, once the panel itself cannot decide
 * again.
 */
export function comesAgainFrom(
  { state, allocation, deferredUntil }: LeftItem,
  { date, status }: Sitting,
): string | undefined {
  const next = addDays(date, 1);
  if (state === 'DEFERRED' && deferredUntil !== null) return deferredUntil > next ? deferredUntil : next;
  return allocation === 'DECLINED' && status === 'CLOSED' ? next : undefined;
}

/** Whether an agency that a panel's decision allocates has yet to be asked. */
export function isToBeOffered({ agency, allocation }: Pick<PanelItemFact, 'agency' | 'allocation'>): boolean {
  return agency !== null && allocation === null;
}

type Taken = Omit<Opened.AllocationAccepted, 'family'>;
type Deciding = Pick<Opened.ItemDecided, 'children' | 'rationale' | 'decidedBy'>;
type Opening = Omit<CommandOf<'OpenEpisode'>['data'], 'family' | 'district'>;
type Joining = Omit<CommandOf<'AddChildToEpisode'>['data'], 'family' | 'episode'>;

/** The help that opens once an agency took on what a panel decided. */
export function openingOf(
  { item, agency, keyworker, familyAgreed }: Taken,
  { decidedBy, ...decision }: Deciding,
): Opening {
  return {
    children: childrenOf(decision),
    route: 'REQUEST',
    agency,
    keyworker,
    familyAgreed: familyAgreed === true,
    decidedBy,
    ...(isRequest(item) && { request: item }),
  };
}

/** The children who join the episode that is open already: who is in it keeps its level, of which a change is a step. */
export function joiningOf({ decidedBy, ...decision }: Deciding, helped: ReadonlySet<string>): Joining[] {
  return childrenOf(decision)
    .filter(({ child }) => !helped.has(child))
    .map((child) => ({ ...child, decidedBy }));
}

type Held = Pick<CommandOf<'OpenEpisode'>['data'], 'agency' | 'keyworker'>;
type Of<T extends 'ChangeAccountableAgency' | 'HandOverKeyworker'> = {
  readonly type: T;
  readonly data: Omit<CommandOf<T>['data'], 'family' | 'episode'>;
};

/**
 * How the open episode that a panel decided on goes to the agency that took it on, and to its keyworker. Where the family
 * was not asked again the hand-over alone is ordered, and is refused: the agency that has the episode keeps it until a
 * person has asked.
 */
export function passingOnOf(
  { agency, keyworker, familyAgreed }: Taken,
  held: Held,
): (Of<'ChangeAccountableAgency'> | Of<'HandOverKeyworker'>)[] {
  const agreementReviewed = familyAgreed === true;
  const reason = 'TSPROC';
  const data = { to: keyworker, agency, agreementReviewed, reason };
  return [
    ...(agency === held.agency || !agreementReviewed
      ? []
      : [{ type: 'ChangeAccountableAgency', data: { to: agency } } as const]),
    ...(keyworker === held.keyworker ? [] : [{ type: 'HandOverKeyworker', data } as const]),
  ];
}

function childrenOf({ children = [], rationale = '' }: Pick<Deciding, 'children' | 'rationale'>) {
  return children.map(({ child, level, indicators = [] }) => ({
    child,
    level,
    indicators: [...indicators],
    rationale,
  }));
}
