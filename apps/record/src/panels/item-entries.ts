import { seesItem, type Principal } from '#libs/access';
import { isAmendment } from '#libs/contracts';
import {
  isSeen,
  nothingUnseen,
  type AsOfPoint,
  type PanelsReader,
  type TimelineEntry,
  type TimelineReader,
  type Unseen,
} from '#libs/read-models';

const A_PAGE = 100;

/** All that stands in a stream by then, in the order in which it was recorded. */
export function entriesOf(timeline: TimelineReader, stream: string, at: AsOfPoint): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (let after: number | undefined, more = true; more;) {
    const page = timeline.streamTimeline(stream, at, { first: A_PAGE, after });
    entries.push(...page.edges.map(({ node }) => node));
    after = page.edges.at(-1)?.cursor;
    more = page.hasNextPage;
  }
  return entries;
}

/** Whether an entry of a panel is about the request or the episode. */
export function isAbout(item: string): (entry: TimelineEntry) => boolean {
  return ({ data }) => data['item'] === item;
}

/** Whether an order about the item that did not know of the entry is overtaken: by what is about it, and by any correction. */
export function isNewsOf(item: string): (entry: TimelineEntry) => boolean {
  const isOfIt = isAbout(item);
  return (entry) => isOfIt(entry) || isAmendment(entry.type);
}

interface Looking {
  readonly principal: Principal;
  readonly unseen?: Unseen | undefined;
  /** Whether an item is told to them no longer. */
  readonly isOver?: (item: string) => boolean;
}

/** The items of a panel that are not there for the caller, by what is known now. */
export function hiddenItems(
  panels: PanelsReader,
  panel: string,
  { principal, unseen = nothingUnseen, isOver = () => false }: Looking,
): ReadonlySet<string> {
  const hidden = panels
    .items(panel)
    .filter(
      (item) =>
        !seesItem(principal, item) ||
        !isSeen(unseen, item.item) ||
        !isSeen(unseen, item.family) ||
        isOver(item.item),
    );
  return new Set(hidden.map(({ item }) => item));
}
