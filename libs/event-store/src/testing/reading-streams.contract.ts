import { beforeEach, expect, it } from '@jest/globals';
import { checkDocument } from '../document.ts';
import type { StreamRange } from '../port.ts';
import { anEvent, extend, refusal, revisionsOf, upTo } from './events.ts';
import type { Stage } from './stage.ts';

const family = 'family-1';

export function readingStreams(stage: Stage): void {
  beforeEach(async () => {
    await extend(stage.store, 'family-10', 3);
    await extend(stage.store, family, 6);
    await extend(stage.store, 'family-2', 2);
    await extend(stage.store, family, 4);
  });

  it('gives all its events, and no others, in order', async () => {
    const { exists, revision, events } = await stage.store.readStream(family);
    expect({ exists, revision, revisions: revisionsOf(events) }).toEqual({
      exists: true,
      revision: 9,
      revisions: upTo(10),
    });
    expect(new Set(events.map((event) => event.stream))).toEqual(new Set([family]));
  });

  it.each<[string, number, number, number[]]>([
    ['all of them', 0, 500, upTo(10)],
    ['from a revision on', 7, 500, [7, 8, 9]],
    ['at most so many', 6, 2, [6, 7]],
    ['none beyond its end', 10, 500, []],
  ])('gives documents as text: %s', async (_, from, limit, revisions) => {
    const { events } = await stage.store.readStream(family);
    expect(await stage.store.readTexts(family, from, limit)).toEqual(
      events
        .filter(({ revision }) => revisions.includes(revision))
        .map(({ position, revision, document }) => ({
          position,
          revision,
          text: Buffer.from(document).toString('utf8'),
        })),
    );
  });

  it('gives text beyond ASCII as it was written, and none of a stream that is not there', async () => {
    const words = 'Zoë, 家族, \u{1F469}\u200D\u{1F466}';
    const event = anEvent('family-4', 0, { data: words });
    await stage.store.append('family-4', [event], { expected: 'no-stream' });
    expect((await stage.store.readTexts('family-4', 0, 1))[0]?.text).toContain(words);
    expect(await stage.store.readTexts('family-5', 0, 1)).toEqual([]);
    expect((await refusal(stage.store.readTexts('family-4', -1, 1))).kind).toBe('INVALID_ARGUMENT');
  });

  it('names the streams that begin with a prefix, in their order', async () => {
    await extend(stage.store, 'family-~~', 1);
    await extend(stage.store, 'families-1', 1);
    await extend(stage.store, 'familz-1', 1);
    expect(await stage.store.streams('family-')).toEqual(['family-1', 'family-10', 'family-2', 'family-~~']);
    expect(await stage.store.streams('families-')).toEqual(['families-1']);
    expect(await stage.store.streams('fam')).toHaveLength(6);
    expect(await stage.store.streams('erasure-')).toEqual([]);
    expect((await refusal(stage.store.streams(''))).kind).toBe('INVALID_ARGUMENT');
  });

  it('says that a stream without events does not exist', async () => {
    expect(await stage.store.readStream('family-3')).toEqual({ exists: false, revision: -1, events: [] });
  });

  it.each<[string, StreamRange, number[]]>([
    ['from a revision', { from: 7 }, [7, 8, 9]],
    ['to a revision', { to: 2 }, [0, 1, 2]],
    ['from one revision to another, both with it', { from: 4, to: 6 }, [4, 5, 6]],
    ['one revision', { from: 5, to: 5 }, [5]],
    ['at most so many', { limit: 3 }, [0, 1, 2]],
    ['at most so many from a revision', { from: 6, limit: 2 }, [6, 7]],
    ['newest first', { backwards: true, from: 6 }, [9, 8, 7, 6]],
    ['the last', { backwards: true, limit: 1 }, [9]],
    ['the last few up to a revision', { backwards: true, to: 4, limit: 2 }, [4, 3]],
    ['beyond its end', { from: 10 }, []],
    ['past its end', { from: 8, to: 5000 }, [8, 9]],
    ['nothing between bounds that cross', { from: 6, to: 5 }, []],
  ])('gives %s', async (_, range, revisions) => {
    const slice = await stage.store.readStream(family, range);
    expect(revisionsOf(slice.events)).toEqual(revisions);
    expect(slice).toMatchObject({ exists: true, revision: 9 });
  });

  it.each<[string, StreamRange]>([
    ['a limit of 0', { limit: 0 }],
    ['half an event', { limit: 0.5 }],
    ['a revision below 0', { from: -1 }],
    ['a revision that is no number', { to: NaN }],
  ])('refuses to read %s', async (_, range) => {
    expect((await refusal(stage.store.readStream(family, range))).kind).toBe('INVALID_ARGUMENT');
  });

  it('refuses to read what no stream is called', async () => {
    expect((await refusal(stage.store.readStream('$all'))).kind).toBe('INVALID_ARGUMENT');
    expect((await refusal(stage.store.revision('families'))).kind).toBe('INVALID_ARGUMENT');
  });

  it('gives a long stream whole', async () => {
    for (let count = 0; count < 4; count++) await extend(stage.store, 'family-3', 500);
    const { events } = await stage.store.readStream('family-3');
    expect(revisionsOf(events)).toEqual(upTo(2000));
  });

  it('gives each event as it was written, with its place', async () => {
    const written = anEvent('family-3', 0, { type: 'EpisodeOpened', data: { level: 'L2' } });
    await stage.store.append('family-3', [written], { expected: 'no-stream' });
    const { events } = await stage.store.readStream('family-3');
    expect(events).toEqual([{ ...written, stream: 'family-3', revision: 0, position: 15 }]);
    events.forEach(checkDocument);
  });

  it('gives the last revision of a stream, -1 where there is none', async () => {
    expect(await stage.store.revision(family)).toBe(9);
    expect(await stage.store.revision('family-3')).toBe(-1);
  });

  it('finds an event by its id', async () => {
    const event = (await stage.store.readStream(family, { from: 7, to: 7 })).events[0];
    expect(await stage.store.event(event?.id ?? '')).toEqual(event);
  });

  it.each(['a3f1c2d4-0000-4000-8000-000000000000', 'not an id', ''])(
    'finds no event with the id %j',
    async (id) => {
      expect(await stage.store.event(id)).toBeUndefined();
    },
  );

  it('reads nothing for a caller who has given up', async () => {
    const read = stage.store.readStream(family, { signal: AbortSignal.abort(new Error('given up')) });
    await expect(read).rejects.toThrow('given up');
  });
}
