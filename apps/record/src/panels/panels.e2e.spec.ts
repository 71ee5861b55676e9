import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  agenda,
  AGENDA,
  convened,
  decisionOn,
  familyOf,
  followed,
  membersOf,
  requestAtPanel,
  scheduled,
  type Agenda,
  type Known,
  type Members,
} from '../testing/panel-story.ts';
import { Served, type Answer, type Receipt } from '../testing/served.ts';
import { DISTRICT } from '../testing/story.ts';

let served: Served;
let members: Members;
let known: Known;
let request: Receipt;
let panel: Receipt;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  members = await membersOf(served);
  known = await familyOf(served);
  request = await requestAtPanel(served, known, members);
});
afterAll(() => served[Symbol.asyncDispose]());

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions['code'];
const REQUESTS = `query ($state: RequestState!, $asOf: AsOf) {
  requests(state: $state, asOf: $asOf, purpose: FAMILY_HELP) { nodes { id panel allocation waitingSince } }
}`;
const inState = async (state: string, asOf?: object) =>
  (await served.read<{ nodes: { id: string }[] }>('coordinator', REQUESTS, { state, asOf })).nodes;
const head = async () => ({ position: String(await served.record.store.head()) });

describe('a request that triage leaves to the panel', () => {
  it('waits, to be seen, while no panel is scheduled', async () => {
    await followed(served);
    expect(await inState('AT_PANEL')).toMatchObject([
      { id: request.id, panel: null, waitingSince: expect.any(String) },
    ]);
    expect(served.record.managers.parked()).toEqual([]);
  });

  it('comes before the next panel of its district by itself, with its whole history as evidence', async () => {
    panel = await scheduled(served, '2026-03-12');
    await followed(served);
    const { items, reference } = await agenda(served, panel.id);
    expect(reference).toMatch(/^P-[0-9A-Z]{10}$/);
    expect(items).toMatchObject([
      { item: request.id, reference: request.reference, family: known.family, state: 'TABLED' },
    ]);
    const own = await served.record.store.readStream(request.id);
    expect(items[0]?.evidence).toEqual(own.events.map(({ position }) => String(position)));
    expect(await inState('TABLED')).toMatchObject([{ id: request.id, panel: panel.id }]);
  });

  it('is found by its reference, and by its district and day', async () => {
    const bySomeName = (variables: object) =>
      served.read<Agenda>('chair', AGENDA, { ...variables, purpose: 'FAMILY_HELP' });
    const found = [
      await bySomeName({ panel: panel.reference }),
      await bySomeName({ district: DISTRICT, date: '2026-03-12' }),
    ];
    expect(found.map(({ id }) => id)).toEqual([panel.id, panel.id]);
  });
});

