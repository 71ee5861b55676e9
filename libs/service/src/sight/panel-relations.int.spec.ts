import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '#libs/access';
import { GatheredRelations } from './relations.ts';
import { PanelDesk } from '../testing/panel-desk.ts';

let desk: PanelDesk;
let gathered: GatheredRelations;
let panel: string;
let request: string;

beforeAll(async () => {
  desk = await PanelDesk.open();
  const { readers, store, clock } = desk.record;
  gathered = new GatheredRelations(readers, store, clock);
  panel = await desk.panel('2026-03-16');
  request = await desk.request();
  await desk.decide(panel, request);
});
afterAll(() => desk.close());

const someone: Principal = { user: 'u-9', role: 'PARTNER', agency: 'organisation-elsewhere' };
const strange = { sealed: false, assigned: false, ownAgency: false, asked: false };
const toPanel = (who: Partial<Principal>) => gathered.relations({ ...someone, ...who }, panel);

describe('how someone stands to a panel', () => {
  it('is as a member, or as one of a member’s agency', async () => {
    const [, teacher = ''] = desk.workers;
    const [, school = ''] = desk.agencies;
    expect(await toPanel({ worker: teacher })).toEqual({ ...strange, assigned: true });
    expect(await toPanel({ agency: school })).toEqual({ ...strange, ownAgency: true });
  });

  it('is as one of the agency that it asked to take a family on', async () => {
    expect(await toPanel({ agency: desk.agency })).toEqual({ ...strange, ownAgency: true, asked: true });
  });

  it('is as a stranger, for anyone else', async () => {
    expect(await toPanel({})).toEqual(strange);
  });

  it('is as a stranger to one of more than four weeks ago, but for the agency that it asked', async () => {
    const [, school = ''] = desk.agencies;
    await desk.send(
      'ClosePanel',
      { panel },
      { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-county' },
    );
    await desk.followed();
    desk.standAt('2026-04-13T09:00:00Z');
    expect(await toPanel({ agency: school })).toEqual({ ...strange, ownAgency: true });
    desk.standAt('2026-04-14T09:00:00Z');
    expect(await toPanel({ agency: school })).toEqual(strange);
    expect(await toPanel({ agency: desk.agency })).toEqual({ ...strange, asked: true });
  });
});

describe('how someone stands to a request', () => {
  it('is as one of the agency that was asked about it', async () => {
    const [, school = ''] = desk.agencies;
    const asking = { request, agency: school, due: '2026-05-01', basis: 'PUBLIC_TASK' };
    await desk.send('RequestAgencyInformation', asking, {
      user: 'u-1',
      role: 'COORDINATOR',
      agency: 'organisation-county',
    });
    expect(await gathered.relations({ ...someone, agency: school }, request)).toMatchObject({ asked: true });
    expect(await gathered.relations(someone, request)).not.toHaveProperty('asked');
  });
});
