import { expect, it } from '@jest/globals';
import type { Filter, ReadAllOptions } from '../port.ts';
import { eventsOf, extend, pagesOf, positionsOf, refusal, upTo } from './events.ts';
import type { Stage } from './stage.ts';

export function readingAll(stage: Stage): void {
  const write = async (...streams: string[]): Promise<void> => {
    for (const stream of streams) await extend(stage.store, stream);
  };

  it('has no events and no last position at first', async () => {
    expect(await pagesOf(stage.store.readAll())).toEqual([]);
    expect(await stage.store.head()).toBe(-1);
  });

  it('gives pages of at most 500, each with where it ends, and says which is the last', async () => {
    for (let count = 0; count < 4; count++) await extend(stage.store, `family-${count}`, 300);
    const pages = await pagesOf(stage.store.readAll());
    expect(pages.map(({ events, upTo, caughtUp }) => [events.length, upTo, caughtUp])).toEqual([
      [500, 499, false],
      [500, 999, false],
      [200, 1199, true],
    ]);
    expect(positionsOf(pages.flatMap((page) => page.events))).toEqual(upTo(1200));
  });

  it.each<[string, ReadAllOptions, number[]]>([
    ['after a position, without it', { after: 3 }, [4, 5]],
    ['nothing after the last', { after: 5 }, []],
    ['all after -1', { after: -1 }, [0, 1, 2, 3, 4, 5]],
    ['at most so many', { after: 1, limit: 3 }, [2, 3, 4]],
    ['what there is where more was asked', { after: 3, limit: 9 }, [4, 5]],
  ])('gives %s', async (_, options, positions) => {
    await write('family-1', 'family-2', 'person-3', 'family-1', 'person-3', 'request-4');
    expect(positionsOf(await eventsOf(stage.store.readAll(options)))).toEqual(positions);
  });

  it('keeps to a limit that is more than a page', async () => {
    for (let count = 0; count < 3; count++) await extend(stage.store, `family-${count}`, 400);
    const pages = await pagesOf(stage.store.readAll({ limit: 700 }));
    expect(pages.map((page) => page.events.length)).toEqual([500, 200]);
    expect(pages.at(-1)).toMatchObject({ upTo: 699, caughtUp: false });
  });

  it.each<[string, Filter, number[]]>([
    ['streams by the beginning of their name', { streamPrefixes: ['family-'] }, [0, 1, 4, 6]],
    ['several beginnings', { streamPrefixes: ['person-', 'ledger-heads'] }, [2, 5]],
    ['part of an id', { streamPrefixes: ['family-1'] }, [0, 1, 6]],
    ['a beginning that holds another', { streamPrefixes: ['family-', 'family-1'] }, [0, 1, 4, 6]],
    ['"_" as itself', { streamPrefixes: ['data_quality-'] }, [3]],
    ['a type', { types: ['SteppedDown'] }, [2, 6]],
    ['several types', { types: ['SteppedDown', 'EpisodeOpened'] }, [1, 2, 6]],
    ['a type by its whole name only', { types: ['Stepped'] }, []],
    ['streams and types together', { streamPrefixes: ['family-'], types: ['SteppedDown'] }, [6]],
    ['what is not there', { streamPrefixes: ['plan-'] }, []],
  ])('can be limited to %s', async (_, filter, positions) => {
    const written = [
      ['family-1', 'SteppedUp'],
      ['family-1', 'EpisodeOpened'],
      ['person-1', 'SteppedDown'],
      ['data_quality-1', 'SteppedUp'],
      ['family-2', 'SteppedUp'],
      ['ledger-heads', 'SteppedUp'],
      ['family-10', 'SteppedDown'],
      ['dataxquality-1', 'SteppedUp'],
    ] as const;
    for (const [stream, type] of written) await extend(stage.store, stream, 1, { type });
    const pages = await pagesOf(stage.store.readAll({ filter }));
    expect(positionsOf(pages.flatMap((page) => page.events))).toEqual(positions);
    expect(pages.at(-1)).toMatchObject({ upTo: 7, caughtUp: true });
  });

  it('finds a rare event in a long log, and says how far it has looked', async () => {
    for (let count = 0; count < 12; count++) await extend(stage.store, `family-${count}`, 500);
    await extend(stage.store, 'person-1');
    for (let count = 0; count < 3; count++) await extend(stage.store, `plan-${count}`, 500);
    const pages = await pagesOf(stage.store.readAll({ filter: { streamPrefixes: ['person-'] } }));
    expect(positionsOf(pages.flatMap((page) => page.events))).toEqual([6000]);
    expect(pages.at(-1)).toMatchObject({ upTo: 7500, caughtUp: true });
    expect(pages.map((page) => page.upTo)).toEqual(pages.map((page) => page.upTo).sort((a, b) => a - b));
  });

  it('misses and repeats nothing where many match a filter', async () => {
    for (let count = 0; count < 4; count++) {
      await extend(stage.store, 'family-1', 450);
      await extend(stage.store, 'person-1', 30);
    }
    const events = await eventsOf(stage.store.readAll({ filter: { streamPrefixes: ['family-'] } }));
    expect(events.map((event) => event.revision)).toEqual(upTo(1800));
  });

  it('ends at the last event there was when reading began', async () => {
    await extend(stage.store, 'family-1', 500);
    await extend(stage.store, 'family-2', 100);
    const seen: number[] = [];
    for await (const page of stage.store.readAll()) {
      seen.push(...positionsOf(page.events));
      await extend(stage.store, 'family-3', 50);
    }
    expect(seen).toEqual(upTo(600));
  });

  it.each<[string, ReadAllOptions]>([
    ['after a position that is not there yet', { after: 1 }],
    ['after a position below -1', { after: -2 }],
    ['after half a position', { after: 0.5 }],
    ['no events', { limit: 0 }],
    ['with an empty list of types', { filter: { types: [] } }],
    ['with an empty list of streams', { filter: { streamPrefixes: [] } }],
    ['streams that cannot be', { filter: { streamPrefixes: ['$'] } }],
    ['with an empty prefix', { filter: { streamPrefixes: [''] } }],
    ['types that cannot be', { filter: { types: ['$metadata'] } }],
  ])('refuses to read %s', async (_, options) => {
    await write('family-1');
    expect((await refusal(pagesOf(stage.store.readAll(options)))).kind).toBe('INVALID_ARGUMENT');
  });

  it('stops between pages for a caller who gives up', async () => {
    for (let count = 0; count < 3; count++) await extend(stage.store, `family-${count}`, 500);
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      for await (const page of stage.store.readAll({ signal: stop.signal }))
        if (page.upTo > 0) stop.abort(new Error('given up'));
    };
    await expect(read()).rejects.toThrow('given up');
  });

  it('can be left in the middle', async () => {
    for (let count = 0; count < 3; count++) await extend(stage.store, `family-${count}`, 500);
    for await (const page of stage.store.readAll()) if (page.upTo > 0) break;
    expect(await extend(stage.store, 'family-3')).toEqual({ revision: 0, position: 1500 });
  });

  it('lets others run while a long log is read', async () => {
    for (let count = 0; count < 10; count++) await extend(stage.store, `family-${count}`, 500);
    let turns = 0;
    const count = setInterval(() => turns++, 0);
    await eventsOf(stage.store.readAll({ filter: { streamPrefixes: ['family-'] } }));
    clearInterval(count);
    expect(turns).toBeGreaterThan(0);
  });
}
