import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personas } from '#libs/access';
import { decodeStoredEvent } from '#libs/contracts';
import { bundleText, signerFrom, trustFrom, verifyBundle } from '#libs/ledger';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { ava, coordinator, NOON, order, refusal } from '../../testing/small-record.ts';
import { tellWholeStory } from '../../testing/whole-story.ts';
import { documentOf, keysIn, linesOf, secondVerdicts } from '../../testing/bundle-reading.ts';
import { mutations, type Mutation } from '../../testing/mutated-bundle.ts';
import { createBundle } from './create-bundle.ts';
import { verifyRecord } from '../verifying/verify-record.ts';

const MUTATIONS = Number(process.env['FHR_MUTATIONS'] ?? 1_000);
const WRITERS = 64;

let folder: string;
let record: FamilyRecord;
let family: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: NOON }), {
    inline: true,
  });
  await tellWholeStory(record);
  family = await longestFamily();
}, 120_000);
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
}, 60_000);

describe('an audit bundle', () => {
  it('holds the family’s whole story, proven, with every field an auditor may read', async () => {
    const { text, events, completeAsOf } = await bundle();
    const found = verified(text);
    expect(found).toMatchObject({ exit: 0, events, completeAsOf, problems: [] });
    const lines = linesOf(text);
    const held = lines.filter(({ kind }) => kind === 'event').map((each) => documentOf(each).stream);
    expect(held).toContain(family);
    expect(held.some((stream) => stream.startsWith('person-'))).toBe(true);
    expect(lines.filter(({ kind }) => kind === 'opening').length).toBeGreaterThan(events);
    expect(secondVerdicts(folder, [text])).toEqual([0]);
  });

  it('holds nothing of what the family is not told of who looked', async () => {
    const decided = { family, until: '2020-01-03', rationale: 'Looked through.' };
    const actor = { user: 'u-privacy', role: 'PRIVACY_OFFICER', agency: 'organisation-county' } as const;
    const { id } = await record.door.send(order('DecideViewingExemptions', decided, { actor }));
    const { text } = await bundle();
    const held = linesOf(text).filter(({ kind }) => kind === 'event');
    expect(held.map((each) => documentOf(each).stream)).not.toContain(id);
    expect(text).not.toContain(id);
  });

  it('holds of a stream that it calls whole every event before its size', async () => {
    const { text, completeAsOf } = await bundle();
    const lines = linesOf(text);
    expect(wholeStreams(text)).toContain(family);
    for (const stream of wholeStreams(text)) {
      const { events } = await record.store.readStream(stream);
      const then = events.filter(({ position }) => position < completeAsOf).map(({ position }) => position);
      const held = lines.filter((each) => each.kind === 'event' && documentOf(each).stream === stream);
      expect(held.map(({ index }) => index)).toEqual(then);
    }
  });

  it('holds what was voided, and what voided it', async () => {
    const person = await aMember();
    const stream = `person-${person}`;
    const name = { person, use: 'ALIAS', given: 'Orla', family: 'Reedsmith' };
    await record.door.send(order('RecordPersonName', name));
    const entry = (await idsIn(stream)).at(-1) ?? '';
    await record.door.send(order('VoidEntry', { stream, entry, reason: 'WRONG_PERSON' }));
    const { text } = await bundle();
    const held = linesOf(text).filter(({ kind }) => kind === 'event');
    const ofPerson = held.map(documentOf).filter((each) => each.stream === stream);
    expect(ofPerson.map(({ id }) => id)).toEqual(await idsIn(stream));
    expect(wholeStreams(text)).toContain(stream);
  });

  it('notes how the streams end once, where nothing was recorded in between', async () => {
    const { completeAsOf } = await bundle();
    const head = await record.store.head();
    expect(await bundle()).toMatchObject({ completeAsOf });
    expect(await record.store.head()).toBe(head);
  });

  it('is made only for who may read all of it, and is recorded as a read', async () => {
    const made = (who: keyof typeof personas, purpose: string, named = family) =>
      createBundle({ family: named, principal: personas[who], purpose, door: 'OPERATOR' }, record);
    expect(await refusal(made('practitioner', 'FAMILY_HELP'))).toEqual({ code: 'NOT_FOUND' });
    expect(await refusal(made('administrator', 'AUDIT'))).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await refusal(made('auditor', 'FAMILY_HELP'))).toMatchObject({ code: 'PURPOSE_NOT_PERMITTED' });
    expect(await refusal(made('auditor', 'AUDIT', 'F-0000000000'))).toEqual({ code: 'NOT_FOUND' });
    const before = await record.accessStore.head();
    await bundle();
    for await (const { events } of record.accessStore.readAll({ after: before }))
      expect(events.map(({ document }) => decodeStoredEvent(document).data)).toMatchObject([
        { effect: 'GRANTED', reads: ['bundle'], purpose: 'AUDIT' },
      ]);
  });

  it('needs the witnesses that a policy asks for', async () => {
    const { text } = await bundle();
    const [vkey = ''] = keysIn(folder);
    const witness = signerFrom(Buffer.alloc(32, 9), 'example.org/witness', 'COSIGNED_ED25519');
    const policy = `log ${vkey}\nwitness w ${witness.vkey}\nquorum w\n`;
    expect(verifyBundle(Buffer.from(text), trustFrom(policy)).exit).toBe(3);
    expect(secondVerdicts(folder, [text], policy)).toEqual([3]);
  });

  it(`that ${WRITERS} writers write beside is complete as of its size`, async () => {
    const person = await aMember();
    let isWriting = true;
    const write = async (n: number): Promise<void> => {
      for (let written = 0; isWriting && written < 30; written++) {
        const line = `${n} High Street`;
        if (n % 8 === 0)
          await record.door.send(
            order('RecordAddress', { person, type: 'HOME', line, postcode: 'AL10 2LE' }),
          );
        else await record.door.send(order('RegisterPerson', somebody));
      }
    };
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, n) => write(n)));
    const texts: string[] = [];
    for (let made = 0; made < 3; made++) texts.push((await bundle()).text);
    isWriting = false;
    await writing;
    for (const text of texts) {
      const { exit, completeAsOf, problems } = verified(text);
      expect([exit, problems]).toEqual([0, []]);
      expect(wholeStreams(text)).toEqual(expect.arrayContaining([family, `person-${person}`]));
      const lines = linesOf(text).filter(({ kind }) => kind === 'event');
      for (const stream of [family, `person-${person}`]) {
        const { events } = await record.store.readStream(stream);
        const then = events.filter(({ position }) => position < completeAsOf);
        expect(lines.filter((each) => documentOf(each).stream === stream)).toHaveLength(then.length);
      }
    }
    expect(secondVerdicts(folder, texts)).toEqual(texts.map(() => 0));
  }, 120_000);
});

