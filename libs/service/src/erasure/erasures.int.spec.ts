import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeStoredEvent, streamSubject, type StoredEvent } from '#libs/contracts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { order } from '../testing/small-record.ts';
import { coordinator } from '../testing/telling.ts';
import {
  BORN,
  decideErasure,
  hold,
  letGo,
  passReflection,
  rationale,
  register,
} from '../testing/to-be-erased.ts';
import { erasureSteps, type ErasureStep } from './steps.ts';

const WORD = 'Quillfeather';
const auditor = { user: 'u-auditor', role: 'AUDITOR', agency: 'organisation-county' } as const;

let folder: string;
let record: FamilyRecord;
let steps: ErasureStep[];
/** Whose records nobody is told of, as each step is done. */
let withheld: string[][];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'erasures-'));
  await open();
});

afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<void> {
  steps = [];
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  withheld = [];
  const erasing = {
    done: (step: ErasureStep) => {
      steps.push(step);
      withheld.push([...record.erasures.beingErased]);
    },
  };
  record = await openRecord(settings, { inline: true, bornAt: BORN, erasing });
}

async function eventsOf(stream: string): Promise<StoredEvent[]> {
  const { events } = await record.store.readStream(stream);
  return events.map(({ document }) => decodeStoredEvent(document));
}

const typesOf = async (stream: string) => (await eventsOf(stream)).map(({ type }) => type);

function filesWith(text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text));
}

const naming = (person: string) =>
  record.door.send(order('RecordPersonName', { person, use: 'ALIAS', given: 'Ida', family: 'Reed' }));

describe('read models of before an erasure that are in use again', () => {
  it('tell nobody of whom was erased before they are built anew', async () => {
    const person = await register(record, WORD);
    await record.projector.reached(await record.store.head());
    await record.close();
    const [models, before] = [join(folder, 'read-models'), join(folder, 'models-before')];
    cpSync(models, before, { recursive: true });
    await open();
    await decideErasure(record, [person]);
    passReflection(record);
    await record.erasures.look();
    await record.close();
    rmSync(models, { recursive: true });
    renameSync(before, models);

    await open();
    expect(filesWith(WORD).length === 0 || record.erasures.beingErased.has(person)).toBe(true);
    await record.projector.purged(await record.store.head());
    while (record.erasures.beingErased.size > 0) await nextTurn();
    expect(filesWith(WORD)).toEqual([]);
  });
});

