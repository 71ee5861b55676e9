import { comesAgainFrom, isRequest } from '#libs/domain';
import type { PanelItemRow, PanelRow, RequestFilter, RequestRow } from '#libs/read-models';
import { londonDay } from '#libs/reference';
import { placedIn } from '../door/streams.ts';
import type { Step } from './manager.ts';
import { stepIn, type PanelParts } from './panels.ts';

/** The most entries that a panel's papers name; of a longer history the newest. */
export const MOST_EVIDENCE = 100;
const A_PAGE = 100;

/** The step that puts an item before a panel; none where there is no panel. */
export async function tabledAt(
  panel: PanelRow | undefined,
  item: string,
  parts: PanelParts,
): Promise<Step[]> {
  if (panel === undefined) return [];
  const evidencePositions = await evidenceOf(item, parts);
  const data = { panel: panel.panel, item, evidencePositions };
  return [stepIn(panel.panel, item, { type: 'TableItem', data })];
}

/** Before the next panel of its district, where it was deferred, or was declined and its panel has closed. */
export async function tabledNext(standing: PanelItemRow, parts: PanelParts): Promise<Step[]> {
  const { panels } = parts.readers;
  const panel = panels.panel(standing.panel);
  const from = panel && comesAgainFrom(standing, panel);
  if (from === undefined) return [];
  return tabledAt(nextPanel(standing, later(from, today(parts)), parts), standing.item, parts);
}

/** The next panel, on the day or later, of the district that a request or an episode is of now. */
export function nextPanel(
  about: Pick<PanelItemRow, 'item' | 'family'>,
  day: string,
  parts: PanelParts,
): PanelRow | undefined {
  const district = districtOf(about, parts);
  return district === undefined ? undefined : parts.readers.panels.next(district, day);
}

/**
 * Whose panel decides on it: of a request the district that it is in, of an episode the one its family lives in; where
 * that was replaced, the one that came in its place.
 */
export function districtOf(
  { item, family }: Pick<PanelItemRow, 'item' | 'family'>,
  { readers, reference, clock }: PanelParts,
): string | undefined {
  const district = isRequest(item)
    ? readers.requests.request(item)?.district
    : readers.families.family(family ?? '')?.district;
  if (district === undefined || district === null) return undefined;
  return reference().inPlaceOf('district', district, londonDay(clock.now()));
}

/** Every request that fits, in the order in which they came in. */
export function requestsThat(filter: RequestFilter, { readers: { requests } }: PanelParts): RequestRow[] {
  const found: RequestRow[] = [];
  for (let after: number | undefined, more = true; more;) {
    const page = requests.list(filter, undefined, { first: A_PAGE, after });
    found.push(...page.edges.map(({ node }) => node));
    after = page.edges.at(-1)?.cursor;
    more = page.hasNextPage;
  }
  return found;
}

export function today({ clock }: PanelParts): string {
  return londonDay(clock.now());
}

/** All that the request's own history holds; of an episode what the panel had before it. */
async function evidenceOf(item: string, parts: PanelParts): Promise<readonly number[]> {
  if (!isRequest(item)) return parts.readers.panels.item(item)?.evidence ?? [];
  const told = await placedIn(item, parts.store);
  return told.map(({ position }) => position).slice(-MOST_EVIDENCE);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
