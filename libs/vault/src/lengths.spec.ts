import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSecretKey } from 'node:crypto';
import type { Json } from '#libs/contracts';
import type { KeyStore } from './key-store.ts';
import { systemRandomness } from './randomness.ts';
import { openPart, placeIn, sealValues, type PersonalValue } from './sealing.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';
import type { Fact } from './subjects.ts';
import { Vault } from './vault.ts';

const ORIGIN = 'example.org/family-help';
const CHILD = '3h5k7m9p1r3t5v7x9z2b4d6f8a';
const STREAM = 'family-7d2k9m4q8x1c5v3b6n0z2a7f4h';

let keys: KeyStore;
let vault: Vault;

beforeEach(async () => {
  keys = openSqliteKeyStore({ file: ':memory:', kek: new Uint8Array(32).fill(7) });
  vault = await Vault.open({ origin: ORIGIN, keys });
});
afterEach(() => keys.close());

async function lengthsOf(fact: Omit<Fact, 'stream'>): Promise<number[]> {
  const placed = { ...fact, stream: STREAM, revision: 4 };
  await vault.prepare(vault.subjectsOf(placed), { create: true });
  return vault.seal(placed).sealed.map(({ blob }) => blob.length);
}

describe('the length of what is sealed', () => {
  const left = (reason: string, to: string) => ({
    type: 'MemberLeft',
    data: { person: CHILD, reason, to },
  });
  const agreed = (familyAgreed: boolean) => ({
    type: 'KeyworkerAssigned',
    data: { episode: 'episode-1', worker: 'worker-1', agency: 'organisation-1', familyAgreed },
  });

  it('tells no code and no day', async () => {
    const died = await lengthsOf(left('DIED', '2026'));
    expect(await lengthsOf(left('JOINED_OTHER_FAMILY', '2026-03-10'))).toEqual(died);
  });
  it('tells no yes from a no', async () => {
    expect(await lengthsOf(agreed(true))).toEqual(await lengthsOf(agreed(false)));
  });
  it('tells of a text roughly how long it is', async () => {
    const noted = (reflection: string) => ({
      type: 'EpisodeClosed',
      data: {
        episode: 'episode-1',
        reason: 'OUTCOMES_MET',
        outcomes: [{ child: CHILD, outcome: 'Well.' }],
        familyView: reflection,
      },
    });
    const length = async (view: string) => Math.max(...(await lengthsOf(noted(view))));
    const short = await length('Better.');
    expect(await length('Better now.')).toBe(short);
    expect(await length('Better. '.repeat(20))).toBeGreaterThan(short);
  });
});

describe('spaces behind what is sealed', () => {
  const place = placeIn(ORIGIN, { stream: STREAM, revision: 4, type: 'MemberLeft' });
  const key = createSecretKey(Buffer.alloc(32, 5));
  const sealed = (value: Json, fillsLines: boolean) => {
    const values: PersonalValue[] = [
      { pointer: '/reason', value, subject: CHILD, class: 'general', fillsLines },
    ];
    return sealValues(values, place, { keyOf: () => key, random: systemRandomness() });
  };

  it('mean nothing to who opens it, and stand only where an event type hides its lengths', () => {
    const [filled] = sealed('DIED', true);
    const [plain] = sealed('DIED', false);
    if (filled === undefined || plain === undefined) throw new Error('nothing was sealed');
    const bytes = (blob: string) => Buffer.from(blob, 'base64url').length;
    expect(bytes(filled.blob) - bytes(plain.blob)).toBe(64 - JSON.stringify('DIED').length);
    for (const part of [filled, plain])
      expect(openPart(part, place, key)).toEqual({ '/reason': [expect.any(String), 'DIED'] });
  });
  it('count bytes, not characters', () => {
    const bytes = sealed(['é'.repeat(20), 'é'.repeat(21)], true).map(({ blob }) => blob.length);
    expect(bytes).toEqual(sealed(['e'.repeat(40), 'e'.repeat(42)], true).map(({ blob }) => blob.length));
  });
});
