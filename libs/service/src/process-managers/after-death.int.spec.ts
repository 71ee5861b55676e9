import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { ava, eventsOf, openedOf, order } from '../testing/small-record.ts';

let folder: string;
let record: FamilyRecord;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'after-death-'));
  record = await openedAt('2026-03-10T12:00:00Z');
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

function openedAt(clock: string): Promise<FamilyRecord> {
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: clock });
  return openRecord(settings, { inline: true });
}

async function requestFor(person: string, day: string): Promise<string> {
  const child = { person, givenName: 'Ava', familyName: 'Hill', dateOfBirth: '2015-05-01', sex: 'F' };
  const data = {
    source: '2A',
    channel: 'PORTAL',
    urgency: 'ROUTINE',
    agreement: 'GIVEN_VERBAL',
    agreedBy: 'Mia Hill',
    gss: 'E07000241',
    children: [child],
    answers: { whatIsWorrying: 'Tired.' },
  };
  const occurredAt = { precision: 'INSTANT', value: `${day}T10:00:00.000Z` } as const;
  return (await record.door.send(order('ReceiveRequest', data, { occurredAt, lateAs: 'BATCH' }))).id;
}

it('a request for someone whose death becomes known later is put to a person, and one from before is not', async () => {
  const { id: person } = await record.door.send(order('RegisterPerson', ava));
  await requestFor(person, '2026-03-02');
  const after = await requestFor(person, '2026-03-06');
  const death = { person, dateOfDeath: '2026-03-04', verification: 'NOTIFIED' };
  await record.door.send(order('RecordDeath', death));
  await record.managers.reached(await record.store.head());
  const [cause] = (await eventsOf(record.store)).filter(({ type }) => type === 'DeathRecorded');
  const flags = await openedOf(record, 'DataQualityFlagRaised');
  expect(flags.map(({ data }) => data)).toEqual([
    { flag: 'REQUEST_AFTER_DEATH', persons: [person], request: after, cause: cause?.id },
  ]);

  // Days later, without the checkpoint: what was flagged is neither flagged again nor left for a person.
  await record.close();
  rmSync(join(folder, 'process-managers.json'));
  record = await openedAt('2026-03-13T12:00:00Z');
  await record.managers.reached(await record.store.head());
  expect(record.managers.parked()).toEqual([]);
});

it('is put to a person, once each, where the day of the death is corrected to one before it', async () => {
  const { id: person } = await record.door.send(order('RegisterPerson', ava));
  const [before, between, after] = [
    await requestFor(person, '2026-03-02'),
    await requestFor(person, '2026-03-04'),
    await requestFor(person, '2026-03-06'),
  ];
  const death = { person, dateOfDeath: '2026-03-05', verification: 'NOTIFIED' };
  await record.door.send(order('RecordDeath', death));
  const entry = (await eventsOf(record.store)).find(({ type }) => type === 'DeathRecorded')?.id ?? '';
  const flagged = async () => {
    await record.managers.reached(await record.store.head());
    return (await openedOf(record, 'DataQualityFlagRaised')).map(({ data }) => data['request']);
  };
  expect(await flagged()).toEqual([after]);
  const earlier = { deathRecorded: { dateOfDeath: '2026-03-03' } };
  const stream = `person-${person}`;
  const correction = { stream, entry, reason: 'LATER_EVIDENCE', replaced: earlier };
  await record.door.send(order('CorrectEntry', correction));
  expect(await flagged()).toEqual([after, between]);
  // Of a later day again nothing more is said, and back at the earlier one nothing twice.
  const later = { deathRecorded: { dateOfDeath: '2026-03-07' } };
  await record.door.send(order('CorrectEntry', { ...correction, replaced: later }));
  const last = (await eventsOf(record.store)).findLast(({ type }) => type === 'EntryCorrected')?.id ?? '';
  await record.door.send(order('VoidEntry', { stream, entry: last, reason: 'TYPO' }));
  expect(await flagged()).toEqual([after, between]);
  expect(await flagged()).not.toContain(before);
  expect(record.managers.parked()).toEqual([]);
});
