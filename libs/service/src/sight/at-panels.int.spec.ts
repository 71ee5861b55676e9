import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '#libs/access';
import type { Actor } from '#libs/contracts';
import { GatheredRelations } from './relations.ts';
import { PanelDesk } from '../testing/panel-desk.ts';

// A panel has a request and an episode before it; the teacher sits on it, the doctor does not.

let desk: PanelDesk;
let gathered: GatheredRelations;
let panel: string;
let request: string;
let school: string;
let teacher: Principal;

const clerk: Actor = { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-county' };
const someone: Principal = { user: 'u-9', role: 'PARTNER', agency: 'organisation-elsewhere' };
const stands = (who: Partial<Principal>, record: string) =>
  gathered.relations({ ...someone, ...who }, record);

beforeAll(async () => {
  desk = await PanelDesk.open();
  const { readers, store, clock } = desk.record;
  gathered = new GatheredRelations(readers, store, clock);
  school = desk.agencies[1] ?? '';
  teacher = { ...someone, worker: desk.workers[1] ?? '' };
  request = await desk.request();
  panel = await desk.panel('2026-03-16');
  await desk.send('ExpectPanelMember', { panel, member: teacher.worker ?? '', agency: school }, clerk);
  await desk.followed();
});
afterAll(() => desk.close());

describe('how someone stands to what is before a panel', () => {
  it('is as a member of it; as its agency, where they are no worker of the record', async () => {
    expect(await stands(teacher, request)).toMatchObject({ tabled: true });
    expect(await stands({ agency: school }, request)).toMatchObject({ tabled: true });
    for (const other of [{}, { worker: desk.workers[2] ?? '' }, { agency: school, worker: desk.worker }])
      expect(await stands(other, request)).not.toHaveProperty('tabled');
    expect(await stands(teacher, desk.family)).not.toHaveProperty('tabled');
  });

  it('is so to the family whose episode is before it', async () => {
    const item = await desk.helped();
    await desk.followed();
    expect(await stands(teacher, desk.family)).not.toHaveProperty('tabled');
    await desk.send('TableItem', { panel, item, evidencePositions: [1] }, clerk);
    await desk.followed();
    expect(await stands(teacher, desk.family)).toMatchObject({ tabled: true });
    expect(await stands(someone, desk.family)).not.toHaveProperty('tabled');
  });

  it('is as a stranger’s to a member who declared a conflict of interest, at that panel and any other', async () => {
    const next = await desk.panel('2026-03-23');
    const member = desk.workers[2] ?? '';
    const agency = desk.agencies[2] ?? '';
    const doctor = { agency, worker: member };
    for (const each of [panel, next])
      await desk.send('ExpectPanelMember', { panel: each, member, agency }, clerk);
    await desk.followed();
    expect(await stands(doctor, request)).toMatchObject({ tabled: true });
    expect(await stands({ agency }, request)).toMatchObject({ tabled: true });
    const declared = { panel, item: request, member, nature: 'The mother is my sister.' };
    await desk.send('DeclareConflictOfInterest', declared, clerk);
    await desk.convene(panel);
    await desk.defer(panel, request, '2026-03-23');
    await desk.followed();
    expect(desk.agenda(next).map(([item]) => item)).toContain(request);
    for (const each of [doctor, { agency }]) expect(await stands(each, request)).not.toHaveProperty('tabled');
    expect(await stands(teacher, request)).toMatchObject({ tabled: true });
  });

  it('is so until four weeks after the panel’s day, though nobody closed it', async () => {
    await using later = await PanelDesk.open();
    const { readers, store, clock } = later.record;
    const standing = new GatheredRelations(readers, store, clock);
    const received = await later.request();
    const sat = await later.panel('2026-03-16');
    await later.decide(sat, received);
    await later.followed();
    const member = { ...someone, worker: later.workers[1] ?? '' };
    later.standAt('2026-04-13T09:00:00Z');
    expect(await standing.relations(member, received)).toMatchObject({ tabled: true });
    later.standAt('2026-04-14T09:00:00Z');
    expect(await standing.relations(member, received)).not.toHaveProperty('tabled');
  });
});

describe('how someone stands to a request', () => {
  it('is as its sender, for the agency that sent it', async () => {
    const { agency = '' } = (await desk.events('RequestReceived'))[0]?.actor ?? {};
    expect(await stands({ agency }, request)).toMatchObject({ sent: true, ownAgency: true });
    expect(await stands({}, request)).not.toHaveProperty('sent');
  });
});
