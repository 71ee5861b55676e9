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
});
