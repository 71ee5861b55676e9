import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { eventsOf, order } from '../testing/small-record.ts';

let folder: string;
let record: FamilyRecord;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'born-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-03-10T12:00:00Z' });
  record = await openRecord(settings, { inline: true });
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

interface Expected {
  readonly person: string;
  readonly family: string;
}

async function expected(role: string): Promise<Expected> {
  const names = [{ use: 'LEGAL', family: 'Hill' }];
  const unborn = { names, expectedDeliveryDate: '2026-03-12', sex: 'U', adult: false };
  const { id: person } = await record.door.send(order('RegisterPerson', unborn));
  const members = [{ person, role, livesHere: 'FULL' }];
  return { person, family: (await record.door.send(order('RegisterFamily', { members }))).id };
}

async function recordBirth(person: string): Promise<string> {
  await record.door.send(order('RecordBirth', { person, dateOfBirth: '2026-03-09', sex: 'F' }));
  return lastOf('BirthRecorded');
}

async function voidEntry(person: string, entry: string): Promise<string> {
  await record.door.send(order('VoidEntry', { stream: `person-${person}`, entry, reason: 'WRONG_PERSON' }));
  return lastOf('EntryVoided');
}

const lastOf = async (type: string): Promise<string> =>
  (await eventsOf(record.store)).findLast((event) => event.type === type)?.id ?? '';

async function roleIn({ person, family }: Expected): Promise<string | null | undefined> {
  await record.managers.reached(await record.store.head());
  await record.projector.reached(await record.store.head());
  return record.readers.families.members(family).find((each) => each.person === person)?.role;
}

describe('a child who is born', () => {
  it('is unborn again in the family where the birth was none, and born where it was one after all', async () => {
    const child = await expected('UNBORN');
    const birth = await recordBirth(child.person);
    expect(await roleIn(child)).toBe('CHILD');
    const voided = await voidEntry(child.person, birth);
    expect(await roleIn(child)).toBe('UNBORN');
    await voidEntry(child.person, voided);
    expect(await roleIn(child)).toBe('CHILD');
    await voidEntry(child.person, birth);
    expect(await roleIn(child)).toBe('UNBORN');
    await recordBirth(child.person);
    expect(await roleIn(child)).toBe('CHILD');
    expect(record.managers.parked()).toEqual([]);
  });

  it('keeps the role that somebody said, whatever becomes of the birth', async () => {
    const child = await expected('CHILD');
    await voidEntry(child.person, await recordBirth(child.person));
    expect(await roleIn(child)).toBe('CHILD');
  });
});
