import { expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Batch } from '../port.ts';
import { eventsOf, extend, follow, pagesOf, positionsOf, refusal, upTo, upToPosition } from './events.ts';
import type { Stage } from './stage.ts';

const once = (batches: readonly Batch[]): boolean => batches.length === 1;
const positionsIn = (batches: readonly Batch[]): number[] =>
  positionsOf(batches.flatMap((batch) => batch.events));

export function following(stage: Stage): void {
  it('says at once that there is nothing yet', async () => {
    expect(await follow(stage.store, { after: -1 }, once)).toEqual([
      { events: [], upTo: -1, caughtUp: true },
    ]);
  });

  it('says at once that nothing is new', async () => {
    await extend(stage.store, 'family-1', 3);
    expect(await follow(stage.store, { after: 2 }, once)).toEqual([{ events: [], upTo: 2, caughtUp: true }]);
  });

  it('says that it has caught up once, with the last of what there was', async () => {
    for (let count = 0; count < 3; count++) await extend(stage.store, `family-${count}`, 400);
    const batches = await follow(stage.store, { after: -1 }, upToPosition(1199));
    expect(batches.map(({ upTo, caughtUp }) => [upTo, caughtUp])).toEqual([
      [499, false],
      [999, false],
      [1199, true],
    ]);
    expect(positionsIn(batches)).toEqual(upTo(1200));
  });

  it('goes on after any position, without it', async () => {
    await extend(stage.store, 'family-1', 8);
    for (let after = -1; after < 8; after++) {
      const batches = await follow(stage.store, { after }, upToPosition(7));
      expect(positionsIn(batches)).toEqual(upTo(8).slice(after + 1));
    }
  });

  it('gives what is written later', async () => {
    await extend(stage.store, 'family-1', 2);
    const batches = await follow(stage.store, { after: -1 }, async (seen) => {
      if (seen.length === 1) await extend(stage.store, 'family-2', 3);
      return upToPosition(4)(seen);
    });
    expect(positionsIn(batches)).toEqual(upTo(5));
    expect(batches.at(-1)?.caughtUp).toBe(true);
  });

  it('wakes a follower who has been waiting', async () => {
    const following = follow(stage.store, { after: -1 }, upToPosition(0));
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    await extend(stage.store, 'family-1');
    expect(positionsIn(await following)).toEqual([0]);
  });

  it('gives each of several followers everything', async () => {
    const followers = upTo(5).map(() => follow(stage.store, { after: -1 }, upToPosition(19)));
    for (let count = 0; count < 10; count++) await extend(stage.store, 'family-1', 2);
    for (const batches of await Promise.all(followers)) expect(positionsIn(batches)).toEqual(upTo(20));
  });

  it('misses and repeats nothing while 64 others write', async () => {
    const following = follow(stage.store, { after: -1 }, upToPosition(319));
    await Promise.all(
      upTo(64).map(async (n) => {
        for (let count = 0; count < 5; count++) await extend(stage.store, `family-${n}`);
      }),
    );
    expect(positionsIn(await following)).toEqual(upTo(320));
  });

  it('loses nothing for a slow follower of 10,000 events', async () => {
    const following = follow(stage.store, { after: -1 }, async (seen) => {
      for (let turn = 0; turn < 50; turn++) await nextTurn();
      return upToPosition(9999)(seen);
    });
    for (let count = 0; count < 20; count++) await extend(stage.store, `family-${count}`, 500);
    expect(positionsIn(await following)).toEqual(upTo(10_000));
  });

  it('gives a follower who stops after every batch and goes on from it everything once', async () => {
    const written = Promise.all(upTo(30).map((n) => extend(stage.store, `family-${n}`, 40)));
    const seen: number[] = [];
    let checkpoint = -1;
    while (checkpoint < 1199) {
      const [batch] = await follow(stage.store, { after: checkpoint }, once);
      seen.push(...positionsOf(batch?.events ?? []));
      checkpoint = batch?.upTo ?? checkpoint;
      await nextTurn();
    }
    await written;
    expect(seen).toEqual(upTo(1200));
  });

  it('gives only what matches a filter, and says how far it has looked', async () => {
    await extend(stage.store, 'family-1', 3);
    const batches = await follow(
      stage.store,
      { after: -1, filter: { streamPrefixes: ['person-'] } },
      async (seen) => {
        if (seen.length === 1) await extend(stage.store, 'person-2', 2);
        if (seen.length === 2) await extend(stage.store, 'family-1', 4);
        return upToPosition(8)(seen);
      },
    );
    expect(positionsIn(batches)).toEqual([3, 4]);
    expect(batches.map((batch) => batch.upTo)).toEqual([2, 4, 8]);
  });

  it('gives what reading gives', async () => {
    for (const stream of ['family-1', 'person-2', 'family-1', 'plan-3']) await extend(stage.store, stream, 2);
    const batches = await follow(stage.store, { after: 1 }, upToPosition(7));
    expect(batches.flatMap((batch) => batch.events)).toEqual(
      await eventsOf(stage.store.readAll({ after: 1 })),
    );
  });

  it('ends when the follower gives up while it waits', async () => {
    const stop = new AbortController();
    const following = pagesOf(stage.store.subscribe({ after: -1, signal: stop.signal }));
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    stop.abort();
    expect(await following).toHaveLength(1);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('holds on to no signal while the follower is busy', async () => {
    const { signal } = new AbortController();
    await extend(stage.store, 'family-1');
    for await (const batch of stage.store.subscribe({ after: -1, signal })) {
      expect(getEventListeners(signal, 'abort')).toEqual([]);
      if (batch.upTo === 0) break;
    }
  });

  it('gives nothing to a follower who gave up before', async () => {
    await extend(stage.store, 'family-1');
    expect(await pagesOf(stage.store.subscribe({ after: -1, signal: AbortSignal.abort() }))).toEqual([]);
  });

  it('can be left in the middle', async () => {
    await extend(stage.store, 'family-1', 500);
    await extend(stage.store, 'family-1', 500);
    const { signal } = new AbortController();
    for await (const batch of stage.store.subscribe({ after: -1, signal })) if (batch.upTo > 0) break;
    expect(await extend(stage.store, 'family-1')).toEqual({ revision: 1000, position: 1000 });
  });

  it.each<[string, number]>([
    ['a position that is not there yet', 5],
    ['a position below -1', -2],
    ['what is no position', NaN],
  ])('refuses to go on after %s', async (_, after) => {
    await extend(stage.store, 'family-1', 5);
    expect((await refusal(follow(stage.store, { after }, once))).kind).toBe('INVALID_ARGUMENT');
  });

  it('refuses a filter that can match nothing', async () => {
    expect((await refusal(follow(stage.store, { after: -1, filter: { types: [] } }, once))).kind).toBe(
      'INVALID_ARGUMENT',
    );
  });

  it('tells a waiting follower that the store has been closed', async () => {
    const { signal } = new AbortController();
    const following = refusal(pagesOf(stage.store.subscribe({ after: -1, signal })));
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    await stage.store.close();
    expect((await following).kind).toBe('CLOSED');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
}
