import { afterEach, expect, it } from '@jest/globals';
import type { NewEvent } from '../port.ts';
import { anEvent, anEventOfSize, refusal, someEvents } from './events.ts';
import type { Stage } from './stage.ts';

const family = 'family-a';
const KIB = 1024;
const utf8 = new TextEncoder();

export function limits(stage: Stage): void {
  let written = -1;
  afterEach(async () => {
    expect(await stage.store.head()).toBe(written);
    written = -1;
  });

  const refused = async (events: NewEvent[], stream = family): Promise<string> =>
    (await refusal(stage.store.append(stream, events, { expected: 'no-stream' }))).kind;

  it('refuses an append without events', async () => {
    expect(await refused([])).toBe('INVALID_ARGUMENT');
  });

  it('takes 500 events at once, and refuses 501', async () => {
    expect(await refused(someEvents(family, 0, 501))).toBe('TOO_LARGE');
    const answer = await stage.store.append(family, someEvents(family, 0, 500), { expected: 'no-stream' });
    expect(answer).toEqual({ revision: 499, position: 499 });
    written = 499;
  });

  it('takes an event of 512 KiB, and refuses one byte more', async () => {
    expect(await refused([anEventOfSize(family, 0, 512 * KIB + 1)])).toBe('TOO_LARGE');
    const event = anEventOfSize(family, 0, 512 * KIB);
    await stage.store.append(family, [event], { expected: 'no-stream' });
    expect((await stage.store.event(event.id))?.document).toEqual(event.document);
    written = 0;
  });

  it('takes 768 KiB at once, and refuses one byte more', async () => {
    const sizes = [256, 256, 255].map((size) => size * KIB);
    const sized = (last: number): NewEvent[] =>
      [...sizes, last].map((bytes, at) => anEventOfSize(family, at, bytes));
    expect(await refused(sized(KIB + 1))).toBe('TOO_LARGE');
    await stage.store.append(family, sized(KIB), { expected: 'no-stream' });
    written = 3;
  });

  it('refuses the same event id twice in one append', async () => {
    const { id } = anEvent(family, 0);
    expect(await refused([anEvent(family, 0, { id }), anEvent(family, 1, { id })])).toBe('INVALID_ARGUMENT');
  });

  it.each([
    '',
    'family',
    'family-',
    '-a',
    'Family-a',
    '1family-a',
    '$ce-family',
    'family-$all',
    'family-a b',
    'family-ä',
    'family-a\n',
    'family-a\u0000',
    "family-'; DROP TABLE events",
    `family-${'a'.repeat(181)}`,
  ])('refuses to call a stream %j', async (stream) => {
    expect(await refused([anEvent(stream, 0)], stream)).toBe('INVALID_ARGUMENT');
  });

  it.each([
    'ledger-heads',
    'panel-winchester-2026-03-10',
    'data_quality-1',
    'store-7d2k9m4q',
    `family-${'~'.repeat(180)}`,
  ])('lets a stream be called %s', async (stream) => {
    await stage.store.append(stream, [anEvent(stream, 0)], { expected: 'no-stream' });
    expect(await stage.store.revision(stream)).toBe(0);
    written = 0;
  });

  it.each([-1, 1.5, NaN, Infinity, 2 ** 53])('refuses %d as the revision that was seen', async (expected) => {
    const refused = await refusal(stage.store.append(family, [anEvent(family, expected + 1)], { expected }));
    expect(refused.kind).toBe('INVALID_ARGUMENT');
  });

  it.each(['', '17', 'A3F1C2D4-0000-4000-8000-000000000000', '{a3f1c2d4-0000-4000-8000-000000000000}'])(
    'refuses %j as an event id',
    async (id) => {
      expect(await refused([anEvent(family, 0, { id })])).toBe('INVALID_ARGUMENT');
    },
  );

  it.each(['', '$metadata', 'Stepped Up', 'SteppedÜp', 'x'.repeat(129)])(
    'refuses %j as an event type',
    async (type) => {
      expect(await refused([anEvent(family, 0, { type })])).toBe('INVALID_ARGUMENT');
    },
  );

  it.each<[string, (event: NewEvent) => NewEvent]>([
    ['is not JSON', (event) => ({ ...event, document: utf8.encode('{"id":') })],
    ['is not in UTF-8', (event) => ({ ...event, document: Uint8Array.of(0x7b, 0xff, 0x7d) })],
    [
      'begins with a byte order mark',
      (event) => ({ ...event, document: Uint8Array.of(0xef, 0xbb, 0xbf, ...event.document) }),
    ],
    ['is empty', (event) => ({ ...event, document: new Uint8Array() })],
    ['is null', (event) => ({ ...event, document: utf8.encode('null') })],
    ['is a list', (event) => ({ ...event, document: utf8.encode('[]') })],
    ['names another stream', ({ id }) => anEvent('family-b', 0, { id })],
    ['names another revision', ({ id }) => anEvent(family, 1, { id })],
    ['names another id', ({ id }) => ({ ...anEvent(family, 0), id })],
    ['names another type', (event) => ({ ...event, type: 'SteppedDown' })],
  ])('refuses an event whose document %s', async (_, change) => {
    expect(await refused([change(anEvent(family, 0))])).toBe('INVALID_ARGUMENT');
  });

  it('refuses an append of which one event is not fit, whole', async () => {
    const [first, second] = someEvents(family, 0, 2) as [NewEvent, NewEvent];
    expect(await refused([first, { ...second, type: 'SteppedDown' }])).toBe('INVALID_ARGUMENT');
  });

  it.each<[string, unknown]>([
    ['numbers beyond 2^53', '9007199254740993'],
    ['nothing within nothing', '{"a":null,"b":{},"c":[],"d":[null]}'],
    ['white space and order', '{ "b" : 1,\t"a" : 2 }'],
    ['every kind of letter', '"Zoë O’Brien 李 عمر 👩‍👧 \\u0007"'],
    ['a member called __proto__', '{"__proto__":{"a":1}}'],
  ])('keeps %s, byte for byte', async (_, json) => {
    const { id, type, document } = anEvent(family, 0, { data: 'HERE' });
    const bytes = utf8.encode(new TextDecoder().decode(document).replace('"HERE"', String(json)));
    await stage.store.append(family, [{ id, type, document: bytes }], { expected: 'no-stream' });
    expect((await stage.store.event(id))?.document).toEqual(bytes);
    written = 0;
  });
}
