import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/contracts';
import type { KeyStore } from './key-store.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';
import type { Fact } from './subjects.ts';
import { Vault } from './vault.ts';

const ORIGIN = 'example.org/family-help';
const CHILD = '3h5k7m9p1r3t5v7x9z2b4d6f8a';
const SIBLING = '5h5k7m9p1r3t5v7x9z2b4d6f8a';
const FAMILY = '7d2k9m4q8x1c5v3b6n0z2a7f4h';
const EPISODE = 'episode-2m8q4x9c1v5b7n3z6a0d8f2h4k';

const closed: Fact & { revision: number } = {
  stream: `family-${FAMILY}`,
  type: 'EpisodeClosed',
  revision: 9,
  data: {
    episode: EPISODE,
    reason: 'OUTCOMES_MET',
    outcomes: [
      { child: SIBLING, outcome: 'Settled at home', bees: ['SAFE'] },
      { child: CHILD, outcome: 'Back in school' },
    ],
    familyView: 'Better now',
  },
};

let keys: KeyStore;
let vault: Vault;

beforeEach(async () => {
  keys = openSqliteKeyStore({ file: ':memory:', kek: new Uint8Array(32).fill(7) });
  vault = await Vault.open({ origin: ORIGIN, keys });
});

afterEach(() => keys.close());

describe('sealing', () => {
  it('leaves only the words of the work in the clear, and names whom it is about', async () => {
    const sealed = await sealing(closed);
    expect(sealed.data).toEqual({
      episode: EPISODE,
      outcomes: [{ child: SIBLING }, { child: CHILD }],
    });
    expect(sealed.subjects).toEqual([FAMILY, SIBLING, CHILD]);
  });

  it('keeps one part a subject and class, in order, each field named by its pointer', async () => {
    const { sealed } = await sealing(closed);
    expect(sealed.map((part) => [part.subject, part.class, Object.keys(part.fields)])).toEqual([
      [CHILD, 'general', ['/outcomes/1/outcome']],
      [SIBLING, 'general', ['/outcomes/0/bees', '/outcomes/0/outcome']],
      [FAMILY, 'general', ['/familyView', '/reason']],
    ]);
  });

  it('never seals the same value to the same bytes twice', async () => {
    const [first, second] = [await sealing(closed), await sealing(closed)];
    expect(first.sealed.map(({ blob }) => blob)).not.toEqual(second.sealed.map(({ blob }) => blob));
    expect(first.sealed[0]?.fields).not.toEqual(second.sealed[0]?.fields);
  });

  it('names the persons that a fact mentions although nothing of theirs is sealed', async () => {
    const opened = await sealing({
      stream: `family-${FAMILY}`,
      type: 'ChildAddedToEpisode',
      revision: 3,
      data: { episode: EPISODE, child: CHILD },
    });
    expect(opened).toEqual({ data: { episode: EPISODE, child: CHILD }, sealed: [], subjects: [CHILD] });
  });

  it('refuses data that is not what the event says of itself', async () => {
    const strange = { ...closed, data: { ...closed.data, shoeSize: 'Nine' } };
    await vault.prepare(vault.subjectsOf(strange), { create: true });
    expect(() => vault.seal(strange)).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        details: { event: 'EpisodeClosed', field: 'shoeSize', fault: 'UNKNOWN_FIELD' },
      }),
    );
  });

  it('refuses an event that nobody described', () => {
    expect(() => vault.seal({ ...closed, type: 'EpisodePaused' })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    expect(() => vault.subjectsOf({ ...closed, type: 'EpisodePaused' })).toThrow(TypeError);
  });

  it('refuses a personal field whose person is not named', () => {
    const nameless = { ...closed, data: { ...closed.data, outcomes: [{ outcome: 'Settled at home' }] } };
    expect(() => vault.subjectsOf(nameless)).toThrow('no subject for /outcomes/0/outcome');
  });

  it('refuses to seal before the keys are prepared, rather than without one', () => {
    expect(() => vault.seal(closed)).toThrow('not prepared');
  });
});

