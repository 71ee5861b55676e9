import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/contracts';
import { PanelDesk } from '../testing/panel-desk.ts';

let desk: PanelDesk;
beforeEach(async () => {
  desk = await PanelDesk.open();
});
afterEach(() => desk.close());

const last = async (type: string): Promise<StoredEvent> => {
  const found = (await desk.events(type)).at(-1);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
};

async function voided({ stream, id: entry }: StoredEvent): Promise<void> {
  await desk.send('VoidEntry', { stream, entry, reason: 'WRONG_PERSON' });
  await desk.followed();
}

describe('what a panel put off', () => {
  it.each([
    ['a request', () => desk.request()],
    ['an open episode', () => desk.helped()],
  ])('is decided by the panel on whose agenda it is by then: %s', async (_, begin) => {
    const [first, next] = [await desk.panel('2026-03-16'), await desk.panel('2026-03-30')];
    const item = await begin();
    if (item.startsWith('episode-'))
      await desk.send('TableItem', { panel: first, item, evidencePositions: [1] });
    await desk.followed();
    await desk.convene(first);
    await desk.defer(first, item, '2026-03-25');
    await desk.followed();
    const elsewhere = { code: 'ITEM_TABLED_ELSEWHERE', details: { panel: next } };
    const decided = desk.send('DecideItem', desk.decisionOn(first, item), desk.chair);
    await expect(decided).rejects.toMatchObject(elsewhere);
    await expect(desk.defer(first, item, '2026-04-01')).rejects.toMatchObject(elsewhere);
    await desk.decide(next, item);
    await expect(desk.defer(first, item, '2026-04-01')).rejects.toMatchObject(elsewhere);
    expect([desk.agenda(first), desk.agenda(next)]).toEqual([[[item, 'DEFERRED']], [[item, 'DECIDED']]]);
  });
});

describe('a withdrawal that is voided', () => {
  const stateOf = (request: string) => desk.record.readers.requests.request(request)?.state;

  it('leaves the request to the next panel, and takes it off again where it was so after all', async () => {
    const panel = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.followed();
    await desk.send('WithdrawRequest', { request, reason: 'FAMILY_DECLINED' });
    await desk.followed();
    await voided(await last('RequestWithdrawn'));
    expect([stateOf(request), desk.agenda(panel)]).toEqual(['TABLED', [[request, 'TABLED']]]);
    await voided(await last('EntryVoided'));
    expect([stateOf(request), desk.agenda(panel)]).toEqual(['WITHDRAWN', [[request, 'WITHDRAWN']]]);
  });

  it('leaves it waiting where no panel is to sit, until one is scheduled', async () => {
    const past = await desk.panel('2026-03-09');
    const request = await desk.request();
    await desk.followed();
    expect(desk.agenda(past)).toEqual([[request, 'TABLED']]);
    await desk.send('WithdrawRequest', { request, reason: 'FAMILY_DECLINED' });
    await desk.followed();
    desk.standAt('2026-03-10T09:00:00Z');
    await voided(await last('RequestWithdrawn'));
    expect(stateOf(request)).toBe('AT_PANEL');
    const panel = await desk.panel('2026-03-16');
    await desk.followed();
    expect(desk.agenda(panel)).toEqual([[request, 'TABLED']]);
  });
});
