import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { ava, manager, order, refusal, school } from '../../testing/small-record.ts';

let folder: string;
let record: FamilyRecord;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kin-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-03-10T12:00:00Z' });
  record = await openRecord(settings, { inline: true });
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

const register = async (): Promise<string> =>
  (await record.door.send(order('RegisterPerson', { ...ava, identifiers: [] }))).id;
const relate = (person: string, type: string, other: string) =>
  record.door.send(order('RecordRelationship', { person, other, type }));

it('a ring of parents is refused, whoever’s record tells of which', async () => {
  const [first, second, third] = [await register(), await register(), await register()];
  // Both said by the record of the second, of which the others say nothing.
  await relate(second, 'CHILD', first);
  await relate(second, 'MOTHER', third);
  await record.projector.reached(await record.store.head());
  expect(await refusal(relate(first, 'CHILD', third))).toEqual({ code: 'OWN_ANCESTOR' });
  expect(await refusal(relate(third, 'MOTHER', first))).toEqual({ code: 'OWN_ANCESTOR' });
  expect(await relate(first, 'GRANDPARENT', third)).toMatchObject({ events: 1 });
});

it('a ring of parental responsibility is refused', async () => {
  const [first, second, third] = [await register(), await register(), await register()];
  const hold = (person: string, holder: string) =>
    record.door.send(order('RecordParentalResponsibility', { person, holder, basis: 'BIRTH_MOTHER' }));
  await hold(first, second);
  await hold(second, third);
  expect(await refusal(hold(third, first))).toEqual({ code: 'OWN_ANCESTOR' });
});

it('a ring over a sealed record is not told of', async () => {
  const [first, second, third] = [await register(), await register(), await register()];
  await relate(second, 'CHILD', first);
  await relate(third, 'CHILD', second);
  await seal(second);
  await record.projector.reached(await record.store.head());
  expect(await relate(first, 'CHILD', third)).toMatchObject({ events: 1 });
});

async function seal(person: string): Promise<void> {
  const by = { actor: manager };
  const { id: agency } = await record.door.send(order('RegisterOrganisation', school, by));
  const workers: string[] = [];
  for (const user of [manager.user, 'ruth']) {
    const worker = { name: user, user, agency, role: 'TEAM_MANAGER', activeFrom: '2020-01-01' };
    workers.push((await record.door.send(order('RegisterWorker', worker, by))).id);
  }
  const [requestedBy = '', approvedBy = ''] = workers;
  const said = {
    ground: 'ADDRESS_PROTECTION',
    authority: 'RISK_CONFERENCE',
    reason: 'He is looking for them.',
  };
  const two = { custodians: [requestedBy], requestedBy, approvedBy, reviewBy: '2026-04-10' };
  await record.door.send(order('SealRecord', { record: person, ...said, ...two }, by));
}
