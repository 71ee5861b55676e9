import type { EventStore } from '#libs/event-store';
import { readFamily } from './folded.ts';

/**
 * The families that are one with a family by merges that were not reversed, itself among them: those it was merged into, and
 * those merged into any of these. Read from their streams alone.
 */
export async function mergedWith(family: string, store: EventStore): Promise<string[]> {
  const found = new Set([family]);
  for (const each of found) {
    const { mergedInto, merges = [] } = (await readFamily(each, store)) ?? {};
    if (mergedInto !== undefined) found.add(mergedInto.family);
    for (const [retired, { returned }] of merges) if (returned === undefined) found.add(retired);
  }
  return [...found];
}
