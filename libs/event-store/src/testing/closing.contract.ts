import { expect, it } from '@jest/globals';
import { checkDocument } from '../document.ts';
import type { EventStore } from '../port.ts';
import {
  anEvent,
  eventsOf,
  extend,
  follow,
  pagesOf,
  refusal,
  revisionsOf,
  someEvents,
  upTo,
  upToPosition,
} from './events.ts';
import type { Stage } from './stage.ts';

const family = 'family-1';

export function closing(stage: Stage): void {
  it.each<[string, (store: EventStore) => Promise<unknown>]>([
    ['an append', (store) => store.append(family, [anEvent(family, 0)], { expected: 'no-stream' })],
    ['reading a stream', (store) => store.readStream(family)],
    ['reading the log', (store) => pagesOf(store.readAll())],
    ['following', (store) => pagesOf(store.subscribe({ after: -1, signal: new AbortController().signal }))],
    ['a revision', (store) => store.revision(family)],
    ['an event', (store) => store.event('a3f1c2d4-0000-4000-8000-000000000000')],
    ['the last position', (store) => store.head()],
  ])('refuses %s', async (_, ask) => {
    await stage.store.close();
    expect((await refusal(ask(stage.store))).kind).toBe('CLOSED');
  });

  it('answers first what it had been asked to write', async () => {
    const appends = upTo(20).map((n) =>
      stage.store.append(family, [anEvent(family, n)], { expected: n === 0 ? 'no-stream' : n - 1 }),
    );
    await stage.store.close();
    expect((await Promise.all(appends)).map((answer) => answer.revision)).toEqual(upTo(20));
  });

  it('may be closed twice', async () => {
    await Promise.all([stage.store.close(), stage.store.close()]);
    await stage.store.close();
    expect((await refusal(stage.store.head())).kind).toBe('CLOSED');
  });
}

export function lasting(stage: Stage): void {
  it('has everything that was written, and goes on after it', async () => {
    await extend(stage.store, family, 4);
    await extend(stage.store, 'person-2', 3);
    const before = await eventsOf(stage.store.readAll());
    await stage.reopen();
    expect(await eventsOf(stage.store.readAll())).toEqual(before);
    expect(await extend(stage.store, family)).toEqual({ revision: 4, position: 7 });
  });

  it('has what was asked just before it was closed', async () => {
    const append = stage.store.append(family, someEvents(family, 0, 9), { expected: 'no-stream' });
    await stage.reopen();
    expect(await append).toEqual({ revision: 8, position: 8 });
    const { events } = await stage.store.readStream(family);
    expect(revisionsOf(events)).toEqual(upTo(9));
    events.forEach(checkDocument);
  });

  it('gives the first answer to an append that is sent again', async () => {
    const events = someEvents(family, 0, 3);
    const first = await stage.store.append(family, events, { expected: 'no-stream' });
    await extend(stage.store, family, 2);
    await stage.reopen();
    expect(await stage.store.append(family, events, { expected: 'no-stream' })).toEqual(first);
    expect(await stage.store.head()).toBe(4);
  });

  it('still refuses an id that it has, and a part of an append', async () => {
    const events = someEvents(family, 0, 2);
    await stage.store.append(family, events, { expected: 'no-stream' });
    await stage.reopen();
    const part = stage.store.append(family, events.slice(0, 1), { expected: 'no-stream' });
    expect((await refusal(part)).kind).toBe('CONFLICT');
    const taken = events.map(({ id }, at) => anEvent('family-2', at, { id }));
    const elsewhere = stage.store.append('family-2', taken, { expected: 'no-stream' });
    expect((await refusal(elsewhere)).kind).toBe('CONFLICT');
  });

  it('lets a follower go on from every checkpoint with nothing lost and nothing twice', async () => {
    for (let n = 0; n < 6; n++) await extend(stage.store, `family-${n}`, 2);
    for (let checkpoint = -1; checkpoint < 12; checkpoint += 4) {
      await stage.reopen();
      const batches = await follow(stage.store, { after: checkpoint }, upToPosition(11));
      expect(batches.flatMap((batch) => batch.events.map((event) => event.position))).toEqual(
        upTo(12).slice(checkpoint + 1),
      );
    }
  });
}