describe('a panel', () => {
  it('is not convened while nobody is there, and is adjourned while too few are', async () => {
    const convene = `mutation ($input: ConvenePanelInput!) { convenePanel(input: $input) { position } }`;
    const input = { panel: panel.id, commandId: '7c58785f-cdd8-5381-b000-f40f076fe309' };
    expect(codeOf(await served.ask('chair', convene, { input }))).toBe('PANEL_EMPTY');
    const came = { panel: panel.id, member: members.visitor, agency: members.health };
    await served.order('chair', 'recordPanelAttendance', { ...came, chairing: false, remote: true });
    await served.order('chair', 'convenePanel', { panel: panel.id });
    expect(await agenda(served, panel.id)).toMatchObject({
      status: 'ADJOURNED',
      lacking: ['CHAIR', 'AGENCIES'],
      members: [{ member: members.visitor, standing: 'ATTENDED', remote: true }],
    });
  });

  it('decides once those who came are enough, and the agency is asked', async () => {
    await convened(served, panel.id, members);
    await served.order('chair', 'decideItem', decisionOn(request.id, known, members, panel.id));
    await followed(served);
    const { items, status } = await agenda(served, panel.id);
    expect(status).toBe('QUORATE');
    expect(items).toMatchObject([
      {
        state: 'DECIDED',
        outcome: 'FFA_ALLOCATE_KEYWORKER',
        agency: members.help,
        allocation: 'OFFERED',
        levels: [{ child: known.child, level: 'L2' }],
      },
    ]);
    expect(items[0]?.events.map(({ type }) => type)).toEqual([
      'ItemTabled',
      'ItemDecided',
      'AllocationOffered',
    ]);
    expect(items[0]?.events[1]).toMatchObject({
      summary: 'Panel decided: Families First Assessment, keyworker to be allocated, L2',
      data: { rationale: 'Several needs, and the family asks for help.' },
    });
    expect(await inState('DECIDED')).toMatchObject([
      { id: request.id, allocation: 'OFFERED', waitingSince: null },
    ]);
  });

  it('opens no help before the agency accepted, not even by hand', async () => {
    const open = `mutation ($input: OpenEpisodeInput!) { openEpisode(input: $input) { id } }`;
    const input = {
      commandId: 'b3a1f2a4-6f3a-4a8e-9a38-1c1df2b9f001',
      family: known.family,
      children: [{ child: known.child, level: 'L2', indicators: ['L2.01'], rationale: 'Now.' }],
      route: 'REQUEST',
      district: DISTRICT,
      request: request.id,
      agency: members.help,
      keyworker: members.keyworker,
      familyAgreed: true,
      decidedBy: members.keyworker,
    };
    expect(codeOf(await served.ask('manager', open, { input }))).toBe('ALLOCATION_NOT_ACCEPTED');
  });

  it('has help opened by the agency’s yes: with its keyworker, the children and their levels', async () => {
    const before = await head();
    const taken = { panel: panel.id, item: request.id, agency: members.help, familyAgreed: true };
    await served.order('manager', 'acceptAllocation', taken);
    await followed(served);
    expect(served.record.readers.families.family(known.family)).toMatchObject({
      status: 'OPEN',
      agency: members.help,
      keyworker: members.keyworker,
      level: 'L2',
    });
    expect((await agenda(served, panel.id)).items[0]).toMatchObject({ allocation: 'ACCEPTED' });
    expect((await agenda(served, panel.id, before)).items[0]).toMatchObject({ allocation: 'OFFERED' });
  });

  it('stands in the timeline of the family it was about, sealed as the family’s', async () => {
    const query = `query ($family: ID!) {
      familyTimeline(family: $family, purpose: FAMILY_HELP, first: 50) { nodes { type summary } }
    }`;
    const { nodes } = await served.read<{ nodes: { type: string }[] }>('manager', query, {
      family: known.family,
    });
    expect(nodes.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ItemTabled', 'ItemDecided', 'AllocationOffered', 'AllocationAccepted']),
    );
    const { events } = await served.record.store.readStream(panel.id);
    const log = events.map(({ document }) => Buffer.from(document).toString('utf8')).join();
    expect(log).toContain('ItemDecided');
    expect(log).not.toContain('Several needs');
  });

  it('is closed once nothing on its agenda is open', async () => {
    await served.order('coordinator', 'closePanel', { panel: panel.id });
    expect(await agenda(served, panel.id)).toMatchObject({ status: 'CLOSED' });
  });
});

describe('a partner at the panel', () => {
  let theirs: Receipt;
  let item: string;
  const give = (mutation: string, input: object) => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`;
    return served.ask('partner', query, { input: { commandId: randomUUID(), ...input } });
  };

  beforeAll(async () => {
    const family = await familyOf(served, 'Ben');
    theirs = await scheduled(served, '2026-03-19');
    item = (await requestAtPanel(served, family, members)).id;
    await convened(served, theirs.id, members);
    await followed(served);
    const decision = decisionOn(item, family, members, theirs.id);
    const { school, teacher } = members;
    await served.order('chair', 'decideItem', { ...decision, agency: school, keyworker: teacher });
    await followed(served);
  });

  it('reads the agenda, with why it was decided, and no other panel’s', async () => {
    const { items } = await served.read<Agenda>('partner', AGENDA, {
      panel: theirs.id,
      purpose: 'FAMILY_HELP',
    });
    expect(items[0]?.events.find(({ type }) => type === 'ItemDecided')?.data).toMatchObject({
      rationale: 'Several needs, and the family asks for help.',
    });
  });

  it('answers for its own agency, and help opens with its keyworker', async () => {
    const answer = { panel: theirs.id, item, familyAgreed: true };
    expect(codeOf(await give('acceptAllocation', { ...answer, agency: members.help }))).toBe('NOT_OFFERED');
    expect(
      codeOf(await give('acceptAllocation', { ...answer, panel: panel.id, agency: members.school })),
    ).toBe('NOT_FOUND');
    expect(codeOf(await give('acceptAllocation', { ...answer, agency: members.school }))).toBeUndefined();
    await followed(served);
    const { family } = (await agenda(served, theirs.id)).items[0] ?? {};
    expect(served.record.readers.families.family(family ?? '')).toMatchObject({
      status: 'OPEN',
      agency: members.school,
      keyworker: members.teacher,
    });
  });
});

describe('who is not of the panel', () => {
  it('is answered as if there were none', async () => {
    const absent = `panel-${'0'.repeat(26)}`;
    const ask = async (named: string) =>
      codeOf(await served.ask('social-worker', AGENDA, { panel: named, purpose: 'FAMILY_HELP' }));
    expect([await ask(panel.id), await ask(absent)]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });
});
