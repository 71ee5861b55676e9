import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clear } from '#libs/contracts';
import { eventsOf } from '../door/streams.ts';
import { openRecord, type FamilyRecord } from '../record.ts';
import { readSettings } from '../settings/settings.ts';
import { order } from '../testing/small-record.ts';
import { coordinator } from '../testing/telling.ts';
import { replayTombstones } from './tombstones.ts';
import { BORN, decideErasure, passReflection, register } from '../testing/to-be-erased.ts';

let folder: string;
let record: FamilyRecord;
let person: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'identified-meanwhile-'));
  const settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '0' });
  record = await openRecord(settings, { inline: true, bornAt: BORN });
  person = await register(record, 'Quillfeather');
});

afterEach(async () => {
  jest.restoreAllMocks();
  await record.close();
  rmSync(folder, { recursive: true });
});

const send = async (...[type, data]: Parameters<typeof order>) =>
  record.door.send(order(type, data, { actor: coordinator }));

/** A form that tells of a child who has no record; it was decided on, and waits for nobody. */
async function formOf(givenName: string): Promise<{ request: string; subject: string }> {
  const { id: request } = await send('ReceiveRequest', {
    ...{ source: '2A', channel: 'PHONE', urgency: 'SOON', agreement: 'NOT_SOUGHT', gss: 'E07000243' },
    children: [{ givenName, familyName: 'Hill', dateOfBirth: '2018-05-04', sex: 'F' }],
    answers: { whatIsWorrying: 'Tired and late.' },
  });
  await send('WithdrawRequest', { request, reason: 'NEEDS_MET' });
  const [form] = await eventsOf(request, record.store);
  const [child] = (form?.data as Partial<Clear.RequestReceived>).children ?? [];
  return { request, subject: child?.subject ?? '' };
}

async function identify({ request, subject }: { request: string; subject: string }): Promise<void> {
  await send('IdentifyOnRequest', { request, subject, person });
}

/** Somebody says that it was not so. */
async function takeBack(request: string): Promise<void> {
  const said = (await eventsOf(request, record.store)).find(({ type }) => type === 'IdentifiedOnRequest');
  await send('VoidEntry', { stream: request, entry: said?.id ?? '', reason: 'WRONG_PERSON' });
}

/** Does something once, as soon as the erasure was begun. */
function onceBegun(happens: () => Promise<unknown>): void {
  const carriedOut = record.door.send.bind(record.door);
  let isBegun = false;
  jest.spyOn(record.door, 'send').mockImplementation(async (asked) => {
    const answer = await carriedOut(asked);
    if (asked.type === 'BeginErasure' && !isBegun) {
      isBegun = true;
      await happens();
    }
    return answer;
  });
}

/** Does something once, when it was judged for the last time, right before the keys go. */
function asKeysGo(happens: () => Promise<unknown>): void {
  const destroy = record.keys.destroy.bind(record.keys);
  let isGoing = false;
  jest.spyOn(record.keys, 'destroy').mockImplementation(async (subjects) => {
    if (!isGoing) {
      isGoing = true;
      await happens();
    }
    await destroy(subjects);
  });
}

async function typesOf(stream: string): Promise<string[]> {
  return (await eventsOf(stream, record.store)).map(({ type }) => type);
}

it('somebody whose form was read goes from it with their record', async () => {
  const form = await formOf('Ivy');
  await identify(form);
  const erasure = await decideErasure(record, [person], { read: [form.request] });
  passReflection(record);
  await record.erasures.look();
  expect(await typesOf(erasure)).toContain('ErasureCertified');
  expect(await record.keys.destroyed([person, form.subject])).toEqual([person, form.subject]);
});

it('somebody identified once the erasure was begun keeps all until their form is read', async () => {
  const form = await formOf('Ivy');
  const erasure = await decideErasure(record, [person]);
  passReflection(record);
  onceBegun(() => identify(form));
  await record.erasures.look();
  expect(await typesOf(erasure)).toContain('ErasureHalted');
  expect(await record.keys.destroyed([person, form.subject])).toEqual([]);
});

it('somebody who turns out to be another once the erasure was begun does not go with it', async () => {
  const form = await formOf('Ivy');
  await identify(form);
  const erasure = await decideErasure(record, [person], { read: [form.request] });
  passReflection(record);
  onceBegun(() => takeBack(form.request));
  await record.erasures.look();
  expect(await typesOf(erasure)).toContain('ErasureHalted');
  expect(await record.keys.destroyed([person, form.subject])).toEqual([]);
});

it('somebody identified as the keys go, goes from that form too', async () => {
  const form = await formOf('Ivy');
  const erasure = await decideErasure(record, [person]);
  passReflection(record);
  asKeysGo(() => identify(form));
  await record.erasures.look();
  expect(await typesOf(erasure)).toContain('ErasureCertified');
  expect(await record.keys.destroyed([person, form.subject])).toEqual([person, form.subject]);
  const { erased } = await replayTombstones(record.store, record.keys);
  expect(erased).toEqual(expect.arrayContaining([person, form.subject]));
  const [known] = await eventsOf(form.request, record.store);
  if (known === undefined) throw new Error('no form');
  expect(record.vault.open(known).erased).toEqual(expect.arrayContaining(['/children/0/givenName']));
});

it('somebody who was erased is identified on no older form, which goes with its request', async () => {
  const form = await formOf('Ivy');
  await decideErasure(record, [person]);
  passReflection(record);
  await record.erasures.look();
  await expect(identify(form)).rejects.toMatchObject({ code: 'SUBJECT_ERASED' });
  const erasure = await decideErasure(record, [], { requests: [form.request] });
  passReflection(record);
  await record.erasures.look();
  expect(await typesOf(erasure)).toContain('ErasureCertified');
  expect(await record.keys.destroyed([form.subject])).toEqual([form.subject]);
});
