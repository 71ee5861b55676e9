import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { factReaders } from '../door/facts/fact-readers.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { order } from '../testing/small-record.ts';
import { BORN, decideErasure, hold, register } from '../testing/to-be-erased.ts';
import { bearsOnErasing } from './came-meanwhile.ts';

let folder: string;
let record: FamilyRecord;
let child: string;
let stranger: string;
let family: string;

const send = async (...asked: Parameters<typeof order>) => (await record.door.send(order(...asked))).id;
const naming = (person: string) =>
  send('RecordPersonName', { person, use: 'ALIAS', given: 'Ida', family: 'Reed' });
const familyWith = (person: string) =>
  send('RegisterFamily', { members: [{ person, role: 'CHILD', livesHere: 'FULL' }] });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'came-meanwhile-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  record = await openRecord(settings, { inline: true, bornAt: BORN });
  child = await register(record, 'Quillfeather');
  stranger = await register(record, 'Thistledown');
  family = await familyWith(child);
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

/** Whether what happens bears on an erasure of the family, or of the child. */
async function bears(happens: () => Promise<unknown>): Promise<{ family: boolean; child: boolean }> {
  const { store, vault, projector, readers, sight } = record;
  const facts = {
    ...{ store, vault, reference: () => record.reference() },
    readers: factReaders(readers, projector, sight),
    reached: (position: number) => projector.reached(position),
  };
  const after = await store.head();
  await happens();
  const nothing = { persons: [], families: [], requests: [] };
  return {
    family: await bearsOnErasing({ ...nothing, families: [family] }, after, facts),
    child: await bearsOnErasing({ ...nothing, persons: [child] }, after, facts),
  };
}

it('nothing bears on an erasure where nothing came', async () => {
  expect(await bears(async () => undefined)).toEqual({ family: false, child: false });
});

it('what is told of others bears on none', async () => {
  const others = await bears(async () => {
    await naming(stranger);
    await familyWith(await register(record, 'Meadowsweet'));
  });
  expect(others).toEqual({ family: false, child: false });
});

it('what is told of a child bears on an erasure of the child, and of the family it is of', async () => {
  expect(await bears(() => naming(child))).toEqual({ family: true, child: true });
});

it('another family that a child is said to be of bears on both', async () => {
  expect(await bears(() => familyWith(child))).toEqual({ family: true, child: true });
});

it('one that a child is said to be of while what came is looked for bears on both, too', async () => {
  const readAll = record.store.readAll.bind(record.store);
  jest.spyOn(record.store, 'readAll').mockImplementation(async function* (asked) {
    await familyWith(child);
    yield* readAll(asked);
  });
  const both = { family: true, child: true };
  expect(await bears(() => register(record, 'Yarrow'))).toEqual(both);
});

it('whatever is held, or is to be erased, bears on all', async () => {
  expect(await bears(() => hold(record, stranger))).toEqual({ family: true, child: true });
  const another = await register(record, 'Meadowsweet');
  expect(await bears(() => decideErasure(record, [another]))).toEqual({ family: true, child: true });
});
