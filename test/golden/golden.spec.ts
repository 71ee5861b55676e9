import { describe, expect, it } from '@jest/globals';
import {
  checkEventData,
  encodeStoredEvent,
  eventTable,
  occurrencesOf,
  upcast,
  type EventType,
  type StoredEvent,
} from '#libs/contracts';
import { goldenName, goldenVault, readGolden } from '../support/golden.ts';
import { eventTypes, ownFields } from '../support/sample-events.ts';

const golden = readGolden();

describe('the golden examples', () => {
  it.each(golden)('$file is named after the event and version it holds', ({ file, event }) => {
    const [, type, version] = goldenName.exec(file) ?? [];
    expect([type, Number(version)]).toEqual([event.type, event.version]);
  });

  it.each(golden)('$file is written to the same bytes by this version', ({ event, document }) => {
    expect(Buffer.from(encodeStoredEvent(event)).toString('utf8')).toBe(document);
  });

  it.each(golden)('$file opens to what it was, every commitment holding', async ({ event, opened }) => {
    const vault = await goldenVault();
    await vault.prepare(event.subjects);
    const now = upcast(event.type, event.version, opened);
    expect(vault.check(event)).toEqual({ data: now, erased: [] });
  });

  it.each(golden.filter(({ event }) => event.version === eventTable[event.type as EventType].version))(
    '$file would be sealed alike today: the same fields, of the same people, in the same classes',
    async ({ event, opened }) => {
      const { stream, revision, type } = event;
      const vault = await goldenVault();
      await vault.prepare(event.subjects);
      const sealed = vault.seal({ stream, revision, type, data: opened });
      expect(sealed.data).toEqual(event.data);
      expect(sealed.sealed.map(whatIsSealed)).toEqual(event.sealed.map(whatIsSealed));
    },
  );

  it.each(golden)('$file is lifted to data that could be written now', ({ event, opened }) => {
    checkEventData(event.type, upcast(event.type, event.version, opened));
  });
});

describe.each(eventTypes)('%s', (type: EventType) => {
  const { version } = eventTable[type];

  it('has an example of every version it ever had', () => {
    const versions = new Set(
      golden.filter(({ event }) => event.type === type).map(({ event }) => event.version),
    );
    expect([...versions].sort()).toEqual(Array.from({ length: version }, (_, index) => index + 1));
  });

  it('has every field it has now in an example', () => {
    const examples = golden.filter(({ event }) => event.type === type && event.version === version);
    const missing = ownFields(type)
      .map(({ path }) => path)
      .filter((path) => examples.every(({ opened }) => occurrencesOf(opened, path).length === 0));
    expect(missing).toEqual([]);
  });
});

it('keeps no example of an event that is no longer described', () => {
  expect(golden.map(({ event }) => event.type).filter((type) => !(type in eventTable))).toEqual([]);
});

function whatIsSealed({ subject, class: dataClass, fields }: StoredEvent['sealed'][number]) {
  return { subject, class: dataClass, pointers: Object.keys(fields) };
}
