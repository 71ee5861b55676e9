import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyStore } from './key-store.ts';

/** Somewhere for keys, which several stores may have open at once. */
export interface KeyPlaceUnderTest {
  open(kek?: Uint8Array): Promise<KeyStore>;
  /** What stands in the subject's row. */
  wrapped(subject: string): Promise<Buffer>;
  /** Puts bytes in a subject's row, as nobody may. */
  put(subject: string, wrapped: Buffer): Promise<void>;
  /** Every byte of where the subjects' keys are kept. */
  bytes(): Promise<Buffer>;
  /** Everything that was acknowledged, and no more: as after a power cut. */
  afterPowerCut(): Promise<KeyStore>;
  /** Makes it a place for something else. */
  misuse(): Promise<void>;
  clear(): Promise<void>;
}

export const KEK = new Uint8Array(32).fill(5);
const ANNA = '3h5k7m9p1r3t5v7x9z2b4d6f8a';
const BEN = '5h5k7m9p1r3t5v7x9z2b4d6f8a';
const hex = (key: Uint8Array | undefined) => Buffer.from(key ?? []).toString('hex');

/** What every key store guarantees, wherever it keeps its keys. */
export function keyStoreContract(name: string, newPlace: () => Promise<KeyPlaceUnderTest>): void {
  describe(`the key store ${name}`, () => {
    let place: KeyPlaceUnderTest;
    let opened: KeyStore[];

    beforeEach(async () => {
      place = await newPlace();
      opened = [];
    });

    afterEach(async () => {
      for (const keys of opened) await keys.close();
      await place.clear();
    });

    async function open(kek = KEK): Promise<KeyStore> {
      const keys = await place.open(kek);
      opened.push(keys);
      return keys;
    }

    it('makes a key once, and finds the same one after it was closed and opened again', async () => {
      const first = await open();
      const made = (await first.getOrCreate([ANNA])).get(ANNA);
      expect(made).toHaveLength(32);
      await first.close();
      const again = await open();
      expect(hex((await again.getOrCreate([ANNA])).get(ANNA))).toBe(hex(made));
      expect((await again.find([ANNA, BEN])).has(BEN)).toBe(false);
    });

    it('gives everyone who asks at the same time the same key', async () => {
      const [one, other] = [await open(), await open()];
      const answers = await Promise.all([
        one.getOrCreate([ANNA, BEN]),
        other.getOrCreate([BEN, ANNA]),
        one.getOrCreate([ANNA]),
      ]);
      expect(new Set(answers.map((keys) => hex(keys.get(ANNA)))).size).toBe(1);
      expect(hex(answers[1].get(BEN))).toBe(hex(answers[0].get(BEN)));
    });

    it('gives two who make many keys at once, in whatever order, the same ones', async () => {
      const people = Array.from(
        { length: 200 },
        (_, nth) => `${String(nth).padStart(3, '0')}k7m9p1r3t5v7x9z2b4d6f8a`,
      );
      const [one, other] = [await open(), await open()];
      const asked = Array.from({ length: 20 }, (_, nth) => people.slice(nth * 9, nth * 9 + 29));
      const answers = await Promise.all(
        asked.flatMap((some) => [one.getOrCreate(some), other.getOrCreate(some.toReversed())]),
      );
      const made = people.map(
        (person) => new Set(answers.flatMap((keys) => (keys.has(person) ? [hex(keys.get(person))] : []))),
      );
      expect(made.map((keys) => keys.size)).toEqual(people.map(() => 1));
    });

    it('has made a key durable by the time it gives it, and destroyed it by the time it says so', async () => {
      const keys = await open();
      const made = await keys.getOrCreate([ANNA, BEN]);
      await keys.destroy([BEN]);
      const again = await place.afterPowerCut();
      opened.push(again);
      expect(hex((await again.find([ANNA])).get(ANNA))).toBe(hex(made.get(ANNA)));
      expect(await again.destroyed([ANNA, BEN])).toEqual([BEN]);
    });

    it('makes its own keys once, whoever opens it first', async () => {
      const names = ['ids', 'digest', 'ledger'] as const;
      const [one, other] = await Promise.all([open(), open()]);
      const found = await Promise.all(names.map((each) => one.named(each)));
      expect((await Promise.all(names.map((each) => other.named(each)))).map(hex)).toEqual(found.map(hex));
      expect(new Set(found.map(hex)).size).toBe(3);
    });

    it('never gives an erased person a key again, and refuses only those who ask for it', async () => {
      const keys = await open();
      await keys.getOrCreate([ANNA, BEN]);
      await keys.destroy([ANNA]);
      await keys.destroy([ANNA]);
      expect((await keys.find([ANNA, BEN])).has(ANNA)).toBe(false);
      expect(await keys.destroyed([BEN, ANNA, 'nobody'])).toEqual([ANNA]);
      const [refused, given] = await Promise.allSettled([
        keys.getOrCreate([BEN, ANNA]),
        keys.getOrCreate([BEN]),
      ]);
      expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'SUBJECT_ERASED' } });
      expect(given.status).toBe('fulfilled');
      await keys.close();
      await expect((await open()).getOrCreate([ANNA])).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    });

    it('shows at once to everyone who has it open that a key is gone', async () => {
      const [one, other] = [await open(), await open()];
      await one.getOrCreate([ANNA]);
      expect((await other.find([ANNA])).has(ANNA)).toBe(true);
      await one.destroy([ANNA]);
      expect((await other.find([ANNA])).has(ANNA)).toBe(false);
      expect(await other.destroyed([ANNA])).toEqual([ANNA]);
      await expect(other.getOrCreate([ANNA])).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    });

    it('gives no key to a person erased before the first one was made', async () => {
      const keys = await open();
      await keys.destroy([ANNA]);
      await expect(keys.getOrCreate([ANNA])).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
      expect(await keys.unknown([ANNA, BEN])).toEqual([BEN]);
    });

    it('remembers how far it knows the log', async () => {
      const keys = await open();
      expect(await keys.knownUpTo()).toBe(-1);
      await keys.setKnownUpTo(7);
      expect(await keys.knownUpTo()).toBe(7);
    });

    it('leaves no byte of a destroyed key, wrapped or not, where keys are kept', async () => {
      const keys = await open();
      const plain = Buffer.from((await keys.getOrCreate([ANNA, BEN])).get(ANNA) ?? []);
      const wrapped = await place.wrapped(ANNA);
      expect((await place.bytes()).includes(wrapped)).toBe(true);
      expect((await place.bytes()).includes(plain)).toBe(false);
      await keys.destroy([ANNA]);
      expect((await place.bytes()).includes(wrapped)).toBe(false);
      expect((await place.bytes()).includes(await place.wrapped(BEN))).toBe(true);
    });

    it('refuses another key-encryption key before anything is read', async () => {
      await open();
      await expect(open(new Uint8Array(32))).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      await expect(open(new Uint8Array(16))).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    });

    it('refuses a key that was moved to another person', async () => {
      const keys = await open();
      await keys.getOrCreate([ANNA, BEN]);
      await place.put(BEN, await place.wrapped(ANNA));
      await expect(keys.find([BEN])).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    });

    it('refuses a place that is something else', async () => {
      await place.misuse();
      await expect(open()).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    });

    it('says that the keys are out of reach once it is closed', async () => {
      const keys = await open();
      await keys.close();
      await expect(keys.find([ANNA])).rejects.toMatchObject({ code: 'KEY_SERVICE_UNAVAILABLE' });
      await expect(keys.getOrCreate([ANNA])).rejects.toMatchObject({ code: 'KEY_SERVICE_UNAVAILABLE' });
    });
  });
}
