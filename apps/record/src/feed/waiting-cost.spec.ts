import { expect, it } from '@jest/globals';
import type { ServedRecord } from '../served-record.ts';
import type { FeedDesk, FeedPage } from './feed.desk.ts';
import { FeedStreams } from './feed.streams.ts';
import type { Followers } from './followers.ts';
import type { Following } from './following.ts';

const page = { events: [], caughtUp: true } as object as FeedPage;
const principal = { user: 'u-1', role: 'SYSTEM', agency: 'organisation-a' } as const;

/** What a caller pays who waits for a page of a hundred, while the log moves, and looks so often in vain. */
async function paid(inVain: number, milliseconds: number): Promise<number[]> {
  const costs: number[] = [];
  const desk = {
    look: async (_: unknown, { after }: Following, cost: number) => {
      costs.push(cost);
      return { page: costs.length > inVain ? page : undefined, through: after + 1 };
    },
    page: async (_: unknown, following: Following, cost: number) => {
      costs.push(cost);
      return page;
    },
  };
  const record = { projector: { position: () => Number.MAX_SAFE_INTEGER } } as object as ServedRecord;
  const followers = { delivered: () => undefined } as object as Followers;
  const streams = new FeedStreams(record, desk as object as FeedDesk, followers);
  const following = { purpose: 'OPERATIONS', after: -1, limit: 100, opened: false } as object as Following;
  const { signal } = new AbortController();
  await streams.next(following, {
    identified: async () => principal,
    read: 'listEvents',
    signal,
    milliseconds,
  });
  return costs;
}

it('whoever waits for a page pays for one, and for each look after the first that it was a look', async () => {
  expect(await paid(3, 60_000)).toEqual([110, 1, 1, 1]);
  expect(await paid(0, 60_000)).toEqual([110]);
});

it('pays for one that is empty at last as for a look, and for a whole one where it did not wait', async () => {
  const costs = await paid(Infinity, 20);
  expect(costs).toEqual([110, ...costs.slice(1).map(() => 1)]);
  expect(costs.length).toBeGreaterThan(1);
  expect(await paid(Infinity, 0)).toEqual([110]);
});
