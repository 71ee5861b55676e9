import type { AsOfPoint, Page, TimelineEntry } from '#libs/read-models';
import type { GrownLog } from './grown-log.ts';
import { PAGE } from './long-families.ts';
import { timed, type Timed } from './timed.ts';

/** A page of a family's timeline, the first or the last, as of any position since the family had so many events. */
export async function timelinePages(log: GrownLog): Promise<Timed> {
  const head = log.record.readers.position();
  return timed((n) => {
    const { family, from } = oneOf(log.long);
    const at = asOf(log, wholeBetween(from, head));
    return aPage(log, { family, at, last: n % 2 === 0 });
  });
}

export interface PageAsked {
  readonly family: string;
  readonly at: AsOfPoint;
  /** The newest, and not the first. */
  readonly last?: boolean;
}

export function aPage(log: GrownLog, { family, at, last = false }: PageAsked): Page<TimelineEntry> {
  const page = log.record.readers.timeline.familyTimeline(
    family,
    at,
    last ? { last: PAGE } : { first: PAGE },
  );
  if (page.edges.length < PAGE) throw new Error(`the page holds ${page.edges.length} events only`);
  return page;
}

export function asOf({ record }: GrownLog, position: number): AsOfPoint {
  return record.readers.asOf({ position }, record.clock.now());
}

export function oneOf<T>(of: readonly T[]): T {
  const [first] = of;
  const found = of[wholeBetween(0, of.length - 1)] ?? first;
  if (found === undefined) throw new RangeError('the log is too small to measure on');
  return found;
}

export function wholeBetween(low: number, high: number): number {
  return low + Math.floor(Math.random() * (high - low + 1));
}
