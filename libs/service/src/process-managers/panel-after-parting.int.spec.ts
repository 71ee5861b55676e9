import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HelpedFamily } from '../testing/helped-family.ts';
import { PanelDesk } from '../testing/panel-desk.ts';
import { coordinator } from '../testing/telling.ts';

const DAY = '2026-03-16';

async function adultOf(desk: PanelDesk): Promise<string> {
  const names = [{ use: 'LEGAL', given: 'Tom', family: 'Hill' }];
  return (await desk.send('RegisterPerson', { names, sex: 'U', adult: true })).id;
}

/** Tom, by himself. */
async function tomsOf(desk: PanelDesk): Promise<string> {
  const members = [{ person: await adultOf(desk), role: 'FATHER' }];
  return (await desk.send('RegisterFamily', { members })).id;
}

describe('help that a panel allocates', () => {
  let desk: PanelDesk;
  beforeEach(async () => {
    desk = await PanelDesk.open();
  });
  afterEach(() => desk.close());

  const episodeOf = (family: string) => desk.record.readers.families.family(family)?.episode;
  const approved = () => ({ requestedBy: desk.workers[0] ?? '', approvedBy: desk.workers[1] ?? '' });

  it('opens in the family that theirs was merged into since', async () => {
    const request = await desk.request();
    const panel = await desk.panel(DAY);
    await desk.followed();
    await desk.decide(panel, request);
    const toms = await tomsOf(desk);
    const merge = { retired: desk.family, survivor: toms, reason: 'One household.', ...approved() };
    await desk.send('MergeFamilies', merge);
    await desk.followed();
    await desk.answer('AcceptAllocation', panel, request);
    await desk.followed();
    expect(desk.record.managers.parked()).toEqual([]);
    expect(episodeOf(toms)).toMatch(/^episode-/);
    expect(await desk.events('EpisodeOpened')).toMatchObject([{ stream: toms, data: { request } }]);
  });

  it('opens in the part that the children went to, once the request is that family’s', async () => {
    const tom = await adultOf(desk);
    await desk.send('AddMember', { family: desk.family, person: tom, role: 'FATHER' });
    const request = await desk.request();
    const panel = await desk.panel(DAY);
    await desk.followed();
    await desk.decide(panel, request);
    const split = {
      family: desk.family,
      members: desk.children,
      reason: 'SEPARATED',
      decidedBy: desk.worker,
    };
    const part = (await desk.send('SplitFamily', split)).id;
    await desk.followed();
    await desk.answer('AcceptAllocation', panel, request);
    await desk.followed();
    const [waiting] = desk.record.managers.parked();
    expect(waiting).toMatchObject({ code: 'NOT_A_MEMBER' });
    await desk.send('LinkRequestToFamily', { request, family: part }, coordinator);
    await desk.followed();
    if (waiting) await desk.record.managers.retry(waiting, desk.chair.user);
    expect(desk.record.managers.parked()).toEqual([]);
    await desk.followed();
    expect(episodeOf(part)).toMatch(/^episode-/);
  });
});

describe('an open episode that a panel allocates', () => {
  it('goes to whom it was allocated to, also where it goes on in another family since', async () => {
    await using helped = await helpedFamily();
    const { desk, episode } = helped;
    const toms = await tomsOf(desk);
    const panel = await desk.panel(DAY);
    await desk.send('TableItem', { panel, item: episode, evidencePositions: [1] });
    await desk.convene(panel);
    const [, agency = ''] = desk.agencies;
    const [, keyworker = ''] = desk.workers;
    await desk.send('DecideItem', { ...desk.decisionOn(panel, episode), agency, keyworker }, desk.chair);
    const merge = { retired: desk.family, survivor: toms, reason: 'One household.', ...helped.merging };
    await desk.send('MergeFamilies', merge);
    await desk.followed();
    await desk.send('AcceptAllocation', { panel, item: episode, agency, familyAgreed: true });
    await desk.followed();
    expect(desk.record.managers.parked()).toEqual([]);
    expect(desk.record.readers.families.family(toms)).toMatchObject({ episode, agency, keyworker });
  });
});

async function helpedFamily(): Promise<HelpedFamily & AsyncDisposable> {
  const helped = await HelpedFamily.open();
  return Object.assign(helped, { [Symbol.asyncDispose]: () => helped.desk.close() });
}
