import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings.ts';
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

it('a hold that comes once it was judged that the keys may go keeps them', async () => {
  const person = await register(record, 'Quillfeather');
  const erasure = await decideErasure(record, [person]);
  passReflection(record);
  const send = record.door.send.bind(record.door);
  let judged = 0;
  jest.spyOn(record.door, 'send').mockImplementation(async (order) => {
    const answer = await send(order);
    if (order.type === 'BeginErasure' && ++judged === 2) await hold(record, person);
    return answer;
  });
  await record.erasures.look();
  expect(judged).toBeGreaterThan(1);
  expect(await record.keys.destroyed([person])).toEqual([]);
  const { events } = await record.store.readStream(erasure);
  expect(events.at(-1)?.type).toBe('ErasureHalted');
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
