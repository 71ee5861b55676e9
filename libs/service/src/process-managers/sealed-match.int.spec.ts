import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejected, type CommandOf, type CommandType } from '#libs/contracts';
import type { Door } from '../door/door.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { ava, eventsOf, manager, order, school } from '../testing/small-record.ts';
import { managersOf } from './managers-of.ts';
import { ProcessManagers } from './managers.ts';

const { identifiers, ...withoutNumber } = ava;
const traced = { scheme: 'NHS', value: '9434765919', verification: 'PDS_TRACED' };

let folder: string;
let record: FamilyRecord;
let sealed: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-match-'));
  record = await openedAt('2026-03-10T12:00:00Z');
  sealed = await sealedPerson();
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

function openedAt(clock: string): Promise<FamilyRecord> {
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: clock });
  return openRecord(settings, { inline: true });
}

const give = async <T extends CommandType>(type: T, data: CommandOf<T>['data']) =>
  (await record.door.send(order(type, data, { actor: manager }))).id;

async function sealedPerson(): Promise<string> {
  const agency = await give('RegisterOrganisation', school);
  const worker = (name: string, user: string) =>
    give('RegisterWorker', { name, user, agency, role: 'TEAM_MANAGER', activeFrom: '2020-01-01' });
  const custodian = await worker('Lea Moss', manager.user);
  const approver = await worker('Ruth Vane', 'ruth');
  const person = await give('RegisterPerson', { ...withoutNumber, identifiers: [traced] });
  await give('SealRecord', {
    record: person,
    ground: 'ADDRESS_PROTECTION',
    authority: 'RISK_CONFERENCE',
    reason: 'He is looking for them.',
    custodians: [custodian],
    requestedBy: custodian,
    approvedBy: approver,
    reviewBy: '2026-04-10',
  });
  return person;
}

async function matches(): Promise<unknown[]> {
  return (await eventsOf(record.store)).filter(({ type }) => type === 'SealedRecordMatched');
}

function others(door: Door, now = record.clock.now()): ProcessManagers {
  const file = join(folder, 'others.json');
  const clock = { simulated: true, now: () => now };
  return new ProcessManagers({ ...record, managers: managersOf(record), door, clock, file });
}

/** Follows the whole log anew, the orders answered by the door. */
async function followedBy(door: Door, now?: string): Promise<ProcessManagers> {
  const followers = others(door, now);
  followers.start();
  await followers.reached(await record.store.head());
  await followers.close();
  return followers;
}

describe('whoever is registered apart, and may be somebody whose record is sealed', () => {
  it('is put to the custodian once, and leaves nothing to a person where it is looked at again days later', async () => {
    await give('RegisterPerson', withoutNumber);
    await record.managers.reached(await record.store.head());
    expect(await matches()).toHaveLength(1);
    expect((await followedBy(record.door, '2026-03-13T12:00:00.000Z')).parked()).toEqual([]);
    expect(await matches()).toHaveLength(1);
  });

  it('waits for nobody where the record is not sealed any more', async () => {
    await give('RegisterPerson', withoutNumber);
    const unsealed: Door = { send: () => Promise.reject(new Rejected('NOT_FOUND')) };
    expect((await followedBy(unsealed)).parked()).toEqual([]);
  });

  it('is named by no step that waits, nor is whose record is sealed, and is put to the custodian once by a retry', async () => {
    await give('RegisterPerson', withoutNumber);
    const failing: Door = { send: () => Promise.reject(new TypeError('a fault')) };
    const parked = (await followedBy(failing)).parked();
    expect(parked.map(({ manager: name, step, code }) => [name, step, code])).toEqual([
      ['sealed-match', '*', 'INTERNAL'],
    ]);
    expect(readFileSync(join(folder, 'others.json'), 'utf8')).not.toContain(sealed);
    for (const each of parked) await others(record.door).retry(each, 'u-7');
    expect(await matches()).toHaveLength(1);
    expect(others(record.door).parked()).toEqual([]);
  });

  it('is named no more where it waited by name before', async () => {
    const parked = ['ava', 'eva'].map((matched) => ({
      ...{ manager: 'sealed-match', step: `${sealed} ${matched}`, cause: 'registered', code: 'TOO_OLD' },
    }));
    writeFileSync(join(folder, 'others.json'), JSON.stringify({ position: 0, parked }));
    expect(others(record.door).parked()).toEqual([{ ...parked[0], step: '*' }]);
  });

  it.each([
    ['its number', 'IdentifierRecorded', { identifierRecorded: { value: '9434765919' } }],
    ['its name', 'PersonRegistered', { personRegistered: { names: withoutNumber.names } }],
  ])('is put to the custodian where it comes to be so by a correction of %s', async (_, type, replaced) => {
    const other = await give('RegisterPerson', {
      ...ava,
      names: [{ use: 'LEGAL', given: 'Omar', family: 'Reed' }],
    });
    await record.managers.reached(await record.store.head());
    expect(await matches()).toEqual([]);
    const stream = `person-${other}`;
    const entry = (await eventsOf(record.store)).find((each) => each.stream === stream && each.type === type);
    await give('CorrectEntry', { stream, entry: entry?.id ?? '', reason: 'TYPO', replaced });
    await record.managers.reached(await record.store.head());
    expect(await matches()).toHaveLength(1);
  });

  it('is put to the custodian where its number was not withdrawn after all', async () => {
    const names = [{ use: 'LEGAL', given: 'Omar', family: 'Reed' }];
    const other = await give('RegisterPerson', { ...ava, identifiers: [traced], names });
    const { scheme, value } = traced;
    await give('WithdrawIdentifier', { person: other, scheme, value, reason: 'WRONG_PERSON' });
    await record.managers.reached(await record.store.head());
    expect(await matches()).toHaveLength(1);
    const withdrawn = (await eventsOf(record.store)).find(({ type }) => type === 'IdentifierWithdrawn');
    await give('VoidEntry', { stream: `person-${other}`, entry: withdrawn?.id ?? '', reason: 'TYPO' });
    await record.managers.reached(await record.store.head());
    expect(await matches()).toHaveLength(2);
  });
});
