import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandOf, StoredEvent } from '#libs/contracts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { linked } from '../testing/linked.ts';
import { ava, eventsOf, order } from '../testing/small-record.ts';

let folder: string;
let record: FamilyRecord;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shared-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-03-10T12:00:00Z' });
  record = await openRecord(settings, { inline: true });
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

type Registered = CommandOf<'RegisterPerson'>['data'];
const nhs = (verification: string, value = '9997783530') => ({
  identifiers: [{ scheme: 'NHS', value, verification }],
});

async function register(changed: Partial<Registered>): Promise<string> {
  return (await record.door.send(order('RegisterPerson', { ...ava, ...changed }))).id;
}

async function detected(): Promise<StoredEvent[]> {
  await record.managers.reached(await record.store.head());
  return (await eventsOf(record.store)).filter(({ type }) => type === 'PossibleDuplicateDetected');
}

describe('a verified NHS number on two living people', () => {
  it('is put to a person, with how alike they are', async () => {
    const first = await register(nhs('PDS_TRACED'));
    const second = await register({
      ...nhs('DOCUMENT_SEEN'),
      names: [{ use: 'LEGAL', given: 'Eva', family: 'Reed' }],
    });
    const [pair, ...more] = await detected();
    expect(more).toEqual([]);
    expect([pair?.data['first'], pair?.data['second']]).toEqual([first, second].sort());
    expect(pair?.data['score']).toBeGreaterThanOrEqual(500);
    await record.vault.prepare(pair?.subjects ?? []);
    expect(pair && record.vault.open(pair).data['reasons']).toContain('SAME_NHS_NUMBER');
  });

  it('is put to a person whose names only sound like the other’s', async () => {
    const named = (given: string, family: string) => ({ names: [{ use: 'LEGAL', given, family }] });
    await register({ ...nhs('PDS_TRACED'), ...named('Stephen', 'Phillips') });
    await register({ ...nhs('PDS_TRACED'), ...named('Steven', 'Philips') });
    const [pair, ...more] = await detected();
    expect(more).toEqual([]);
    await record.vault.prepare(pair?.subjects ?? []);
    expect(pair && record.vault.open(pair).data['reasons']).toContain('NAMES_SOUND_ALIKE');
    expect(record.managers.parked()).toEqual([]);
  });

  it('is put to a person once, though it is recorded on each again', async () => {
    const first = await register(nhs('PDS_TRACED'));
    await register(nhs('PDS_TRACED'));
    const again = { person: first, scheme: 'NHS', value: '9997783530', verification: 'DOCUMENT_SEEN' };
    await record.door.send(order('RecordIdentifier', again));
    expect(await detected()).toHaveLength(1);
  });

  it('is put to a person where it stands on a record that is read as another’s', async () => {
    const other = await register(nhs('PDS_TRACED'));
    const survivor = await register({ identifiers: [] });
    await linked(survivor, other, record);
    const another = await register(nhs('PDS_TRACED'));
    const [pair] = await detected();
    expect([pair?.data['first'], pair?.data['second']]).toEqual([survivor, another].sort());
  });

  it('puts each of three to a person with each of the others', async () => {
    for (let count = 0; count < 3; count++) await register(nhs('PDS_TRACED'));
    expect(await detected()).toHaveLength(3);
  });
});

describe('the same number by another way', () => {
  const lastOf = async (type: string): Promise<StoredEvent | undefined> =>
    (await eventsOf(record.store)).findLast((event) => event.type === type);

  it('is put to a person once a correction says that it was traced', async () => {
    await register(nhs('PDS_TRACED'));
    const second = await register(nhs('UNVERIFIED'));
    expect(await detected()).toEqual([]);
    const entry = (await lastOf('IdentifierRecorded'))?.id ?? '';
    const replaced = { identifierRecorded: { verification: 'PDS_TRACED' } };
    const said = { stream: `person-${second}`, entry, reason: 'LATER_EVIDENCE', replaced };
    await record.door.send(order('CorrectEntry', said));
    expect(await detected()).toHaveLength(1);
  });

  it('is put to a person once its withdrawal is voided', async () => {
    const first = await register(nhs('PDS_TRACED'));
    const withdrawn = { person: first, scheme: 'NHS', value: '9997783530', reason: 'WRONG_PERSON' };
    await record.door.send(order('WithdrawIdentifier', withdrawn));
    await register(nhs('PDS_TRACED'));
    expect(await detected()).toEqual([]);
    const entry = (await lastOf('IdentifierWithdrawn'))?.id ?? '';
    await record.door.send(order('VoidEntry', { stream: `person-${first}`, entry, reason: 'WRONG_PERSON' }));
    expect(await detected()).toHaveLength(1);
  });

  it('is put to a person once a death turns out to be none', async () => {
    const first = await register(nhs('PDS_TRACED'));
    const death = { person: first, dateOfDeath: '2026-03-01', verification: 'NOTIFIED' };
    await record.door.send(order('RecordDeath', death));
    await register(nhs('PDS_TRACED'));
    expect(await detected()).toEqual([]);
    await record.door.send(order('RetractDeath', { person: first, reason: 'Another child.' }));
    expect(await detected()).toHaveLength(1);
  });
});

describe('nobody is put to a person', () => {
  it('for a number that is not verified', async () => {
    await register(nhs('PDS_TRACED'));
    await register(nhs('UNVERIFIED'));
    expect(await detected()).toEqual([]);
  });

  it('for twins of one name and day, on whom the same number was written and not traced', async () => {
    const twins = [await register(nhs('UNVERIFIED')), await register(nhs('UNVERIFIED'))];
    expect(new Set(twins).size).toBe(2);
    expect(await detected()).toEqual([]);
  });

  it('for different numbers', async () => {
    await register(nhs('PDS_TRACED'));
    await register(nhs('PDS_TRACED', '9434765919'));
    expect(await detected()).toEqual([]);
  });

  it('for someone who has died', async () => {
    const first = await register(nhs('PDS_TRACED'));
    const death = { person: first, dateOfDeath: '2026-03-01', verification: 'NOTIFIED' };
    await record.door.send(order('RecordDeath', death));
    await register(nhs('PDS_TRACED'));
    expect(await detected()).toEqual([]);
  });

  it('for someone of whose death a linked record tells', async () => {
    const first = await register(nhs('PDS_TRACED'));
    const died = await register({ identifiers: [] });
    const death = { person: died, dateOfDeath: '2026-03-01', verification: 'NOTIFIED' };
    await record.door.send(order('RecordDeath', death));
    await linked(first, died, record);
    await register(nhs('PDS_TRACED'));
    expect(await detected()).toEqual([]);
  });

  it('for a number that was withdrawn from one of them', async () => {
    const first = await register(nhs('PDS_TRACED'));
    const withdrawn = { person: first, scheme: 'NHS', value: '9997783530', reason: 'WRONG_PERSON' };
    await record.door.send(order('WithdrawIdentifier', withdrawn));
    await register(nhs('PDS_TRACED'));
    expect(await detected()).toEqual([]);
  });
});
