import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PanelDesk } from '../testing/panel-desk.ts';

let desk: PanelDesk;
let episode: string;
beforeEach(async () => {
  desk = await PanelDesk.open();
  episode = await desk.helped();
});
afterEach(() => desk.close());

const heldBy = () => {
  const { agency, keyworker, episode: open } = desk.record.readers.families.family(desk.family) ?? {};
  return { episode: open, agency, keyworker };
};

/** A panel allocates the open episode to the school, which accepts. */
async function allocated(date: string, familyAgreed: boolean): Promise<void> {
  const panel = await desk.panel(date);
  await desk.send('TableItem', { panel, item: episode, evidencePositions: [1] });
  await desk.convene(panel);
  const [, agency = ''] = desk.agencies;
  const [, keyworker = ''] = desk.workers;
  await desk.send('DecideItem', { ...desk.decisionOn(panel, episode), agency, keyworker }, desk.chair);
  await desk.followed();
  await desk.send('AcceptAllocation', { panel, item: episode, agency, familyAgreed });
  await desk.followed();
}

describe('an open episode that is before a panel', () => {
  it('goes to the agency that takes it on, and to its keyworker, and is one episode still', async () => {
    await allocated('2026-03-16', true);
    const [, agency] = desk.agencies;
    const [, keyworker] = desk.workers;
    expect(heldBy()).toEqual({ episode, agency, keyworker });
    expect(await desk.events('EpisodeOpened')).toHaveLength(1);
    expect(await desk.events('AccountableAgencyChanged')).toHaveLength(1);
    expect(await desk.events('KeyworkerHandedOver')).toMatchObject([
      { source: 'SYSTEM', data: { from: desk.worker, to: keyworker } },
    ]);
    expect(desk.record.managers.parked()).toEqual([]);
    const { gaps } = desk.record.readers.oversight.ownershipGaps(
      desk.record.readers.asOf(undefined, desk.record.clock.now()),
    );
    expect(gaps).toEqual([]);
  });

  it('stays where it is while the family was not asked again, for a person to see', async () => {
    await allocated('2026-03-16', false);
    expect(heldBy()).toEqual({ episode, agency: desk.agency, keyworker: desk.worker });
    expect(desk.record.managers.parked()).toMatchObject([{ code: 'AGREEMENT_NOT_REVIEWED' }]);
  });

  it('is on one agenda at a time, and may be on the next once that one has decided', async () => {
    const first = await desk.panel('2026-03-16');
    const second = await desk.panel('2026-03-18');
    const tabled = (panel: string) =>
      desk.send('TableItem', { panel, item: episode, evidencePositions: [1] });
    await tabled(first);
    await expect(tabled(second)).rejects.toMatchObject({ code: 'ITEM_TABLED_ELSEWHERE' });
    await desk.convene(first);
    const said = { outcome: 'PARENTING_PROGRAMME', rationale: 'She asks for it.', decidedBy: desk.worker };
    await desk.send('DecideItem', { panel: first, item: episode, ...said }, desk.chair);
    await tabled(second);
  });

  it('comes before another panel later, which may put it off as if none had decided', async () => {
    await allocated('2026-03-16', true);
    const second = await desk.panel('2026-03-23');
    const third = await desk.panel('2026-03-30');
    await desk.send('TableItem', { panel: second, item: episode, evidencePositions: [1] });
    await desk.defer(second, episode, '2026-03-25');
    await desk.followed();
    expect(desk.agenda(second)).toEqual([[episode, 'DEFERRED']]);
    expect(desk.agenda(third)).toEqual([[episode, 'TABLED']]);
  });
});
