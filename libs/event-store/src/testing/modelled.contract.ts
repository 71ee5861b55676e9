import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StoreError } from '../errors.ts';
import type { EventStore, Expected, Filter, NewEvent, StreamRange } from '../port.ts';
import { anEvent, eventsOf, follow, upToPosition } from './events.ts';
import { Model } from './model.ts';
import type { Answer, Sent } from './model.ts';
import type { Engine } from './stage.ts';

const STREAMS = ['family-1', 'family-10', 'person-1', 'plan-1'];
const TYPES = ['SteppedUp', 'SteppedDown'];

type Step =
  | { do: 'append'; appends: Wish[] }
  | { do: 'read stream'; stream: string; range: StreamRange }
  | { do: 'read all'; after: number; limit: number; filter: Filter }
  | { do: 'follow'; after: number }
  | { do: 'open again' };

/** An append to be made up when it is sent; `share` picks among what was sent before. */
type Wish =
  | { kind: 'new'; stream: string; type: string; count: number; off: number }
  | {
      kind: 'again' | 'its first' | 'its last' | 'reworded' | 'one more' | 'its ids elsewhere';
      share: number;
    };

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const stream = fc.constantFrom(...STREAMS);
const after = fc.integer({ min: -1, max: 40 });

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('new'),
      stream,
      type: fc.constantFrom(...TYPES),
      count: fc.integer({ min: 1, max: 4 }),
      off: fc.constantFrom(0, 0, 0, 0, -1, 1, -2),
    }),
  },
  fc.record({
    kind: fc.constantFrom('again', 'its first', 'its last', 'reworded', 'one more', 'its ids elsewhere'),
    share,
  }),
);

const range = fc.record(
  { from: fc.nat(8), to: fc.nat(8), backwards: fc.boolean(), limit: fc.integer({ min: 1, max: 4 }) },
  { requiredKeys: [] },
);
const filter = fc.record(
  {
    streamPrefixes: fc.subarray(['family-', 'family-1', 'person-'], { minLength: 1 }),
    types: fc.subarray(TYPES, { minLength: 1 }),
  },
  { requiredKeys: [] },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('append'),
      appends: fc.array(wish, { minLength: 1, maxLength: 5 }),
    }),
  },
  fc.record({ do: fc.constant('read stream'), stream, range }),
  fc.record({ do: fc.constant('read all'), after, limit: fc.integer({ min: 1, max: 40 }), filter }),
  fc.record({ do: fc.constant('follow'), after }),
);

export function modelled(engine: Engine): void {
  const steps = engine.lasts
    ? fc.oneof({ weight: 8, arbitrary: step }, fc.constant<Step>({ do: 'open again' }))
    : step;

  it('answers as a plain list of events would', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (history) => {
        const place = await engine.place();
        let store = await place.open();
        const model = new Model();
        const sent: Sent[] = [];
        for (const each of history) {
          if (each.do === 'open again') {
            await store.close();
            store = await place.open();
          } else await take(each, { store, model, sent, keepsOrder: engine.keepsOrder });
        }
        expect(await eventsOf(store.readAll())).toEqual(model.log);
        await store.close();
        await place.clear();
      }),
      { numRuns: engine.histories },
    );
  }, 120_000);
}

interface Played {
  readonly store: EventStore;
  readonly model: Model;
  readonly sent: Sent[];
  readonly keepsOrder: boolean;
}

async function take(each: Exclude<Step, { do: 'open again' }>, played: Played): Promise<void> {
  const { store, model } = played;
  switch (each.do) {
    case 'append':
      return appendTogether(each.appends, played);
    case 'read stream':
      expect(await store.readStream(each.stream, each.range)).toEqual(
        model.readStream(each.stream, each.range),
      );
      expect(await store.revision(each.stream)).toBe(model.revision(each.stream));
      return;
    case 'read all': {
      const { limit, filter } = each;
      const from = Math.min(each.after, model.head());
      expect(await eventsOf(store.readAll({ after: from, limit, filter }))).toEqual(
        model.readAfter(from, limit, filter),
      );
      return;
    }
    case 'follow': {
      const from = Math.min(each.after, model.head());
      const batches = await follow(store, { after: from }, upToPosition(model.head()));
      expect(batches.flatMap((batch) => batch.events)).toEqual(model.readAfter(from, Infinity, {}));
    }
  }
}

/** All are asked before the first is answered, where their order is kept; they are answered as if one came after the other. */
async function appendTogether(
  wishes: readonly Wish[],
  { store, model, sent, keepsOrder }: Played,
): Promise<void> {
  const asked: Promise<Answer>[] = [];
  const foreseen: Answer[] = [];
  for (const wish of wishes) {
    const append = madeUp(wish, model, sent);
    if (append === undefined) continue;
    sent.push(append);
    foreseen.push(model.append(append));
    asked.push(answerOf(store, append));
    if (!keepsOrder) await asked.at(-1);
  }
  expect(await Promise.all(asked)).toEqual(foreseen);
  for (const { events } of sent.slice(-2)) {
    for (const { id } of events) expect(await store.event(id)).toEqual(model.event(id));
  }
}

async function answerOf(store: EventStore, { stream, expected, events }: Sent): Promise<Answer> {
  try {
    return await store.append(stream, events, { expected });
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'CONFLICT')
      return { kind: 'CONFLICT', actual: error.actual ?? NaN };
    throw error;
  }
}

function madeUp(wish: Wish, model: Model, sent: readonly Sent[]): Sent | undefined {
  const next = sent.reduce((count, { events }) => count + events.length, 0);
  if (wish.kind === 'new') {
    const before = Math.max(-1, model.revision(wish.stream) + wish.off);
    const events = Array.from({ length: wish.count }, (_, at) =>
      anEvent(wish.stream, before + 1 + at, { id: idOf(next + at), type: wish.type }),
    );
    return { stream: wish.stream, expected: expecting(before), events };
  }
  const earlier = sent[Math.floor(wish.share * sent.length)];
  return earlier && variation(wish.kind, earlier, model, idOf(next));
}

function variation(
  kind: Exclude<Wish['kind'], 'new'>,
  { stream, expected, events }: Sent,
  model: Model,
  freshId: string,
): Sent {
  const before = expected === 'no-stream' ? -1 : expected;
  const last = before + events.length;
  switch (kind) {
    case 'again':
      return { stream, expected, events };
    case 'its first':
      return { stream, expected, events: events.slice(0, 1) };
    case 'its last':
      return { stream, expected: expecting(last - 1), events: events.slice(-1) };
    case 'reworded':
      return {
        stream,
        expected,
        events: events.map(({ id }, at) => anEvent(stream, before + 1 + at, { id, data: 'other' })),
      };
    case 'one more':
      return { stream, expected, events: [...events, anEvent(stream, last + 1, { id: freshId })] };
    case 'its ids elsewhere': {
      const end = model.revision('panel-1');
      const moved: NewEvent[] = events.map(({ id }, at) => anEvent('panel-1', end + 1 + at, { id }));
      return { stream: 'panel-1', expected: expecting(end), events: moved };
    }
  }
}

function expecting(revision: number): Expected {
  return revision === -1 ? 'no-stream' : revision;
}

function idOf(number: number): string {
  return `00000000-0000-5000-8000-${number.toString(16).padStart(12, '0')}`;
}
