import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandOf, CommandType } from '#libs/contracts';
import { openRecord, type FamilyRecord } from '../../record.ts';
import { readSettings } from '../../settings/settings.ts';
import { ava, manager, order, refusal, school } from '../../testing/small-record.ts';

let folder: string;
let record: FamilyRecord;
let person: string;
let kim: string;
let sam: string;
let ruth: string;

const officer = { user: 'u-privacy', role: 'PRIVACY_OFFICER', agency: 'organisation-county' };
async function give<T extends CommandType>(type: T, data: CommandOf<T>['data'], actor = manager) {
  await record.projector.reached(await record.store.head());
  return (await record.door.send(order(type, data, { actor }))).id;
}

/** Ava's record, sealed, kept by Kim alone. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
  const settings = { FHR_DATA: folder, FHR_FAMILIES: '0', FHR_CLOCK: '2026-03-10T12:00:00Z' };
  record = await openRecord(readSettings(settings), { inline: true });
  const agency = await give('RegisterOrganisation', school);
  const works = { agency, role: 'TEAM_MANAGER', activeFrom: '2020-01-01' };
  kim = await give('RegisterWorker', { ...works, name: 'Kim', user: manager.user });
  sam = await give('RegisterWorker', { ...works, name: 'Sam' });
  ruth = await give('RegisterWorker', { ...works, name: 'Ruth', user: 'u-ruth' });
  const { identifiers, ...child } = ava;
  person = await give('RegisterPerson', child);
  await give('SealRecord', {
    record: person,
    ground: 'ADOPTION',
    authority: 'COURT_ORDER',
    reason: 'Her new family is not to be found.',
    custodians: [kim],
    requestedBy: kim,
    approvedBy: ruth,
    reviewBy: '2026-05-01',
  });
});
afterEach(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

const ends = (worker: string) => give('EndWorker', { worker, activeTo: '2026-03-10', reason: 'LEFTRL' });
const appoints = (custodian: string) =>
  give('AppointCustodian', { record: person, custodian, reason: 'Cover.' }, officer);
const keptAlone = { code: 'OPEN_WORK', seals: 1 };

describe('the last custodian of a seal', () => {
  it('does not leave until there is another', async () => {
    const head = await record.store.head();
    expect(await refusal(ends(kim))).toEqual(keptAlone);
    expect(await record.store.head()).toBe(head);
    await appoints(sam);
    await ends(kim);
    expect(await refusal(ends(sam))).toEqual(keptAlone);
    await ends(ruth);
  });

  it('is the last where the other may not read', async () => {
    await appoints(sam);
    const suspended = { worker: sam, reason: 'LONG_ABSENCE', explanation: 'Away.', reviewBy: '2026-04-01' };
    await give('SuspendWorker', suspended);
    expect(await refusal(ends(kim))).toEqual(keptAlone);
    await give('ReinstateWorker', { worker: sam, reason: 'Back.' });
    await ends(kim);
  });

  it('is not relieved where the other has left', async () => {
    await appoints(sam);
    await ends(sam);
    const relieving = { record: person, custodian: kim, reason: 'Moved on.' };
    expect(await refusal(give('RelieveCustodian', relieving, officer))).toEqual({ code: 'NO_CUSTODIAN' });
    await appoints(ruth);
    await give('RelieveCustodian', relieving, officer);
  });
});
