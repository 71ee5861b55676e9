import type { StoredEvent } from '#libs/contracts';
import { comesAgainFrom, isRequest, leavesAgenda } from '#libs/domain';
import type { PanelItemRow, PanelRow } from '#libs/read-models';
import { londonDay } from '#libs/reference';
import { placedIn } from '../door/streams.ts';
import type { ProcessManager, Step } from './manager.ts';
import { itemIn, openedAs, stepIn, type PanelParts } from './panels.ts';

export const PANEL_AGENDA = 'panel-agenda';
/** The most entries that a panel's papers name; of a longer history the newest. */
export const MOST_EVIDENCE = 100;
const A_PAGE = 100;

/**
 * What was sent to a panel, deferred by one, or declined by the agency that it allocated comes before the next panel of
 * the district. Where none is scheduled it waits, to be seen among the requests of state AT_PANEL or DEFERRED, until one
 * is. A request that is withdrawn leaves the agenda.
 */
export function panelAgenda(parts: PanelParts): ProcessManager {
  return {
    name: PANEL_AGENDA,
    causes: [
      'RequestSentToPanel',
      'PanelScheduled',
      'ItemDeferred',
      'AllocationDeclined',
      'RequestWithdrawn',
    ],
    async steps(cause) {
      await parts.caughtUp();
      switch (cause.type) {
        case 'RequestSentToPanel':
          return sent(cause, parts);
        case 'PanelScheduled':
          return scheduled(cause, parts);
        case 'RequestWithdrawn':
          return withdrawn(cause, parts);
        default:
          return putOff(cause, parts);
      }
    },
  };
}

async function sent(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const { panels, requests } = parts.readers;
  if (requests.request(cause.stream)?.state !== 'AT_PANEL') return [];
  const { district } = (await openedAs(cause, ['RequestSentToPanel'], parts)).data;
  return tabledAt(panels.next(district, today(parts)), cause.stream, parts);
}

/** All that waits in the district comes before its next panel: not always this one, where several were scheduled by now. */
async function scheduled(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const { panels } = parts.readers;
  const panel = panels.panel(cause.stream);
  if (panel === undefined || panel.status === 'CLOSED' || panel.date < today(parts)) return [];
  const { district, date } = panel;
  const steps: Step[] = [];
  for (const { item } of requestsAtPanel(district, parts))
    steps.push(...(await tabledAt(panels.next(district, today(parts)), item, parts)));
  for (const waiting of panels.waiting(district, date)) steps.push(...(await tabledNext(waiting, parts)));
  return steps;
}

function requestsAtPanel(district: string, { readers: { requests } }: PanelParts): { item: string }[] {
  const found: { item: string }[] = [];
  for (let after: number | undefined, more = true; more;) {
    const page = requests.list({ state: 'AT_PANEL', district }, undefined, { first: A_PAGE, after });
    found.push(...page.edges.map(({ node }) => ({ item: node.request })));
    after = page.edges.at(-1)?.cursor;
    more = page.hasNextPage;
  }
  return found;
}

async function putOff(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const standing = parts.readers.panels.item(itemIn(cause));
  return standing?.panel === cause.stream ? tabledNext(standing, parts) : [];
}

/** Deferred, or declined by its agency after the panel had closed: until then the panel itself has it open. */
async function tabledNext(standing: PanelItemRow, parts: PanelParts): Promise<Step[]> {
  const { panels } = parts.readers;
  const panel = panels.panel(standing.panel);
  const from = panel && comesAgainFrom(standing, panel);
  if (panel === undefined || from === undefined) return [];
  return tabledAt(panels.next(panel.district, later(from, today(parts))), standing.item, parts);
}

async function withdrawn({ stream }: StoredEvent, { readers: { panels } }: PanelParts): Promise<Step[]> {
  const standing = panels.item(stream);
  if (standing === undefined || !leavesAgenda(standing)) return [];
  const { panel } = standing;
  return [stepIn(panel, stream, { type: 'WithdrawItem', data: { panel, item: stream } })];
}

async function tabledAt(panel: PanelRow | undefined, item: string, parts: PanelParts): Promise<Step[]> {
  if (panel === undefined) return [];
  const evidencePositions = await evidenceOf(item, parts);
  const data = { panel: panel.panel, item, evidencePositions };
  return [stepIn(panel.panel, item, { type: 'TableItem', data })];
}

/** All that the request's own history holds; of an episode what the panel had before it. */
async function evidenceOf(item: string, parts: PanelParts): Promise<readonly number[]> {
  if (!isRequest(item)) return parts.readers.panels.item(item)?.evidence ?? [];
  const told = await placedIn(item, parts.store);
  return told.map(({ position }) => position).slice(-MOST_EVIDENCE);
}

function today({ clock }: PanelParts): string {
  return londonDay(clock.now());
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
