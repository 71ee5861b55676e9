import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { personas, type PersonaName } from '#libs/access';
import type { CommandOf, CommandType } from '#libs/contracts';
import { linked } from '../testing/linked.ts';
import { openedOf } from '../testing/small-record.ts';
import { ImportingRecord } from './testing/imported.ts';
import { requestsFile } from './testing/requests-file.ts';

let importing: ImportingRecord;
beforeEach(async () => {
  importing = await ImportingRecord.open();
});
afterEach(() => importing.close());

const ada = { child_given_name: 'Ada', child_date_of_birth: '2015-02-03', child_nhs_number: '9434765919' };
const eve = { child_given_name: 'Eve', child_date_of_birth: '2017-04-05', child_nhs_number: '9990000018' };
const file = (ref: string, ...children: readonly (typeof ada)[]) =>
  requestsFile(
    ...children.map((child) => ({ request_ref: ref, received_at: '2026-11-20T10:00:00Z', ...child })),
  );

async function send<T extends CommandType>(
  type: T,
  data: CommandOf<T>['data'],
  as: PersonaName = 'manager',
): Promise<string> {
  const { user, role, agency } = personas[as];
  const { id } = await importing.record.door.send({
    type,
    data,
    commandId: randomUUID(),
    actor: { user, role, agency },
    source: 'API',
  });
  return id;
}

const streamOf = async (type: string): Promise<string> => (await importing.events(type)).at(-1)?.stream ?? '';
const childOf = async (): Promise<string> => {
  const [received] = await importing.events('RequestReceived');
  return (received?.data as { children: { person: string }[] }).children[0]?.person ?? '';
};

