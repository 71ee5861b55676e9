import { expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { randomUUID } from 'node:crypto';
import { StoreError } from '../errors.ts';
import type { Expected } from '../port.ts';
import { anEvent, eventsOf, extend, positionsOf, refusal, revisionsOf, someEvents, upTo } from './events.ts';
import type { Stage } from './stage.ts';

const family = 'family-a';

export function appending(stage: Stage): void {
  it('starts a stream that does not exist', async () => {
    const answer = await stage.store.append(family, [anEvent(family, 0)], { expected: 'no-stream' });
    expect(answer).toEqual({ revision: 0, position: 0 });
  });

  it('adds at the revision that the writer has seen', async () => {
    await extend(stage.store, family, 3);
    const answer = await stage.store.append(family, [anEvent(family, 3)], { expected: 2 });
    expect(answer).toEqual({ revision: 3, position: 3 });
  });

  it.each<[string, number, Expected, number]>([
    ['to start a stream that exists', 1, 'no-stream', 0],
    ['a revision behind the last', 3, 1, 2],
    ['a revision ahead of the last', 3, 3, 2],
    ['a revision far ahead of the last', 3, 4000, 2],
    ['a revision of a stream that does not exist', 0, 0, -1],
  ])('refuses %s, and says which is the last', async (_, written, expected, actual) => {
    if (written > 0) await extend(stage.store, family, written);
    const next = expected === 'no-stream' ? 0 : expected + 1;
    const refused = await refusal(stage.store.append(family, [anEvent(family, next)], { expected }));
    expect(refused).toMatchObject({ kind: 'CONFLICT', expected, actual });
    expect(await stage.store.head()).toBe(written - 1);
  });

  it('counts revisions from 0 in each stream, positions from 0 over all', async () => {
    for (const stream of ['family-a', 'family-b', 'family-a', 'person-c', 'family-a'])
      await extend(stage.store, stream, 2);
    const log = await eventsOf(stage.store.readAll());
    expect(positionsOf(log)).toEqual(upTo(10));
    expect(revisionsOf(log.filter((event) => event.stream === 'family-a'))).toEqual(upTo(6));
    expect(revisionsOf(log.filter((event) => event.stream === 'family-b'))).toEqual(upTo(2));
  });

  it('answers with the place of the last event of an append', async () => {
    await extend(stage.store, 'person-b', 4);
    expect(await extend(stage.store, family, 5)).toEqual({ revision: 4, position: 8 });
  });

  it('writes nothing of an append that is refused', async () => {
    await extend(stage.store, family);
    await refusal(stage.store.append(family, someEvents(family, 0, 3), { expected: 'no-stream' }));
    expect(await stage.store.readStream(family)).toMatchObject({ revision: 0, events: [{ revision: 0 }] });
  });

  it('lets one of two callers start a stream, and tells the other', async () => {
    const answers = await Promise.allSettled(
      [0, 1].map(() => stage.store.append(family, [anEvent(family, 0)], { expected: 'no-stream' })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await stage.store.revision(family)).toBe(0);
  });

  it('lets one of eight callers add at the same revision, and each of the others at the next it is told', async () => {
    await extend(stage.store, family);
    const add = async (expected: number): Promise<number> => {
      try {
        return (await stage.store.append(family, [anEvent(family, expected + 1)], { expected })).revision;
      } catch (error) {
        if (error instanceof StoreError && error.actual !== undefined) return add(error.actual);
        throw error;
      }
    };
    const revisions = await Promise.all(upTo(8).map(() => add(0)));
    expect(revisions.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps the events of an append together while 64 others write', async () => {
    const streams = upTo(64).map((n) => `family-${n}`);
    await Promise.all(streams.map((stream) => extend(stage.store, stream, 3)));
    const log = await eventsOf(stage.store.readAll());
    expect(log).toHaveLength(192);
    for (let at = 0; at < log.length; at += 3) {
      expect(new Set(log.slice(at, at + 3).map((event) => event.stream)).size).toBe(1);
    }
  });

  it('orders the log as it answered 64 writers', async () => {
    const answers = await Promise.all(
      upTo(64).map(async (n) => {
        const stream = `family-${n}`;
        const places = [];
        for (let count = 0; count < 5; count++) places.push((await extend(stage.store, stream)).position);
        return { stream, places };
      }),
    );
    const log = await eventsOf(stage.store.readAll());
    expect(positionsOf(log)).toEqual(upTo(320));
    for (const { stream, places } of answers) {
      expect(positionsOf(log.filter((event) => event.stream === stream))).toEqual(places);
    }
  });

  it('keeps the order of one caller who does not wait for answers', async () => {
    const appends = upTo(200).map((n) =>
      stage.store.append(family, [anEvent(family, n)], { expected: n === 0 ? 'no-stream' : n - 1 }),
    );
    expect((await Promise.all(appends)).map((answer) => answer.position)).toEqual(upTo(200));
  });

  it('writes what is fit although what was asked beside it is refused', async () => {
    await extend(stage.store, family);
    const answers = await Promise.allSettled([
      extend(stage.store, 'family-b'),
      stage.store.append(family, [anEvent(family, 0)], { expected: 'no-stream' }),
      extend(stage.store, 'family-c'),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await stage.store.head()).toBe(2);
  });

  it('refuses an event whose id another stream has', async () => {
    const event = anEvent(family, 0);
    await stage.store.append(family, [event], { expected: 'no-stream' });
    const again = anEvent('family-b', 0, { id: event.id });
    const refused = await refusal(stage.store.append('family-b', [again], { expected: 'no-stream' }));
    expect(refused).toMatchObject({ kind: 'CONFLICT', actual: -1 });
    expect(await stage.store.revision('family-b')).toBe(-1);
  });

  it('refuses an event whose id the stream has at another revision', async () => {
    const event = anEvent(family, 0);
    await stage.store.append(family, [event], { expected: 'no-stream' });
    const again = anEvent(family, 1, { id: event.id });
    const refused = await refusal(stage.store.append(family, [again], { expected: 0 }));
    expect(refused).toMatchObject({ kind: 'CONFLICT', expected: 0, actual: 0 });
  });

  it('writes one of two events with the same id that are sent at once to two streams', async () => {
    const id = randomUUID();
    const answers = await Promise.allSettled(
      ['family-a', 'family-b'].map((stream) =>
        stage.store.append(stream, [anEvent(stream, 0, { id })], { expected: 'no-stream' }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await stage.store.head()).toBe(0);
  });

  it('writes the bytes as they were when they were given', async () => {
    const event = anEvent(family, 0);
    const given = Uint8Array.from(event.document);
    const append = stage.store.append(family, [{ ...event, document: given }], { expected: 'no-stream' });
    given.fill(0);
    await append;
    expect((await stage.store.event(event.id))?.document).toEqual(event.document);
  });

  it('writes nothing for a caller who gave up before asking', async () => {
    const signal = AbortSignal.abort(new Error('given up'));
    const append = stage.store.append(family, [anEvent(family, 0)], { expected: 'no-stream', signal });
    await expect(append).rejects.toThrow('given up');
    expect(await stage.store.head()).toBe(-1);
  });

  it('writes nothing for a caller who gives up before the writer takes it, and what others ask', async () => {
    const stop = new AbortController();
    const append = stage.store.append(family, [anEvent(family, 0)], {
      expected: 'no-stream',
      signal: stop.signal,
    });
    const other = stage.store.append('family-b', [anEvent('family-b', 0)], { expected: 'no-stream' });
    stop.abort(new Error('given up'));
    await expect(append).rejects.toThrow('given up');
    expect(await other).toEqual({ revision: 0, position: 0 });
    expect(await stage.store.revision(family)).toBe(-1);
  });

  it('holds on to no signal once it has answered', async () => {
    const { signal } = new AbortController();
    await stage.store.append(family, [anEvent(family, 0)], { expected: 'no-stream', signal });
    await refusal(stage.store.append(family, [anEvent(family, 0)], { expected: 'no-stream', signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
}