describe('opening', () => {
  it('gives back what was sealed, and nothing erased', async () => {
    const event = stored(closed, await sealing(closed));
    expect(vault.open(event)).toEqual({ data: closed.data, erased: [] });
    expect(vault.check(event)).toEqual({ data: closed.data, erased: [] });
  });

  it('shows what is gone once one person’s key is destroyed, and keeps the others readable', async () => {
    const event = stored(closed, await sealing(closed));
    await keys.destroy([SIBLING]);
    vault.forget([SIBLING]);
    await vault.prepare([SIBLING]);
    expect(vault.open(event)).toEqual({
      data: {
        episode: EPISODE,
        reason: 'OUTCOMES_MET',
        outcomes: [{ child: SIBLING }, { child: CHILD, outcome: 'Back in school' }],
        familyView: 'Better now',
      },
      erased: ['/outcomes/0/bees', '/outcomes/0/outcome'],
    });
    expect(vault.holds(SIBLING)).toBe(false);
  });

  it('never takes keys that were not prepared for keys that are gone', async () => {
    const event = stored(closed, await sealing(closed));
    const another = await Vault.open({ origin: ORIGIN, keys });
    await another.prepare([FAMILY, SIBLING]);
    expect(() => another.open(event)).toThrow('not prepared');
  });

  it('changes nothing of the event it opens', async () => {
    const event = stored(closed, await sealing(closed));
    const before = structuredClone(event);
    vault.open(event);
    expect(event).toEqual(before);
  });

  const places: [string, (event: StoredEvent) => StoredEvent][] = [
    ['another stream', (event) => ({ ...event, stream: `family-${CHILD}` })],
    ['another place in its stream', (event) => ({ ...event, revision: event.revision + 1 })],
    ['an event of another type', (event) => ({ ...event, type: 'EpisodeReopened' })],
    ['another class', (event) => retouched(event, (part) => ({ ...part, class: 'health' as const }))],
    ['a changed byte', (event) => retouched(event, (part) => ({ ...part, blob: flipped(part.blob, 20) }))],
    ['a changed tag', (event) => retouched(event, (part) => ({ ...part, blob: flipped(part.blob, -1) }))],
    ['a short tag', (event) => retouched(event, (part) => ({ ...part, blob: cut(part.blob, 12) }))],
    ['no bytes', (event) => retouched(event, (part) => ({ ...part, blob: '' }))],
    ['fields it does not hold', (event) => retouched(event, (part) => ({ ...part, fields: {} }))],
  ];

  it.each(places)('refuses a part moved to %s, and tells nothing of it', async (_, change) => {
    const event = change(stored(closed, await sealing(closed)));
    expect(() => vault.open(event)).toThrow(
      expect.objectContaining({
        code: 'DECRYPTION_FAILED',
        details: { stream: event.stream, revision: event.revision },
      }),
    );
  });

  it('refuses a part of another log', async () => {
    const event = stored(closed, await sealing(closed));
    const elsewhere = await Vault.open({ origin: 'example.org/other', keys });
    await elsewhere.prepare(event.subjects);
    expect(() => elsewhere.open(event)).toThrow(expect.objectContaining({ code: 'DECRYPTION_FAILED' }));
  });

  it('finds a commitment that was not made from the value', async () => {
    const event = retouched(stored(closed, await sealing(closed)), (part) => ({
      ...part,
      fields: Object.fromEntries(Object.keys(part.fields).map((name) => [name, 'A'.repeat(43)])),
    }));
    expect(vault.open(event).data).toEqual(closed.data);
    expect(() => vault.check(event)).toThrow(expect.objectContaining({ code: 'DECRYPTION_FAILED' }));
  });
});

describe('keys', () => {
  it('keeps keys only of the subjects asked for last, and never drops those asked for together', async () => {
    const small = await Vault.open({ origin: ORIGIN, keys, cached: 2 });
    await small.prepare([CHILD], { create: true });
    await small.prepare([SIBLING], { create: true });
    await small.prepare([CHILD]);
    await small.prepare([FAMILY], { create: true });
    expect([small.holds(CHILD), small.holds(FAMILY)]).toEqual([true, true]);
    expect(() => small.holds(SIBLING)).toThrow('not prepared');
    await small.prepare([CHILD, SIBLING, FAMILY]);
    expect([CHILD, SIBLING, FAMILY].every((each) => small.holds(each))).toBe(true);
  });

  it('sees a key that was made after it was first looked for', async () => {
    await vault.prepare([CHILD]);
    expect(vault.holds(CHILD)).toBe(false);
    await vault.prepare([CHILD], { create: true });
    expect(vault.holds(CHILD)).toBe(true);
  });

  it('refuses to write under a person whose record was erased', async () => {
    await keys.destroy([CHILD]);
    await expect(vault.prepare([CHILD], { create: true })).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
  });
});

async function sealing(fact: Fact & { revision: number }) {
  await vault.prepare(vault.subjectsOf(fact), { create: true });
  return vault.seal(fact);
}

function stored(fact: Fact & { revision: number }, sealed: ReturnType<Vault['seal']>): StoredEvent {
  return {
    format: 1,
    id: 'f07d892f-cd39-5b39-ae1c-8a83a1cc0492',
    version: 1,
    recordedAt: '2026-03-20T08:02:45.900Z',
    occurredAt: { precision: 'UNKNOWN' },
    actor: { user: 'u-1', role: 'KEYWORKER', agency: 'organisation-hcc' },
    authority: '919',
    source: 'UI',
    sensitivity: 'STANDARD',
    commandId: 'cbee9311-dabf-5e8e-92cd-fe64640612c7',
    correlationId: 'cbee9311-dabf-5e8e-92cd-fe64640612c7',
    causationId: 'cbee9311-dabf-5e8e-92cd-fe64640612c7',
    commandDigest: 'A'.repeat(43),
    families: [],
    codeSets: {},
    ...fact,
    ...sealed,
  };
}

type Part = StoredEvent['sealed'][number];

function retouched(event: StoredEvent, change: (part: Part) => Part): StoredEvent {
  return { ...event, sealed: event.sealed.map((part, index) => (index === 0 ? change(part) : part)) };
}

function flipped(blob: string, at: number): string {
  const bytes = Buffer.from(blob, 'base64url');
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

function cut(blob: string, from: number): string {
  return Buffer.from(blob, 'base64url').subarray(0, -from).toString('base64url');
}