describe('a bundle that was changed', () => {
  it(
    `is caught by both verifiers, ${MUTATIONS} times, and by both in the same way`,
    async () => {
      const older = await bundle();
      await record.door.send(order('RegisterPerson', ava, { actor: coordinator }));
      const { text } = await bundle();
      const made: Mutation[] = [];
      for await (const mutation of mutations(text, older.text, { count: MUTATIONS, seal }))
        made.push(mutation);
      const found = made.map((mutation) => verifyBundle(mutation.bytes, trust()).exit);
      const again = secondVerdicts(
        folder,
        made.map(({ bytes }) => bytes),
      );
      const missed = made.filter((_, n) => found[n] === 0 || again[n] === 0).map(({ how }) => how);
      expect(missed).toEqual([]);
      const apart = made.flatMap(({ how }, n) =>
        found[n] === again[n] ? [] : [`${how}: ${found[n]}, ${again[n]}`],
      );
      expect(apart).toEqual([]);
      expect(new Set(made.map(({ how }) => how)).size).toBeGreaterThan(9);
      const sealed = made.flatMap(({ isSealed }, n) => (isSealed ? [found[n]] : []));
      expect(new Set(sealed)).toEqual(new Set([1]));
    },
    60_000 + MUTATIONS * 200,
  );
});

describe('a log in which bundles were made', () => {
  it('verifies; where heads do not say how the streams ended it names them, and signs nothing more', async () => {
    await bundle();
    expect(await verifyRecord(record.settings)).toMatchObject({ ok: true, findings: [] });
    const [signed] = record.ledgers.status();
    const { size } = await record.ledgers.heads();
    const { position } = await record.door.send({
      ...order('NoteLedgerHeads', { size, root: Buffer.alloc(32, 7).toString('base64') }),
      source: 'SYSTEM',
    });
    expect(await verifyRecord(record.settings)).toMatchObject({
      ok: false,
      firstBad: { position, stream: 'ledger-heads' },
    });
    expect(await record.ledgers.refused()).toMatch(
      new RegExp(`says in event ${position} how its streams ended, and they did not`),
    );
    expect(record.ledgers.status()[0]?.checkpoint).toBe(signed?.checkpoint);
  });
});

function bundle() {
  return createBundle({ family, principal: personas.auditor, purpose: 'AUDIT', door: 'OPERATOR' }, record);
}

/** The log's signature over a bundle that somebody with its key changed. */
async function seal(before: string): Promise<string> {
  return record.ledgers.note(bundleText(record.origin, before));
}

function trust() {
  return trustFrom(`log ${keysIn(folder)[0]}\nquorum none\n`);
}

function verified(text: string) {
  return verifyBundle(Buffer.from(text), trust());
}

async function longestFamily(): Promise<string> {
  let longest = { stream: '', revision: -1 };
  for await (const { events } of record.store.readAll({ filter: { streamPrefixes: ['family-'] } }))
    for (const { stream, revision } of events)
      if (revision > longest.revision) longest = { stream, revision };
  return longest.stream;
}

async function idsIn(stream: string): Promise<string[]> {
  const { events } = await record.store.readStream(stream);
  return events.map(({ id }) => id);
}

/** A member of the family all of whose record belongs to its story. */
async function aMember(): Promise<string> {
  const { text } = await bundle();
  const whole = new Set(wholeStreams(text));
  const members = record.readers.families.members(family).map(({ person }) => person);
  return members.find((person) => whole.has(`person-${person}`)) ?? '';
}

function wholeStreams(text: string): string[] {
  const [manifest] = linesOf(text);
  const streams = manifest?.['streams'] as { stream: string; whole: boolean }[];
  return streams.filter(({ whole }) => whole).map(({ stream }) => stream);
}

const somebody = { names: [{ use: 'LEGAL', given: 'Mara', family: 'Holden' }], sex: 'F', adult: true };