describe('a request about children', () => {
  it('of two families joins the first row\u2019s, raises a flag, and makes nobody a member of the other', async () => {
    await importing.import(file('A', ada));
    await importing.import(file('B', eve));
    const families = (await importing.events('FamilyRegistered')).map(({ stream }) => stream);
    const report = await importing.import(file('C', eve, ada));
    expect(report).toMatchObject({ matched: [2, 3], families: { known: 1, new: 0 } });
    const [flag] = await openedOf(importing.record, 'DataQualityFlagRaised');
    expect(flag?.families).toEqual([...families].sort());
    expect(flag?.data).toMatchObject({
      flag: 'CHILDREN_OF_TWO_FAMILIES',
      request: await streamOf('RequestReceived'),
    });
    expect(await importing.events('MemberJoined')).toHaveLength(4);
    expect(await importing.import(file('C', eve, ada))).toMatchObject({ unchanged: 1, events: 0 });
  });

  it('who are helped already points at the open episode', async () => {
    await importing.import(file('A', ada));
    const family = await streamOf('FamilyRegistered');
    const agency = await send(
      'RegisterOrganisation',
      { name: 'Family help', agencyType: 'EARLY_HELP' },
      'administrator',
    );
    const keyworker = await send(
      'RegisterWorker',
      { name: 'Kim', agency, role: 'KEYWORKER', activeFrom: '2026-01-01' },
      'administrator',
    );
    await send(
      'RecordTraining',
      { worker: keyworker, training: 'FFA_KEYWORKER', completedOn: '2026-01-02' },
      'administrator',
    );
    const child = { child: await childOf(), level: 'L2', indicators: ['L2.1'], rationale: 'Not sleeping.' };
    const indicator = importing.record
      .reference()
      .codes('indicator')
      .find(({ belongsTo }) => belongsTo === 'L2');
    const episode = await send('OpenEpisode', {
      family,
      children: [{ ...child, indicators: [indicator?.code ?? ''] }],
      route: 'REQUEST',
      district: 'herts.ff.welwyn-hatfield',
      agency,
      keyworker,
      familyAgreed: true,
      decidedBy: keyworker,
    });
    await importing.record.projector.reached(await importing.record.store.head());
    await importing.import(file('B', ada));
    const [flagged] = await importing.events('DuplicateOfOpenWorkFlagged');
    expect(flagged).toMatchObject({
      data: { family, episode, keyworker },
      stream: await streamOf('RequestReceived'),
    });
    expect(await importing.import(file('A', ada))).toMatchObject({ unchanged: 1, events: 0 });
  });

  it('who had died by then is refused before anything is written', async () => {
    await importing.import(file('A', ada));
    await send('RecordDeath', {
      person: await childOf(),
      dateOfDeath: '2026-11-01',
      verification: 'CERTIFICATE',
    });
    const report = await importing.import(file('B', ada));
    expect(report).toMatchObject({
      imported: 0,
      events: 0,
      refused: [{ line: 2, column: 'child_family_name', code: 'AFTER_DEATH' }],
    });
  });

  it('of whose death a linked record tells is refused likewise', async () => {
    await importing.import(file('A', ada));
    const { record } = importing;
    const names = [{ use: 'LEGAL', given: 'Ada', family: 'Stone' }];
    const other = await send('RegisterPerson', { names, sex: 'F', adult: false, dateOfBirth: '2015-02-03' });
    await send('RecordDeath', { person: other, dateOfDeath: '2026-11-01', verification: 'CERTIFICATE' });
    await linked(await childOf(), other, record);
    expect(await importing.import(file('B', ada))).toMatchObject({
      events: 0,
      refused: [{ line: 2, column: 'child_family_name', code: 'AFTER_DEATH' }],
    });
  });

  it('not born yet registers the child under the day it is expected', async () => {
    const unborn = {
      child_given_name: '',
      child_date_of_birth: '',
      child_expected_delivery_date: '2027-03-01',
      child_sex: 'U',
    };
    await importing.import(requestsFile({ request_ref: 'A', ...unborn }));
    const { readers } = importing.record;
    const [member] = readers.families.members(await streamOf('FamilyRegistered'));
    expect(member?.role).toBe('UNBORN');
    expect(readers.people.person(member?.person ?? '')).toMatchObject({
      expectedDeliveryDate: '2027-03-01',
      dateOfBirth: null,
    });
  });

  it('with a parent of whom only the relationship is said makes no person of that', async () => {
    const nameless = { parent_name: '', parent_relationship: 'FATHER', parent_lives_with_child: '' };
    await importing.import(requestsFile({ request_ref: 'A', ...nameless }));
    expect(await importing.events('PersonRegistered')).toHaveLength(1);
  });

  it('holds six answers as long as they may be, in whatever script, of a family of seventeen', async () => {
    const answer = '🦉'.repeat(10_000);
    const answers = {
      what_is_worrying: answer,
      what_is_working_well: answer,
      what_has_been_tried: answer,
      what_the_family_wants: answer,
      what_the_child_says: answer,
      other_agencies_involved: answer,
    };
    const children = Array.from({ length: 17 }, (_, at) => ({ child_given_name: `Child ${at}` }));
    const report = await importing.import(
      requestsFile(...children.map((child) => ({ ...child, ...answers }))),
    );
    expect(report).toMatchObject({ imported: 1, refused: [] });
  });

  it('keeps a formula as the text it is', async () => {
    await importing.import(requestsFile({ request_ref: 'A', child_given_name: '=1+1' }));
    const [member] = importing.record.readers.families.members(await streamOf('FamilyRegistered'));
    expect(importing.record.readers.people.person(member?.person ?? '')?.given).toBe('=1+1');
  });
});

describe('two imports at once', () => {
  it('of the same file come to one', async () => {
    const both = await Promise.all([
      importing.import(file('A', ada, eve)),
      importing.import(file('A', ada, eve)),
    ]);
    expect(both.map(({ imported, unchanged }) => ({ imported, unchanged }))).toEqual([
      { imported: 1, unchanged: 0 },
      { imported: 0, unchanged: 1 },
    ]);
    expect(both[1].events).toBe(0);
    expect(await importing.events('PersonRegistered')).toHaveLength(3);
  });

  it('about the same child recognise it in the second', async () => {
    const [, second] = await Promise.all([
      importing.import(file('A', ada)),
      importing.import(file('B', ada)),
    ]);
    expect(second.matched).toEqual([2]);
  });
});

describe('what is in the record after a person was erased', () => {
  it('takes the same file for the same, uncompared', async () => {
    await importing.import(file('A', ada));
    const [received] = await importing.events('RequestReceived');
    await importing.erase(received?.subjects ?? []);
    expect(await importing.import(file('A', ada))).toMatchObject({ unchanged: 1, events: 0 });
  });
});
