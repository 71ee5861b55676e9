import type { StoredEvent } from '#libs/contracts';
import { isUndecided, type PanelItemRow, type RequestRow } from '#libs/read-models';
import type { Step } from './manager.ts';
import { stepIn, type PanelParts } from './panels.ts';
import { nextPanel, requestsThat, tabledAt, tabledNext, today } from './tabling.ts';

/**
 * A family that moves takes what is still to come before a panel with it: its requests, and those of families merged into
 * it, go to the other district, and so does the item of its open episode, once a panel of that district is scheduled. What is before a panel that sits today,
 * or has sat, stays with that panel.
 */
export async function moved({ stream: family }: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const district = livesIn(family, parts);
  if (district === null) return [];
  return following(openOf(family, parts), { family, district, reason: 'FAMILY_MOVED' }, parts);
}

/**
 * The same where a move is corrected or voided: what is of the district in which the family was thought to live goes to the
 * one in which it lives, and nothing that somebody sent elsewhere.
 */
export async function moveAmended({ id, stream: family }: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const { position = 0 } = (await parts.store.event(id)) ?? {};
  const before = livesIn(family, parts, position - 1);
  const district = livesIn(family, parts);
  if (district === null || district === before) return [];
  const open = openOf(family, parts).filter((request) => request.district === before);
  return following(open, { family, district, reason: 'OTHER_DISTRICT' }, parts);
}

/** The district of a family that is helped. */
function livesIn(family: string, { readers }: PanelParts, position?: number): string | null {
  return readers.families.family(family, position)?.district ?? null;
}

function openOf(family: string, parts: PanelParts): RequestRow[] {
  return requestsThat({ families: parts.readers.timeline.withMerged(family), waiting: true }, parts);
}

async function following(
  open: readonly RequestRow[],
  { family, ...to }: To & { readonly family: string },
  parts: PanelParts,
): Promise<Step[]> {
  const { episode = null } = parts.readers.families.family(family) ?? {};
  const steps = redirecting(open, to, parts);
  return episode === null ? steps : [...steps, ...(await episodeMoved(episode, to.district, parts))];
}

/** What waits in a district that this one came in the place of. */
export function redirectedTo(district: string, parts: PanelParts): Step[] {
  const reference = parts.reference();
  const replaced = reference
    .codes('district')
    .map(({ code }) => code)
    .filter((code) => code !== district && reference.inPlaceOf('district', code, today(parts)) === district);
  const open = [...new Set(replaced)].flatMap((from) =>
    requestsThat({ district: from, waiting: true }, parts),
  );
  return redirecting(open, { district, reason: 'DISTRICT_REPLACED' }, parts);
}

/** A panel that had it has it no longer; it comes before the next one of its new district. */
export async function redirected(cause: StoredEvent, parts: PanelParts): Promise<Step[]> {
  const { panels, requests } = parts.readers;
  const request = cause.stream;
  const { state } = requests.request(request) ?? {};
  if (state !== 'AT_PANEL' && state !== 'TABLED' && state !== 'DEFERRED') return [];
  const before = panels
    .panelsOf(request)
    .flatMap((panel) => panels.items(panel))
    .filter(({ item, sending }) => item === request && sending !== cause.revision);
  const standing = panels.item(request);
  const again =
    standing?.state === 'DEFERRED'
      ? await tabledNext(standing, parts)
      : await tabledAt(nextPanel({ item: request, family: null }, today(parts), parts), request, parts);
  return [...before.filter((left) => isOpenIn(left, parts)).map(takenOff), ...again];
}

interface To {
  readonly district: string;
  readonly reason: string;
}

function redirecting(open: readonly RequestRow[], { district, reason }: To, parts: PanelParts): Step[] {
  return open
    .filter((each) => isUndecided(each) && each.district !== district)
    .filter(({ request: item }) => !isSitting(parts.readers.panels.item(item), parts))
    .map(({ request }) =>
      stepIn(request, request, { type: 'RedirectRequest', data: { request, district, reason } }),
    );
}

async function episodeMoved(episode: string, district: string, parts: PanelParts): Promise<Step[]> {
  const standing = parts.readers.panels.item(episode);
  if (standing === undefined || isSitting(standing, parts)) return [];
  if (standing.state === 'DEFERRED') return tabledNext(standing, parts);
  const next = parts.readers.panels.next(district, today(parts));
  const isElsewhere = next !== undefined && parts.readers.panels.panel(standing.panel)?.district !== district;
  if (standing.state !== 'TABLED' || !isElsewhere) return [];
  return [takenOff(standing), ...(await tabledAt(next, episode, parts))];
}

/** Whether a panel has it before it: one that sits today, or has sat and is not closed. */
function isSitting(standing: PanelItemRow | undefined, parts: PanelParts): boolean {
  if (standing === undefined || !isOpenIn(standing, parts)) return false;
  return (parts.readers.panels.panel(standing.panel)?.date ?? '') <= today(parts);
}

/** Not decided, or declined by the agency it was allocated to, on the agenda of a panel that has not closed. */
function isOpenIn({ panel, state, allocation }: PanelItemRow, { readers }: PanelParts): boolean {
  const isOpen = state === 'TABLED' || allocation === 'DECLINED';
  return isOpen && readers.panels.panel(panel)?.status !== 'CLOSED';
}

function takenOff({ panel, item }: PanelItemRow): Step {
  return stepIn(panel, `${item} leaves`, { type: 'WithdrawItem', data: { panel, item } });
}
