import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  checkEventData,
  decodeStoredEvent,
  encodeStoredEvent,
  eventTable,
  occurrencesOf,
  type EventType,
  type StoredEvent,
} from '#libs/contracts';
import { openSqliteKeyStore, Vault, type KeyStore } from '#libs/vault';
import { eventTypes, sampleData, sampleFact, sampleStored } from '../support/sample-events.ts';

const MARK = 'Xanthippe-canary';

let keys: KeyStore;
let vault: Vault;

beforeAll(async () => {
  keys = openSqliteKeyStore({ file: ':memory:', kek: new Uint8Array(32).fill(7) });
  vault = await Vault.open({ origin: 'example.org/family-help', keys });
});

afterAll(() => keys.close());

describe.each(eventTypes)('%s', (type) => {
  const personal = eventTable[type].fields.filter((field) => field.kind === 'personal');

  it('is whole as a sample, with every field it has', () => {
    const data = sampleData(type, MARK);
    checkEventData(type, data);
    for (const { path } of eventTable[type].fields)
      expect({ path, found: occurrencesOf(data, path).length > 0 }).toEqual({ path, found: true });
  });

  it('stores no text of a person', async () => {
    const bytes = await storedBytes(type);
    expect(bytes.toString('utf8')).not.toContain(MARK);
    expect(bytes.toString('latin1')).not.toContain(Buffer.from(MARK).toString('base64url').slice(0, -2));
  });

  it('stores no personal field in the clear, be it a text, a code, a date or a yes or no', async () => {
    const { data } = decodeStoredEvent(await storedBytes(type));
    for (const { path } of personal)
      expect({ path, clear: occurrencesOf(data, path) }).toEqual({ path, clear: [] });
  });

  it('keeps in the clear what is not about a person', async () => {
    const { data } = decodeStoredEvent(await storedBytes(type));
    const whole = sampleData(type, MARK);
    for (const { kind, path } of eventTable[type].fields)
      if (kind !== 'personal' && kind !== 'group')
        expect(occurrencesOf(data, path)).toEqual(
          occurrencesOf(whole, path).map((at) =>
            expect.objectContaining({ pointer: at.pointer, value: at.value }),
          ),
        );
  });

  it('opens to what was decided, every commitment holding', async () => {
    const event = decodeStoredEvent(await storedBytes(type));
    expect(vault.open(event)).toEqual({ data: sampleData(type, MARK), erased: [] });
    expect(vault.check(event)).toEqual({ data: sampleData(type, MARK), erased: [] });
  });

  it('still reads with every key gone, and says what is gone', async () => {
    const event = decodeStoredEvent(await storedBytes(type));
    const opened = (await withoutKeys(event)).open(event);
    expect(opened.data).toEqual(event.data);
    const whole = sampleData(type, MARK);
    const pointers = personal.flatMap(({ path }) => occurrencesOf(whole, path).map(({ pointer }) => pointer));
    expect([...opened.erased].sort()).toEqual(pointers.sort());
  });
});

async function storedBytes(type: EventType): Promise<Buffer> {
  return Buffer.from(encodeStoredEvent(await sampleStored(vault, sampleFact(type, MARK))));
}

/** A vault over a store in which every subject of the event was destroyed. */
async function withoutKeys(event: StoredEvent): Promise<Vault> {
  const emptied = openSqliteKeyStore({ file: ':memory:', kek: new Uint8Array(32) });
  await emptied.destroy(event.subjects);
  const forgetful = await Vault.open({ origin: 'example.org/family-help', keys: emptied });
  await forgetful.prepare(event.sealed.map(({ subject }) => subject));
  return forgetful;
}
