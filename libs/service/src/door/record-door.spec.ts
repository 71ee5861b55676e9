import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Rejected, uuidv5 } from '#libs/contracts';
import { readCodeSets, referenceOf } from '#libs/reference';
import {
  ava,
  coordinator,
  manager,
  NOON,
  order,
  ORIGIN,
  refusal,
  school,
  smallRecord,
  type SmallRecord,
} from '../testing/small-record.ts';
import { positionOf } from '../tokens.ts';
import type { DoorParts } from './record-door.ts';

let record: SmallRecord;
beforeEach(async () => {
  record = await smallRecord();
});
afterEach(() => record.close());

describe('a command that is taken', () => {
  it('is answered with where it stands and what it made', async () => {
    const answer = await record.door.send(order('RegisterPerson', ava));
    expect(answer).toMatchObject({ position: 2, revision: 2, events: 3 });
    expect(answer.id).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    expect(answer.reference).toMatch(/^N-[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(positionOf(ORIGIN, answer.token)).toBe(2);
  });

  it('leaves one stored event a fact, whose envelope says who, when, why and by which rules', async () => {
    const sent = order('RegisterPerson', ava, { occurredAt: { precision: 'DATE', value: '2026-03-09' } });
    const { id } = await record.door.send(sent);
    const [registered, identifier, address] = await record.events();
    const commandId = sent.commandId;
    expect(registered).toMatchObject({
      format: 1,
      id: uuidv5(commandId, `person-${id}/0`),
      stream: `person-${id}`,
      revision: 0,
      type: 'PersonRegistered',
      version: 1,
      recordedAt: NOON,
      occurredAt: { precision: 'DATE', value: '2026-03-09' },
      actor: coordinator,
      authority: '919',
      source: 'API',
      sensitivity: 'STANDARD',
      commandId,
      correlationId: commandId,
      causationId: commandId,
      subjects: [id],
      families: [],
      codeSets: { 'name-use': '2026.1', sex: '2026.1' },
    });
    expect(registered?.sealed.flatMap(({ fields }) => Object.keys(fields)).sort()).toEqual([
      '/adult',
      '/dateOfBirth',
      '/names/0/family',
      '/names/0/given',
      '/names/0/use',
      '/sex',
    ]);
    expect(identifier).toMatchObject({ type: 'IdentifierRecorded', revision: 1 });
    expect(address).toMatchObject({
      type: 'AddressRecorded',
      revision: 2,
      codeSets: { 'address-type': '2026.1' },
    });
  });

  it('keeps the day of a death out of the envelope', async () => {
    const { id } = await record.door.send(order('RegisterPerson', ava));
    const death = { person: id, dateOfDeath: '2026-03-01', verification: 'NOTIFIED' };
    await record.door.send(
      order('RecordDeath', death, { occurredAt: { precision: 'DATE', value: '2026-03-09' } }),
    );
    expect((await record.events()).at(-1)).toMatchObject({
      type: 'DeathRecorded',
      occurredAt: { precision: 'UNKNOWN' },
      data: {},
    });
  });

  it('stands in the timelines of the families its events name', async () => {
    const family = `family-${'0'.repeat(26)}`;
    await record.door.send(order('RegisterPerson', { ...ava, family }));
    expect((await record.events()).map(({ families }) => families)).toEqual([[family], [], []]);
  });

  it('names the position its facts were read at, where it asked for any', async () => {
    const { id: agency } = await record.door.send(order('RegisterOrganisation', school, { actor: manager }));
    const worker = { name: 'Isla Reed', agency, role: 'KEYWORKER', activeFrom: '2020-01-01' };
    await record.door.send(order('RegisterWorker', worker, { actor: manager }));
    const [organisation, registered] = await record.events();
    expect(organisation).not.toHaveProperty('factsAt');
    expect(registered).toMatchObject({ factsAt: 0, data: { agency } });
  });

  it('is said to have happened when it was recorded, where nothing else is said', async () => {
    await record.door.send(order('RegisterPerson', ava));
    expect((await record.events())[0]?.occurredAt).toEqual({ precision: 'INSTANT', value: NOON });
  });

  it('keeps an instant in UTC, whatever offset it came with', async () => {
    const occurredAt = { precision: 'INSTANT', value: '2026-03-09T11:00:00+01:00' } as const;
    await record.door.send(order('RegisterPerson', ava, { occurredAt }));
    expect((await record.events())[0]?.occurredAt.value).toBe('2026-03-09T10:00:00.000Z');
  });

  it('is given the late reason of its batch only where it is late', async () => {
    const on = (value: string) => ({ lateAs: 'BATCH', occurredAt: { precision: 'DATE', value } }) as const;
    await record.door.send(order('RegisterPerson', ava, on('2026-03-09')));
    await record.door.send(order('RegisterPerson', ava, on('2026-02-01')));
    const events = await record.events();
    expect(events[0]).not.toHaveProperty('lateReason');
    expect(events[3]).toMatchObject({ lateReason: 'BATCH', codeSets: { 'late-reason': '2026.1' } });
  });

  it('keeps nothing of an actor but what events have', async () => {
    const actor = { ...coordinator, worker: 'worker-1', acr: 'high' };
    await record.door.send(order('RegisterPerson', ava, { actor }));
    expect((await record.events())[0]?.actor).toEqual(coordinator);
  });
});

describe('a command that is refused', () => {
  it('writes nothing, and makes no key', async () => {
    const sent = order('RegisterPerson', { ...ava, dateOfBirth: '2031-01-01' });
    expect(await refusal(record.door.send(sent))).toEqual({ code: 'DATE_IN_FUTURE', field: 'dateOfBirth' });
    expect(await record.events()).toEqual([]);
    expect(await record.keys.find([record.vault.mint(sent.commandId, 0)])).toEqual(new Map());
  });

  it.each([
    ['a code that is in no set', { ...ava, sex: 'X' }, {}, { code: 'UNKNOWN_CODE', field: 'sex' }],
    [
      'a code in a list, with its place',
      { ...ava, names: [...ava.names, { use: 'MAIDEN', family: 'Reed' }] },
      {},
      { code: 'UNKNOWN_CODE', field: 'names.1.use' },
    ],
    [
      'a number that cannot be one',
      { ...ava, identifiers: [{ scheme: 'NHS', value: '9997783531', verification: 'UNVERIFIED' }] },
      {},
      { code: 'INVALID_NHS_NUMBER', field: 'identifiers.0.value' },
    ],
    [
      'a time that lies ahead',
      ava,
      { occurredAt: { precision: 'DATE', value: '2026-03-11' } },
      { code: 'DATE_IN_FUTURE', field: 'occurredAt' },
    ],
    [
      'a time that is none',
      ava,
      { occurredAt: { precision: 'DATE', value: '2026-02-30' } },
      { code: 'INVALID_DATE', field: 'occurredAt' },
    ],
    [
      'a late entry without a reason',
      ava,
      { occurredAt: { precision: 'DATE', value: '2026-02-01' } },
      { code: 'LATE_REASON_REQUIRED', field: 'lateReason' },
    ],
    [
      'a late reason that is no code',
      ava,
      { lateReason: 'FORGOT' },
      { code: 'UNKNOWN_CODE', field: 'lateReason' },
    ],
    ['a command id that is none', ava, { commandId: 'one' }, { code: 'INVALID_INPUT', field: 'commandId' }],
    [
      'a revision that is none',
      ava,
      { expectedRevision: -2 },
      { code: 'INVALID_INPUT', field: 'expectedRevision' },
    ],
    ['a role that may not', ava, { actor: { ...coordinator, role: 'AUDITOR' } }, { code: 'NOT_PERMITTED' }],
    ['a role nobody has', ava, { actor: { ...coordinator, role: 'constructor' } }, { code: 'NOT_PERMITTED' }],
  ] as const)('refuses %s', async (_, data, more, expected) => {
    expect(await refusal(record.door.send({ ...order('RegisterPerson', ava), data, ...more }))).toEqual(
      expected,
    );
    expect(await record.events()).toEqual([]);
  });

  it('refuses what only the record itself sends', async () => {
    const birth = { origin: ORIGIN, authority: '919', mode: 'DEVELOPMENT', clock: 'MACHINE' };
    expect(await refusal(record.door.send(order('CreateStore', birth)))).toEqual({ code: 'NOT_PERMITTED' });
  });

  it('judges a code by the day it is about, not by the day it is recorded', async () => {
    const codes = [{ code: 'F', title: 'Female', validTo: '2026-03-08' }];
    const sex = { name: 'sex', version: '2026.2', title: 'Sex', source: 'A test', codes };
    const reference = referenceOf([...readCodeSets(), sex]);
    const { door } = await smallRecord({
      store: record.store,
      vault: record.vault,
      reference: () => reference,
    });
    const on = (value: string) => order('RegisterPerson', ava, { occurredAt: { precision: 'DATE', value } });
    expect(await refusal(door.send(on('2026-03-09')))).toEqual({ code: 'CODE_NOT_CURRENT', field: 'sex' });
    await door.send(on('2026-03-08'));
    expect((await record.events())[0]?.codeSets).toMatchObject({ sex: '2026.2' });
  });
});

describe('an order that access refuses', () => {
  const refusing = (refused: DoorParts['refused']) => smallRecord({ refused });
  const sent = order('RegisterPerson', ava, { actor: { ...coordinator, role: 'AUDITOR' } });

  it('is refused once it is on record, with the policy that forbade it', async () => {
    const refusals: Parameters<DoorParts['refused']>[] = [];
    const refuser = await refusing(async (...refused) => void refusals.push(refused));
    expect(await refusal(refuser.door.send(sent))).toEqual({ code: 'NOT_PERMITTED' });
    expect(refusals).toEqual([
      [
        expect.objectContaining({ type: 'RegisterPerson', source: 'API', correlationId: sent.commandId }),
        expect.objectContaining({ code: 'NOT_PERMITTED', policyIds: ['no-role'] }),
      ],
    ]);
    await refuser.close();
  });

  it('is one of somebody of another authority, whatever their role', async () => {
    const elsewhere = order('RegisterPerson', ava, { authority: '881' });
    expect(await refusal(record.door.send(elsewhere))).toEqual({ code: 'NOT_FOUND' });
    await record.door.send({ ...elsewhere, authority: '919' });
  });

  it('is AUDIT_UNAVAILABLE where that may not be on record', async () => {
    const refuser = await refusing(() => Promise.reject(new Rejected('AUDIT_UNAVAILABLE')));
    expect(await refusal(refuser.door.send(sent))).toEqual({ code: 'AUDIT_UNAVAILABLE' });
    await refuser.close();
  });
});
