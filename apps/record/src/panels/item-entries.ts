import type { AsOfPoint, TimelineEntry, TimelineReader } from '#libs/read-models';

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
