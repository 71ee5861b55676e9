import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandOf, CommandType } from '#libs/contracts';
import { isSimulated } from '../clock.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { ava, eventsOf, manager, openedOf, order, refusal, school } from '../testing/small-record.ts';

let folder: string;
let record: FamilyRecord;
let keyworker: string;
let help: { readonly family: string; readonly episode: string };
let covering: string;

const give = async <T extends CommandType>(type: T, data: CommandOf<T>['data']) =>
  (await record.door.send(order(type, data, { actor: manager }))).id;
const queries = async () => (await openedOf(record, 'DataQualityFlagRaised')).map(({ data }) => data);

function standAt(day: string): void {
  if (isSimulated(record.clock)) record.clock.standAt(`${day}T12:00:00.000Z`);
}

/** Sam acts for Kim, the keyworker, from 10 March on. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'covers-'));
  const settings = { FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-03-10T12:00:00Z' };
  record = await openRecord(readSettings(settings), { inline: true });
  const agency = await give('RegisterOrganisation', school);
  const works = { agency, role: 'KEYWORKER', activeFrom: '2020-01-01' };
  const training = [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }];
  keyworker = await give('RegisterWorker', { ...works, training, name: 'Kim' });
  covering = await give('RegisterWorker', { ...works, training, name: 'Sam' });
  const { identifiers, ...person } = ava;
  const child = await give('RegisterPerson', person);
  const family = await give('RegisterFamily', { members: [{ person: child, role: 'CHILD' }] });
  const episode = await give('OpenEpisode', {
    ...{ family, agency, keyworker, decidedBy: keyworker },
    ...{ route: 'SELF', district: 'herts.ff.stevenage', familyAgreed: true },
    children: [{ child, level: 'L2', indicators: ['L2.01'], rationale: 'Tired.' }],
  });
  help = { family, episode };
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

const cover = (until: string) =>
  give('ArrangeTemporaryCover', { ...help, worker: covering, until, reason: 'ABSENC' });

async function leaves(activeTo: string): Promise<unknown> {
  await record.projector.reached(await record.store.head());
  return give('EndWorker', { worker: keyworker, activeTo, reason: 'LEFTRL' });
}

describe('cover until a day', () => {
  it('lets the keyworker leave while it lasts, and no longer', async () => {
    await cover('2026-03-12');
    for (const day of ['2026-03-12', '2026-03-16']) {
      standAt(day);
      expect(await refusal(leaves(day))).toEqual({ code: 'OPEN_WORK', episodes: 1 });
    }
    await cover('2026-03-20');
    await leaves('2026-03-16');
  });

  it('is put to a person once it is over and the keyworker has left, and once only', async () => {
    await cover('2026-03-20');
    standAt('2026-03-16');
    await leaves('2026-03-16');
    standAt('2026-03-20');
    expect(await record.lapsedCovers.look()).toBe(0);
    standAt('2026-03-21');
    expect(await record.lapsedCovers.look()).toBe(1);
    const sent = jest.spyOn(record.door, 'send');
    expect(await record.lapsedCovers.look()).toBe(1);
    expect(sent).not.toHaveBeenCalled();
    const [arranged] = (await eventsOf(record.store)).filter(({ type }) => type === 'TemporaryCoverArranged');
    expect(await queries()).toEqual([
      { flag: 'KEYWORKER_LEFT', families: [help.family], cause: arranged?.id },
    ]);
  });

  it('goes back to a keyworker who is there still', async () => {
    await cover('2026-03-20');
    standAt('2026-03-25');
    expect(await record.lapsedCovers.look()).toBe(0);
    expect(await queries()).toEqual([]);
  });
});

describe('help whose keyworker is suspended', () => {
  const settled = async () => {
    await record.managers.reached(await record.store.head());
    await record.projector.reached(await record.store.head());
  };
  async function suspends(worker: string): Promise<string | undefined> {
    await settled();
    const said = { reason: 'LONG_ABSENCE', explanation: 'Away.', reviewBy: '2026-05-01' };
    await give('SuspendWorker', { worker, ...said });
    await settled();
    return (await eventsOf(record.store)).findLast(({ type }) => type === 'WorkerSuspended')?.id;
  }
  const away = (cause?: string) => ({ flag: 'KEYWORKER_AWAY', families: [help.family], cause });

  it('is put to a person at once, and so where whoever covers is', async () => {
    const first = await suspends(keyworker);
    expect(await queries()).toEqual([away(first)]);
    await cover('2026-03-20');
    const second = await suspends(covering);
    expect(await queries()).toEqual([away(first), away(second)]);
  });

  it('is not while somebody covers past the day, and is once that is over', async () => {
    await cover('2026-03-20');
    await suspends(keyworker);
    expect(await queries()).toEqual([]);
    standAt('2026-03-20');
    expect(await record.lapsedCovers.look()).toBe(0);
    standAt('2026-03-21');
    for (let times = 0; times < 2; times++) expect(await record.lapsedCovers.look()).toBe(1);
    const arranged = (await eventsOf(record.store)).find(({ type }) => type === 'TemporaryCoverArranged');
    expect(await queries()).toEqual([away(arranged?.id)]);
    expect(record.managers.parked()).toEqual([]);
  });

  it('is theirs again, with nothing asked, once they are back before the cover is over', async () => {
    await cover('2026-03-20');
    await suspends(keyworker);
    await give('ReinstateWorker', { worker: keyworker, reason: 'Back.' });
    standAt('2026-03-25');
    expect(await record.lapsedCovers.look()).toBe(0);
    expect(await queries()).toEqual([]);
  });
});
