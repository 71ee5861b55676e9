import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { familyOf, FORM, membersOf, scheduled, type Members } from '../testing/panel-story.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { DISTRICT } from '../testing/story.ts';

// A stranger with a token finds whom to turn to: no id needs to have been kept.

let served: Served;
let members: Members;
let panel: Receipt;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  members = await membersOf(served);
  panel = await scheduled(served, '2026-03-10');
  await served.record.projector.reached(await served.record.store.head());
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

interface Page<N> {
  readonly nodes: readonly N[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly asOf: { readonly position: string };
}
interface Agency {
  readonly id: string;
  readonly name: string;
  readonly agencyType: string;
  readonly endedOn: string | null;
}
interface Somebody {
  readonly id: string;
  readonly name: string | null;
  readonly role: string;
  readonly standing: string;
}

const AGENCIES = `query ($purpose: Purpose!, $first: Int, $after: Token, $asOf: AsOf) {
  organisations(purpose: $purpose, first: $first, after: $after, asOf: $asOf) {
    nodes { id name agencyType endedOn } pageInfo { hasNextPage endCursor } asOf { position } } }`;
const WORKERS = `query ($purpose: Purpose!, $agency: ID!, $asOf: AsOf) {
  workers(purpose: $purpose, agency: $agency, asOf: $asOf) {
    nodes { id name role standing } pageInfo { hasNextPage endCursor } asOf { position } } }`;
const PANELS = `query ($purpose: Purpose!, $district: String, $from: Date, $to: Date) {
  panels(purpose: $purpose, district: $district, from: $from, to: $to) {
    nodes { id reference district date cadence quorumRule chair chairName status } } }`;
const agencies = (asked: object = {}) =>
  served.read<Page<Agency>>('manager', AGENCIES, { purpose: 'FAMILY_HELP', ...asked });
const workers = (persona: PersonaName, agency: string, asked: object = {}) =>
  served.read<Page<Somebody>>(persona, WORKERS, { agency, purpose: 'FAMILY_HELP', ...asked });
const standings = async (agency: string, asked: object = {}) =>
  (await workers('manager', agency, asked)).nodes.map(({ standing }) => standing);
const panels = (persona: PersonaName, asked: object = {}) =>
  served.read<Page<{ id: string }>>(persona, PANELS, { purpose: 'FAMILY_HELP', ...asked });
const codeOf = async (persona: PersonaName, query: string, asked: object) => {
  const { code, details } = (await served.ask(persona, query, asked)).errors?.[0]?.extensions ?? {};
  return [code, details];
};
const readsOf = async (read: string): Promise<number> => {
  const { accessStore, projector } = served.record;
  await projector.accessReached(await accessStore.head());
  const log = '{ accessLog(purpose: AUDIT, first: 100) { nodes { reads } } }';
  const { nodes } = await served.read<Page<{ reads: string }>>('auditor', log);
  return nodes.filter(({ reads }) => reads.includes(read)).length;
};

describe('the agencies', () => {
  it('are told page by page, as they were called by then', async () => {
    const { nodes, pageInfo, asOf } = await agencies({ first: 2 });
    expect(nodes.map(({ name }) => name)).toEqual(['Families First', 'Hill School']);
    const rest = await agencies({ first: 100, after: pageInfo.endCursor });
    expect(rest.nodes.map(({ id }) => id)).toEqual([members.health, members.help]);
    expect([pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const called = { organisation: members.help, name: 'Reed Team' };
    await served.order('administrator', 'renameOrganisation', called);
    await served.order('administrator', 'endOrganisation', {
      organisation: members.health,
      endedOn: '2026-03-02',
    });
    const now = (await agencies()).nodes.slice(2);
    expect(now).toEqual([
      expect.objectContaining({
        name: 'Health visitors',
        agencyType: 'HEALTH_VISITING',
        endedOn: '2026-03-02',
      }),
      expect.objectContaining({ name: 'Reed Team', agencyType: 'EARLY_HELP', endedOn: null }),
    ]);
    const then = await agencies({ asOf: { position: asOf.position } });
    expect(then.nodes.map(({ name, endedOn }) => [name, endedOn]).slice(2)).toEqual([
      ['Health visitors', null],
      ['Families First Stevenage', null],
    ]);
  });

  it('are found by whoever gives orders, and each look is recorded', async () => {
    const before = await readsOf('organisations');
    for (const [persona, purpose] of [
      ['practitioner', 'SAFEGUARDING'],
      ['partner', 'FAMILY_HELP'],
      ['administrator', 'OPERATIONS'],
      ['system', 'OPERATIONS'],
      ['auditor', 'AUDIT'],
    ] as const)
      expect((await served.read<Page<Agency>>(persona, AGENCIES, { purpose })).nodes).toHaveLength(4);
    expect(await codeOf('auditor', AGENCIES, { purpose: 'QUALITY' })).toEqual([
      'PURPOSE_NOT_PERMITTED',
      undefined,
    ]);
    expect(await readsOf('organisations')).toBeGreaterThan(before);
  });
});

describe('the workers of an agency', () => {
  it('are told by name, role and how they stand, and not by the account', async () => {
    const { nodes } = await workers('coordinator', members.help);
    expect(nodes).toEqual([
      { id: members.keyworker, name: 'Kit Wardley', role: 'KEYWORKER', standing: 'ACTIVE' },
    ]);
    const { errors } = await served.ask('coordinator', WORKERS.replace('{ id name', '{ id user name'), {
      purpose: 'FAMILY_HELP',
      agency: members.help,
    });
    expect(errors).toBeDefined();
  });

  it('are nameless to whoever looks at the work', async () => {
    const { nodes } = await workers('auditor', members.help, { purpose: 'AUDIT' });
    expect(nodes.map(({ id, name }) => [id, name])).toEqual([[members.keyworker, null]]);
  });

  it('are told of its own agency alone to a partner, and of another as of one that is not there', async () => {
    const [teacher] = (await workers('partner', members.school)).nodes;
    expect(teacher).toMatchObject({ id: members.teacher, name: 'Tam Hill' });
    const purpose = 'FAMILY_HELP';
    const other = await codeOf('partner', WORKERS, { purpose, agency: members.help });
    expect(other).toEqual(['NOT_FOUND', undefined]);
    const nobody = `organisation-${'0'.repeat(26)}`;
    expect(await codeOf('partner', WORKERS, { purpose, agency: nobody })).toEqual(other);
  });

  it('say who is suspended, whose work ended, and who has yet to come', async () => {
    const then = await workers('manager', members.help);
    await served.order('administrator', 'suspendWorker', {
      worker: members.keyworker,
      reason: 'ACCESS_MISUSED',
      explanation: 'He looked up a neighbour.',
      reviewBy: '2026-03-30',
    });
    expect(await standings(members.help)).toEqual(['SUSPENDED']);
    expect(await standings(members.help, { asOf: { position: then.asOf.position } })).toEqual(['ACTIVE']);
    const back = { worker: members.keyworker, reason: 'She had asked him to.' };
    await served.order('manager', 'reinstateWorker', back);
    expect(await standings(members.help)).toEqual(['ACTIVE']);
    const post = { agency: members.help, role: 'KEYWORKER', activeFrom: '2026-04-01', training: [] };
    await served.order('administrator', 'registerWorker', { name: 'Ola Gray', ...post });
    expect(await standings(members.help)).toEqual(['ACTIVE', 'NOT_YET']);
    await served.order('administrator', 'endWorker', { worker: members.visitor, activeTo: '2026-03-01' });
    expect(await standings(members.health)).toEqual(['ENDED']);
  });
});

describe('the panels', () => {
  it('are found by their district and day, by whoever is no member of them as well', async () => {
    const shown = {
      id: panel.id,
      reference: panel.reference,
      district: DISTRICT,
      date: '2026-03-10',
      cadence: 'WEEKLY',
      chair: null,
      chairName: null,
      status: 'SCHEDULED',
    };
    const asked = { district: DISTRICT, from: '2026-03-01', to: '2026-03-31' };
    for (const persona of ['coordinator', 'partner', 'practitioner'] as const)
      expect((await panels(persona, asked)).nodes).toEqual([expect.objectContaining(shown)]);
    expect((await panels('partner', { ...asked, from: '2026-03-11' })).nodes).toEqual([]);
    expect((await panels('partner', { ...asked, to: '2026-03-09' })).nodes).toEqual([]);
  });

  it('of days the wrong way round are refused', async () => {
    const asked = { purpose: 'FAMILY_HELP', from: '2026-03-11', to: '2026-03-10' };
    expect(await codeOf('chair', PANELS, asked)).toEqual(['END_BEFORE_START', { field: 'to' }]);
  });
});

describe('whoever holds a token', () => {
  const ME = '{ me { user role purposes agency agencyName worker standing } }';

  it('is told who they are to the record', async () => {
    expect(await served.read('partner', ME)).toEqual({
      user: 'partner',
      role: 'PARTNER',
      purposes: ['FAMILY_HELP', 'SAFEGUARDING'],
      agency: members.school,
      agencyName: 'Hill School',
      worker: null,
      standing: null,
    });
    const post = { agency: members.help, role: 'KEYWORKER', activeFrom: '2026-01-01', training: [] };
    const named = { name: 'Ana Lake', user: 'practitioner', ...post };
    const { id } = await served.order('administrator', 'registerWorker', named);
    const own = { role: 'KEYWORKER', worker: id, standing: 'ACTIVE', agencyName: null };
    expect(await served.read('practitioner', ME)).toMatchObject(own);
  });

  it('leaves no read behind, for none was opened', async () => {
    const before = await served.record.accessStore.head();
    await served.read('system', ME);
    expect(await served.record.accessStore.head()).toBe(before);
  });
});

describe('a request', () => {
  const REQUESTS = `query ($sent: String!, $purpose: Purpose!) {
    requests(senderReference: $sent, purpose: $purpose) { nodes { id } } }`;

  const found = async (sent: string, purpose = 'FAMILY_HELP') => {
    const { nodes } = await served.read<Page<{ id: string }>>('coordinator', REQUESTS, { sent, purpose });
    return nodes.map(({ id }) => id);
  };

  it('is found by the number under which its sender keeps it', async () => {
    const [one, other] = [
      await served.order('partner', 'receiveRequest', { ...FORM, requestRef: 'HILL-77' }),
      await served.order('partner', 'receiveRequest', { ...FORM, requestRef: 'HILL-78' }),
    ];
    expect(await found('HILL-77')).toEqual([one.id]);
    expect(await found('HILL-78')).toEqual([other.id]);
    expect(await found('HILL-7')).toEqual([]);
  });

  it('is not found so while it is of somebody who is restricted, but where the law leaves that', async () => {
    const { family, child } = await familyOf(served, 'Zoe');
    const { id } = await served.order('partner', 'receiveRequest', { ...FORM, requestRef: 'HILL-79' });
    await served.order('coordinator', 'linkRequestToFamily', { request: id, family });
    const why = { ground: 'ACCURACY_CONTESTED', explanation: 'She says that she was never asked.' };
    await served.order('privacy-officer', 'restrictProcessing', { person: child, ...why });
    await served.record.projector.reached(await served.record.store.head());
    expect(await found('HILL-79')).toEqual([]);
    expect(await found('HILL-79', 'SAFEGUARDING')).toEqual([id]);
  });

  it('is not looked for so by whoever is shown nothing personal in lists', async () => {
    const refused = ['NOT_PERMITTED', { field: 'senderReference' }];
    expect(await codeOf('auditor', REQUESTS, { sent: 'HILL-77', purpose: 'AUDIT' })).toEqual(refused);
  });
});
