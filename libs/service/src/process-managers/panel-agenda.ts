import { streamCategory, type StoredEvent } from '#libs/contracts';
import { isRequest, leavesAgenda } from '#libs/domain';
import type { ProcessManager, Step } from './manager.ts';
import { moveAmended, moved, redirected, redirectedTo } from './panel-moves.ts';
import { itemIn, stepIn, type PanelParts } from './panels.ts';
import { districtOf, nextPanel, requestsThat, tabledAt, tabledNext, today } from './tabling.ts';

export { MOST_EVIDENCE } from './tabling.ts';

export const PANEL_AGENDA = 'panel-agenda';

/**
 * What was sent to a panel, deferred by one, or declined by the agency that it allocated comes before the next panel of
 * the district. Where none is scheduled it waits, to be seen among the requests of state AT_PANEL or DEFERRED, until one
 * is. A request that is withdrawn leaves the agenda; what is of a family that moves, or did not move after all, or of a
 * district that is replaced, goes where the next panel for it is.
 */
export function panelAgenda(parts: PanelParts): ProcessManager {
  return {
    name: PANEL_AGENDA,
    causes: Object.keys(follows),
    async steps(cause) {
      await parts.caughtUp();
      return follows[cause.type]?.(cause, parts) ?? [];
    },
  };
}

const follows: Readonly<Record<string, (cause: StoredEvent, parts: PanelParts) => Promise<Step[]>>> = {
  RequestSentToPanel: sent,
  PanelScheduled: scheduled,
  ItemDeferred: putOff,
  AllocationDeclined: putOff,
  RequestWithdrawn: withdrawn,
  EntryVoided: voided,
  EntryCorrected: amended,
  RequestRedirected: redirected,
  DistrictChanged: moved,
};

async function sent({ stream }: StoredEvent, parts: PanelParts): Promise<Step[]> {
  if (parts.readers.requests.request(stream)?.state !== 'AT_PANEL') return [];
  return tabledAt(nextPanel({ item: stream, family: null }, today(parts), parts), stream, parts);
}

/** All that waits in the district comes before its next panel: not always this one, where several were scheduled by now. */
async function scheduled(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const { panels } = parts.readers;
  const panel = panels.panel(cause.stream);
  if (panel === undefined || panel.status === 'CLOSED' || panel.date < today(parts)) return [];
  const { district, date } = panel;
  const steps = redirectedTo(district, parts);
  for (const { request } of requestsThat({ state: 'AT_PANEL', district }, parts))
    steps.push(...(await tabledAt(panels.next(district, today(parts)), request, parts)));
  for (const waiting of panels.waiting(date))
    if (districtOf(waiting, parts) === district) steps.push(...(await tabledNext(waiting, parts)));
  return steps;
}

/** Deferred, or declined by its agency after the panel had closed: until then the panel itself has it open. */
async function putOff(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const standing = parts.readers.panels.item(itemIn(cause));
  return standing?.panel === cause.stream ? tabledNext(standing, parts) : [];
}

/** A request that was not withdrawn after all comes before a panel again; one that was after all leaves the agenda. */
async function voided(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  if (!isRequest(cause.stream)) return amended(cause, parts);
  const { state } = parts.readers.requests.request(cause.stream) ?? {};
  return state === 'WITHDRAWN' ? withdrawn(cause, parts) : sent(cause, parts);
}

async function amended(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  return streamCategory(cause.stream) === 'family' ? moveAmended(cause, parts) : [];
}

async function withdrawn({ stream }: StoredEvent, { readers: { panels } }: PanelParts): Promise<Step[]> {
  const standing = panels.item(stream);
  if (standing === undefined || !leavesAgenda(standing)) return [];
  const { panel } = standing;
  return [stepIn(panel, stream, { type: 'WithdrawItem', data: { panel, item: stream } })];
}
