import { asksForHelp, type Clear } from '#libs/contracts';
import type { Reference } from '#libs/reference';
import type { PanelItemFact, Past, RequestFact } from '../aggregate.ts';
import { evolve } from './evolve.ts';
import { statusOf, type ReceivedRequest, type RequestState } from './state.ts';

/** What became of a request in other streams. */
export interface Elsewhere {
  /** How the last panel that has it on its agenda is with it. */
  readonly item: PanelItemFact | undefined;
  /** When help was opened from it. */
  readonly helpOpened: readonly string[];
}

/**
 * Whether somebody has work to do with a request: a safeguarding concern has to be passed on, or nobody decided on it. The
 * one that help came of is met with that, whether or not anybody wrote down that it was decided, unless it was looked at
 * anew since. Whoever sought advice asks for nobody's help.
 */
export function isOpenWork(
  events: readonly Past<Clear.RequestEvent>[],
  elsewhere: Elsewhere,
  reference: Reference,
): boolean {
  const state = events.reduce(evolve, { status: 'NONE' } as RequestState);
  if (state.status === 'NONE') return false;
  if (state.hasConcern) return true;
  return (
    !isSettled(statusOf(state, reference), state, elsewhere) &&
    !isMet(events, elsewhere) &&
    events.some(({ type }) => asksForHelp(type))
  );
}

function isSettled(
  status: RequestFact['status'],
  { sending }: ReceivedRequest,
  { item }: Elsewhere,
): boolean {
  if (status === 'AT_PANEL') return item?.state === 'DECIDED' && item.sending === sending;
  return status === 'DECIDED' || status === 'WITHDRAWN';
}

function isMet(events: readonly Past<Clear.RequestEvent>[], { helpOpened }: Elsewhere): boolean {
  const anew = events.findLast(({ type }) => type === 'RequestReopened')?.recordedAt ?? '';
  return helpOpened.some((at) => at > anew);
}
