import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { order } from '../testing/small-record.ts';
import { coordinator } from '../testing/telling.ts';
import { BORN, decideErasure, hold, passReflection, register } from '../testing/to-be-erased.ts';

let folder: string;
let record: FamilyRecord;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'held-meanwhile-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  record = await openRecord(settings, { inline: true, bornAt: BORN });
});

afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

/** Does something each time an erasure was begun or judged again. */
function onceJudged(happens: (time: number) => Promise<unknown>): { times: number } {
  const send = record.door.send.bind(record.door);
  const judged = { times: 0 };
  jest.spyOn(record.door, 'send').mockImplementation(async (order) => {
    const answer = await send(order);
    if (order.type === 'BeginErasure') await happens(++judged.times);
    return answer;
  });
  return judged;
}

async function familyOf(person: string): Promise<void> {
  const members = [{ person, role: 'CHILD', livesHere: 'FULL' }];
  await record.door.send(order('RegisterFamily', { members }, { actor: coordinator }));
}

async function lastOf(stream: string): Promise<string | undefined> {
  const { events } = await record.store.readStream(stream);
  return events.at(-1)?.type;
}

it('a hold that comes once it was judged that the keys may go keeps them', async () => {
  const person = await register(record, 'Quillfeather');
  const erasure = await decideErasure(record, [person]);
  passReflection(record);
  onceJudged(async (time) => {
    if (time === 2) await hold(record, person);
  });
  await record.erasures.look();
  expect(await record.keys.destroyed([person])).toEqual([]);
  expect(await lastOf(erasure)).toBe('ErasureHalted');
});

it('a family that they are said to be of, once it was judged that the keys may go, keeps them', async () => {
  const person = await register(record, 'Quillfeather');
  const erasure = await decideErasure(record, [person]);
  passReflection(record);
  onceJudged(async (time) => {
    if (time === 2) await familyOf(person);
  });
  await record.erasures.look();
  expect(await record.keys.destroyed([person])).toEqual([]);
  expect(await lastOf(erasure)).toBe('ErasureHalted');
});

it('what comes of others meanwhile, however often, lets the keys go all the same', async () => {
  const person = await register(record, 'Quillfeather');
  const erasure = await decideErasure(record, [person]);
  passReflection(record);
  const judged = onceJudged(async (time) => familyOf(await register(record, `Thistledown ${time}`)));
  await record.erasures.look();
  expect(judged.times).toBe(2);
  expect(await record.keys.destroyed([person])).toEqual([person]);
  expect(await lastOf(erasure)).toBe('ErasureCertified');
});

it('a hold that comes as the keys of another record go keeps those that it names', async () => {
  const persons = [await register(record, 'Quillfeather'), await register(record, 'Thistledown')] as const;
  for (const person of persons) await decideErasure(record, [person]);
  passReflection(record);
  const destroy = record.keys.destroy.bind(record.keys);
  let held: string | undefined;
  jest.spyOn(record.keys, 'destroy').mockImplementation(async (subjects) => {
    if (held === undefined) {
      held = persons.find((person) => !subjects.includes(person)) ?? persons[0];
      await hold(record, held);
    }
    await destroy(subjects);
  });
  await record.erasures.look();
  expect(await record.keys.destroyed(persons)).toEqual(persons.filter((person) => person !== held));
});
