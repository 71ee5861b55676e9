import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isSimulated } from '#libs/service';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Help opens on 2 March, a Monday; nothing is recorded of anybody until 13 April, the day on which somebody asks.

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { managers, projector, store, clock } = served.record;
  await managers.reached(await store.head());
  await projector.reached(await store.head());
  if (isSimulated(clock)) clock.standAt('2026-04-13T09:00:00.000Z');
});
afterAll(() => served[Symbol.asyncDispose]());

interface Due {
  readonly nodes: readonly { readonly clock: string; readonly dueOn: string; readonly daysOverdue: number }[];
  readonly asOf: { readonly effectiveAt: string };
}

interface Paged {
  readonly nodes: readonly { readonly clock: string }[];
  readonly pageInfo: { readonly startCursor: string; readonly endCursor: string };
}

const due = (asOf?: object) =>
  served.read<Due>(
    'manager',
    `query ($asOf: AsOf) { due(asOf: $asOf, purpose: FAMILY_HELP) {
      nodes { clock dueOn daysOverdue } asOf { effectiveAt } } }`,
    { asOf },
  );

describe('after weeks in which nothing was recorded', () => {
  it('what has become due meanwhile is overdue by the day on which it is asked', async () => {
    const { nodes, asOf } = await due();
    expect(asOf.effectiveAt).toBe('2026-04-13');
    expect(nodes).toContainEqual({ clock: 'REQUEST_TRIAGED', dueOn: '2026-03-05', daysOverdue: 39 });
  });

  it('the same is known at that instant, and nothing of it as of the last event', async () => {
    expect(await due({ knownAt: '2026-04-13T09:00:00.000Z' })).toEqual(await due());
    expect((await due({ position: story.opened.position })).nodes).toEqual([]);
  });

  it('a household is that of the day on which it is asked', async () => {
    const { family } = story;
    const query = `query ($family: ID!) { household(family: $family, purpose: FAMILY_HELP) { day } }`;
    expect(await served.read('manager', query, { family: family.id })).toEqual({ day: '2026-04-13' });
  });

  it('what is due is read on from a cursor, forwards and backwards', async () => {
    const page = `query ($first: Int, $after: Token, $last: Int, $before: Token) {
      due(clocks: [REQUEST_ACKNOWLEDGED, REQUEST_TRIAGED], first: $first, after: $after, last: $last, before: $before, purpose: FAMILY_HELP) {
        nodes { clock } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;
    const read = (asked: object) => served.read<Paged>('manager', page, asked);
    const [first, last] = [await read({ first: 1 }), await read({ last: 1 })];
    expect(first).toMatchObject({
      nodes: [{ clock: 'REQUEST_ACKNOWLEDGED' }],
      pageInfo: { hasNextPage: true },
    });
    expect(await read({ first: 1, after: first.pageInfo.endCursor })).toMatchObject({
      nodes: [{ clock: 'REQUEST_TRIAGED' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect(await read({ last: 1, before: last.pageInfo.startCursor })).toMatchObject({
      nodes: [{ clock: 'REQUEST_ACKNOWLEDGED' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
  });
});
