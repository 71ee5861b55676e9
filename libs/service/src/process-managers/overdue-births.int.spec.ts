import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rejected, type StoredEvent } from '#libs/contracts';
import type { Door } from '../door/door.ts';
import { isSimulated } from '../clock.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { workFailures } from '../told.ts';
import { flagsOf, stepIdOf } from './manager.ts';
import { OverdueBirths } from './overdue-births.ts';
import { linked } from '../testing/linked.ts';
import { eventsOf, openedOf, order } from '../testing/small-record.ts';

let folder: string;
let record: FamilyRecord;

const open = (clock: string) =>
  openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: clock }), { inline: true });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'overdue-'));
  record = await open('2026-03-10T12:00:00Z');
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

async function unborn(): Promise<string> {
  const names = [{ use: 'LEGAL', family: 'Hill' }];
  const expected = { names, expectedDeliveryDate: '2026-04-01', sex: 'U', adult: false };
  return (await record.door.send(order('RegisterPerson', expected))).id;
}

async function family(person: string): Promise<string> {
  const members = [{ person, role: 'UNBORN', livesHere: 'FULL' }];
  return (await record.door.send(order('RegisterFamily', { members }))).id;
}

function standAt(day: string): void {
  if (isSimulated(record.clock)) record.clock.standAt(`${day}T12:00:00.000Z`);
}

const of = async (type: string): Promise<StoredEvent[]> =>
  (await eventsOf(record.store)).filter((event) => event.type === type);
const queries = () => openedOf(record, 'DataQualityFlagRaised');

describe('a birth that was expected three weeks ago', () => {
  it('is asked about once three weeks have passed, and never recorded by itself', async () => {
    const child = await unborn();
    const hill = await family(child);
    standAt('2026-04-21');
    expect(await record.overdueBirths.look()).toBe(0);
    standAt('2026-04-22');
    expect(await record.overdueBirths.look()).toBe(1);
    const [registered] = await of('PersonRegistered');
    expect((await queries()).map(({ data, families }) => ({ data, families }))).toEqual([
      {
        data: { flag: 'BIRTH_OVERDUE', persons: [child], families: [hill], cause: registered?.id },
        families: [hill],
      },
    ]);
    expect(await of('BirthRecorded')).toEqual([]);
  });

  it('is asked about though another cannot be, which is told once and tried again', async () => {
    const [first, second] = [await unborn(), await unborn()];
    standAt('2026-05-01');
    let refused: string | undefined = first;
    const door: Door = {
      send: (sent) =>
        JSON.stringify(sent.data).includes(`"${refused}"`)
          ? Promise.reject(new Rejected('SUBJECT_ERASED'))
          : record.door.send(sent),
    };
    const told: unknown[] = [];
    const tell = (failed: unknown) => void told.push(failed);
    workFailures.subscribe(tell);
    const caughtUp = async () => record.projector.reached(await record.store.head());
    const births = new OverdueBirths({ ...record, door, caughtUp, flagOf: flagsOf(record.vault) });
    const asked = async () => (await queries()).map(({ data }) => data['persons']);
    await births.look();
    await births.look();
    expect([await asked(), told]).toEqual([[[second]], [{ code: 'SUBJECT_ERASED' }]]);
    refused = undefined;
    await births.look();
    expect(await asked()).toEqual([[second], [first]]);
    const sent = jest.spyOn(door, 'send');
    expect(await births.look()).toBe(2);
    expect(sent).not.toHaveBeenCalled();
    workFailures.unsubscribe(tell);
  });

  it('is asked about without a word to whoever has the log and not the keys', async () => {
    const child = await unborn();
    standAt('2026-05-01');
    await record.overdueBirths.look();
    const [flag] = await of('DataQualityFlagRaised');
    const [registered] = await of('PersonRegistered');
    expect(flag?.data).toEqual({ persons: [child] });
    expect(flag?.causationId).toBe(flag?.commandId);
    const step = stepIdOf('overdue-birth', registered?.id ?? '', 'BIRTH_OVERDUE');
    expect(JSON.stringify(flag)).not.toContain(registered?.id);
    expect(JSON.stringify(flag)).not.toContain(step);
  });

  it('is asked about once, however often and by whomever it is looked at, also after a start', async () => {
    await unborn();
    standAt('2026-05-01');
    await Promise.all([record.overdueBirths.look(), record.overdueBirths.look()]);
    await record.close();
    record = await open('2026-05-02T12:00:00Z');
    expect(await record.overdueBirths.look()).toBe(1);
    expect(await queries()).toHaveLength(1);
  });

  it('is asked about again where another date was said and passed too', async () => {
    const person = await unborn();
    standAt('2026-05-01');
    await record.overdueBirths.look();
    await record.door.send(
      order('ReviseExpectedDeliveryDate', { person, expectedDeliveryDate: '2026-04-20' }),
    );
    expect(await record.overdueBirths.look()).toBe(0);
    standAt('2026-06-01');
    await record.overdueBirths.look();
    expect(await queries()).toHaveLength(2);
  });

  it.each([
    ['a birth', 'RecordBirth', { dateOfBirth: '2026-04-03', sex: 'F' }],
    ['the end of the pregnancy', 'EndPregnancyWithoutBirth', { endedOn: '2026-04-03' }],
    ['a death', 'RecordDeath', { dateOfDeath: '2026-04-03', verification: 'NOTIFIED' }],
  ] as const)('is not asked about after %s', async (_, type, data) => {
    const person = await unborn();
    standAt('2026-04-10');
    await record.door.send(order(type, { person, ...data }, { lateAs: 'RECEIVED_LATE' }));
    standAt('2026-05-01');
    expect(await record.overdueBirths.look()).toBe(0);
    expect(await queries()).toEqual([]);
  });

  it('is not asked about where the pregnancy ended, as a linked record tells', async () => {
    const [survivor, other] = [await unborn(), await unborn()];
    standAt('2026-04-10');
    const ended = { person: other, endedOn: '2026-04-03' };
    await record.door.send(order('EndPregnancyWithoutBirth', ended, { lateAs: 'RECEIVED_LATE' }));
    standAt('2026-05-01');
    expect(await record.overdueBirths.look()).toBe(1);
    await linked(survivor, other, record);
    expect(await record.overdueBirths.look()).toBe(0);
  });
});

describe('a child who is born', () => {
  it('is no unborn member of the family any more', async () => {
    const child = await unborn();
    const hill = await family(child);
    standAt('2026-04-03');
    await record.door.send(order('RecordBirth', { person: child, dateOfBirth: '2026-04-03', sex: 'F' }));
    const head = await record.store.head();
    await record.managers.reached(head);
    await record.projector.reached(await record.store.head());
    expect(record.readers.families.members(hill)).toMatchObject([{ person: child, role: 'CHILD' }]);
    const at = { position: Infinity, knownAt: null, effectiveAt: null, provisional: false };
    expect(record.readers.timeline.familyAsOf(hill, at)?.members).toMatchObject([
      { person: child, role: 'CHILD', livesHere: 'FULL' },
    ]);
    expect(await of('MemberRoleChanged')).toHaveLength(1);
  });
});
