import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandOf, CommandType } from '#libs/contracts';
import { openRecord, readSettings } from '#libs/service';
import { fhr, ServiceProcess } from '../support/processes.ts';

const manager = { user: 'u-1', role: 'MANAGER', agency: 'organisation-county' };
const CLASSES = ['general', 'address', 'health', 'police', 'third-party', 'special'];

let folder: string;
let family: string;
let worker: string;
let [child, father] = ['', ''];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fhr-pack-'));
  await given(async (send) => {
    const agency = await send('RegisterOrganisation', { name: 'Hill School', agencyType: 'SCHOOL' });
    const since = { agency, role: 'KEYWORKER', activeFrom: '2024-01-01' };
    worker = await send('RegisterWorker', { name: 'Isla Reed', ...since });
    const named = (first: string) => ({ names: [{ use: 'LEGAL', given: first, family: 'Hill' }] });
    child = await send('RegisterPerson', {
      ...named('Ava'),
      sex: 'F',
      adult: false,
      dateOfBirth: '2015-05-01',
    });
    father = await send('RegisterPerson', { ...named('Tom'), sex: 'M', adult: true });
    const members = [
      { person: child, role: 'CHILD' },
      { person: father, role: 'FATHER' },
    ];
    family = await send('RegisterFamily', { members });
  });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

it('somebody’s own record is handed over once it was decided what of it, and anybody can check the file', async () => {
  const out = join(folder, 'tom.fambundle');
  const asked = [family, '--for', father, '--by', worker, '--as', 'privacy-officer', '--out', out];
  const early = await throughService('pack', 'create', ...asked);
  expect(early.status).not.toBe(0);
  expect(early.said).toContain('DISCLOSURE_UNDECIDED');
  expect(early.said).toContain(`${father}/general`);

  await given(async (send) => {
    const decided = {
      family,
      recipientPerson: father,
      decidedBy: worker,
      reason: 'Looked at.',
      classes: CLASSES,
    };
    const tell = { ...decided, decision: 'DISCLOSE', basis: 'SUBJECT_ACCESS' };
    await send('DecideDisclosure', { ...tell, persons: [father] });
    const keep = { ...decided, decision: 'WITHHOLD', basis: 'OTHERS_RIGHTS' };
    await send('DecideDisclosure', { ...keep, persons: [child] });
  });
  const made = await throughService('pack', 'create', ...asked, '--json');
  expect([made.status, JSON.parse(made.answer)]).toMatchObject([0, { ok: true, problems: [] }]);
  expect(readFileSync(out, 'utf8')).toContain('"withheld":[{');

  const checked = await fhr(folder, 'pack', 'verify', out, '--json');
  const { events } = JSON.parse(made.answer) as { events: number };
  expect([checked.status, JSON.parse(checked.answer)]).toMatchObject([0, { ok: true, events }]);
}, 120_000);

async function throughService(...args: string[]) {
  await using service = await ServiceProcess.start(folder);
  expect(service.printed).toContain('listening');
  return await fhr(folder, ...args);
}

type Send = <T extends CommandType>(type: T, data: CommandOf<T>['data']) => Promise<string>;

/** Does this to the record while nothing else has it open. */
async function given(work: (send: Send) => Promise<void>): Promise<void> {
  const record = await openRecord(readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' }), { inline: true });
  await work(async (type, data) => {
    const { id } = await record.door.send({
      type,
      data,
      commandId: randomUUID(),
      actor: manager,
      source: 'API',
    });
    return id;
  });
  await record.close();
}