describe('an erasure whose day has come', () => {
  it('is carried out step by step, and leaves nothing of the person in any file', async () => {
    const person = await register(record, WORD);
    const other = await register(record, 'Thistledown');
    await record.projector.reached(await record.store.head());
    expect(filesWith(WORD)).not.toEqual([]);
    const erasure = await decideErasure(record, [person]);
    passReflection(record);
    await record.erasures.look();
    expect(steps).toEqual(erasureSteps);
    const going = [person, streamSubject(erasure)];
    expect(withheld).toEqual([[], going, going, [], [], []]);
    expect([WORD, rationale].flatMap(filesWith)).toEqual([]);
    expect((await typesOf(erasure)).slice(-5)).toEqual([
      'ErasureBegun',
      'SubjectKeyDestroyed',
      'SubjectKeyDestroyed',
      'ReadModelsPurged',
      'ErasureCertified',
    ]);
    await record.projector.reached(await record.store.head());
    expect(record.readers.people.person(person)).toMatchObject({
      given: null,
      family: null,
      dateOfBirth: null,
    });
    expect(record.readers.people.person(other)).toMatchObject({ given: 'Thistledown given' });
    await expect(naming(person)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
    expect((await naming(other)).events).toBe(1);
  });

  it('is not begun before', async () => {
    const erasure = await decideErasure(record, [await register(record, WORD)]);
    await record.erasures.look();
    expect(steps).toEqual([]);
    expect((await typesOf(erasure)).at(-1)).toBe('ErasureDecided');
  });

  it('is halted by a hold that came in the meantime, and no key goes', async () => {
    const person = await register(record, WORD);
    const erasure = await decideErasure(record, [person]);
    await hold(record, person);
    passReflection(record);
    await record.erasures.look();
    expect((await typesOf(erasure)).at(-1)).toBe('ErasureHalted');
    expect(await record.keys.destroyed([person])).toEqual([]);
    expect((await naming(person)).events).toBe(1);
  });

  it('takes the words of a hold with the last record that it named', async () => {
    const persons = [await register(record, WORD), await register(record, 'Thistledown')] as const;
    const held = await hold(record, ...persons);
    await letGo(record, held);
    const keyOfHold = [streamSubject(held)];
    await decideErasure(record, [persons[0]]);
    passReflection(record);
    await record.erasures.look();
    expect(await record.keys.destroyed(keyOfHold)).toEqual([]);
    await decideErasure(record, [persons[1]]);
    passReflection(record);
    await record.erasures.look();
    expect(await record.keys.destroyed(keyOfHold)).toEqual(keyOfHold);
    expect(filesWith('A complaint.')).toEqual([]);
  });

  it('takes the words of one that came to nothing, but where a record stays that it named', async () => {
    const persons = [await register(record, WORD), await register(record, 'Thistledown')] as const;
    const ask = (named: readonly string[]) =>
      record.door.send(
        order(
          'RequestErasure',
          { persons: [...named], askedBy: 'THEMSELVES', words: 'That is not me.' },
          { actor: coordinator },
        ),
      );
    const { id: alone } = await ask([persons[0]]);
    const { id: both } = await ask(persons);
    await decideErasure(record, [persons[0]]);
    passReflection(record);
    await record.erasures.look();
    const keys = [alone, both].map(streamSubject);
    expect(await record.keys.destroyed(keys)).toEqual([streamSubject(alone)]);
  });

  it('is done once, however often it is looked for', async () => {
    const erasure = await decideErasure(record, [await register(record, WORD)]);
    passReflection(record);
    await Promise.all([record.erasures.look(), record.erasures.look()]);
    const head = await record.store.head();
    await record.erasures.look();
    expect(await record.store.head()).toBe(head);
    expect((await typesOf(erasure)).filter((type) => type === 'ErasureCertified')).toHaveLength(1);
    expect(steps).toEqual(erasureSteps);
  });

  it('is one run with others that are due, and one purge for all', async () => {
    const persons = [await register(record, WORD), await register(record, 'Thistledown')];
    const erasures = [];
    for (const person of persons) erasures.push(await decideErasure(record, [person]));
    passReflection(record);
    await record.erasures.look();
    for (const erasure of erasures) expect((await typesOf(erasure)).at(-1)).toBe('ErasureCertified');
    expect(steps).toEqual(erasureSteps);
    expect([WORD, 'Thistledown'].flatMap(filesWith)).toEqual([]);
  });

  it('names in its certificate who was given a bundle or a pack in which the person stands', async () => {
    const person = await register(record, WORD);
    for (const read of ['bundle', 'pack', 'familyTimeline'])
      await record.reads.open({
        principal: auditor,
        purpose: 'AUDIT',
        read,
        resource: { kind: 'person', record: person },
        door: 'CLI',
        documentHash: 'hash',
        correlationId: randomUUID(),
        answer: async () => ({
          value: null,
          families: [],
          persons: [person],
          results: 1,
          classes: [],
          position: 0,
        }),
      });
    const erasure = await decideErasure(record, [person]);
    passReflection(record);
    await record.erasures.look();
    const certificate = (await eventsOf(erasure)).at(-1);
    expect(certificate?.data['copies']).toMatchObject([
      { kind: 'BUNDLE', user: 'u-auditor', agency: 'organisation-county' },
      { kind: 'PACK', user: 'u-auditor', agency: 'organisation-county' },
    ]);
  });

  it('is carried out at the next start, where its day came while the service was down', async () => {
    const person = await register(record, WORD);
    const erasure = await decideErasure(record, [person]);
    await record.close();
    const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-06-01T12:00:00Z' });
    record = await openRecord(settings, { inline: true });
    await record.erasures.look();
    expect((await typesOf(erasure)).at(-1)).toBe('ErasureCertified');
    expect(filesWith(WORD)).toEqual([]);
  });
});
