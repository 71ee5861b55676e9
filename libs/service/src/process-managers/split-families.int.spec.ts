import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HelpedFamily, asOf } from '../testing/helped-family.ts';
import type { PanelDesk } from '../testing/panel-desk.ts';
import { order } from '../testing/small-record.ts';
import { teamManager } from '../testing/telling.ts';

let helped: HelpedFamily;
let desk: PanelDesk;
let episode: string;
let mia: string;
let tom: string;
beforeEach(async () => {
  helped = await HelpedFamily.open();
  ({ desk, episode, mia, tom } = helped);
}, 30_000);
afterEach(() => desk.close());

describe('a family that splits', () => {
  async function split(): Promise<{ part: string; position: number }> {
    await desk.send('AddMember', { family: desk.family, person: tom, role: 'FATHER' });
    const members = [mia, ...desk.children];
    const data = { family: desk.family, members, episode, reason: 'SEPARATED', decidedBy: desk.worker };
    const { id: part, position } = await desk.send('SplitFamily', data);
    await desk.followed();
    return { part, position };
  }

  it('is two families, of which one goes on with the help, the same at every position', async () => {
    const { part, position } = await split();
    expect(helped.told(desk.family)).toMatchObject({
      members: [{ person: tom }],
      splitInto: [part],
      episodes: [{ episode, status: 'CONTINUED', continuedIn: part }],
    });
    expect(helped.told(part)).toMatchObject({
      splitFrom: desk.family,
      episodes: [{ episode, status: 'OPEN', continuedFrom: desk.family, keyworker: desk.worker }],
    });
    const roles = helped.told(part)?.members.map(({ person, role, livesHere }) => [person, role, livesHere]);
    expect(new Set(roles)).toEqual(
      new Set([[mia, 'MOTHER', 'FULL'], ...desk.children.map((child) => [child, 'CHILD', null])]),
    );
    expect(await helped.heldBy(position - 3)).toEqual({
      families: new Set([desk.family, part]),
      isOneAtATime: true,
    });
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('shows the help as one, with its opening, in the new family; and nothing there of what came after in the other', async () => {
    const { part } = await split();
    await desk.send('ReceiveInformation', { family: desk.family, from: 'POLICE', summary: 'Attended.' });
    await helped.supervised(part);
    await desk.followed();
    expect(helped.types(part)).toEqual(
      expect.arrayContaining(['EpisodeOpened', 'FamilySplit', 'SupervisionRecorded']),
    );
    expect(helped.types(part)).not.toContain('InformationReceived');
    expect(helped.types(desk.family)).not.toContain('SupervisionRecorded');
  });

  it('stands at the level of the latest day, in rules and lists alike, where one of an earlier day is told after', async () => {
    const [child = ''] = desk.children;
    const step = { episode, child, indicators: ['L3.01'], rationale: 'Seen.', decidedBy: desk.worker };
    desk.standAt('2026-03-11T09:00:00Z');
    const up = { ...step, family: desk.family, from: 'L2', to: 'L3' };
    await desk.send('StepUp', up);
    desk.standAt('2026-03-12T09:00:00Z');
    const { part } = await split();
    const { door, readers } = desk.record;
    const down = { ...step, family: part, from: 'L3', to: 'L2', indicators: ['L2.01'] };
    const late = { actor: teamManager, occurredAt: { precision: 'DATE', value: '2026-03-10' } } as const;
    await door.send(order('StepDown', down, late));
    await desk.followed();
    expect(helped.told(part)?.episodes[0]?.children).toContainEqual(
      expect.objectContaining({ child, level: 'L3' }),
    );
    expect(readers.families.family(part)).toMatchObject({ level: 'L3' });
    await expect(desk.send('StepUp', { ...up, family: part })).rejects.toMatchObject({ code: 'WRONG_LEVEL' });
    expect(await desk.events('DataQualityFlagRaised')).toHaveLength(1);
  });

  it('keeps the clocks, the caseload and who may be found by the child', async () => {
    const { part, position } = await split();
    const { caseload, oversight } = desk.record.readers;
    expect(caseload.ofWorker(desk.worker).edges.map(({ node }) => node.family)).toEqual([part]);
    expect(caseload.ofWorker(desk.worker, { position }).edges.map(({ node }) => node.family)).toEqual([
      desk.family,
    ]);
    const [child = ''] = desk.children;
    expect(desk.record.readers.families.openEpisodesOf([child])).toMatchObject([{ family: part, episode }]);
    expect(desk.record.readers.families.openEpisodesOf([child], position)).toMatchObject([
      { family: desk.family, episode },
    ]);
    const now = { ...asOf(), position: await desk.record.store.head(), knownAt: desk.record.clock.now() };
    const due = oversight.due({ by: '2030-01-01' }, now).edges.map(({ node }) => node);
    expect(due.map(({ clock, family, startedOn }) => [clock, family, startedOn]).sort()).toEqual([
      ['AGREEMENT_REVIEW', part, '2026-03-09'],
      ['DRIFT', part, '2026-03-09'],
      ['FIRST_TAF', part, '2026-03-09'],
    ]);
    expect(oversight.ownershipGaps(now)).toEqual({ gaps: [], daysWithoutOwner: 0 });
    expect(desk.record.readers.timeline.levelHistory(child, asOf()).map(({ to }) => to)).toEqual([null]);
  });

  it('ends where it goes on: the closure there ends the level of the child', async () => {
    const { part } = await split();
    const outcomes = desk.children.map((child) => ({ child, outcome: 'Well.' }));
    await desk.send('CloseEpisode', { family: part, episode, reason: 'OUTCOMES_MET', outcomes });
    await desk.followed();
    const [child = ''] = desk.children;
    expect(desk.record.readers.timeline.levelHistory(child, asOf()).map(({ to }) => to?.precision)).toEqual([
      'INSTANT',
    ]);
    expect(helped.told(desk.family)?.episodes[0]).toMatchObject({ status: 'CONTINUED', continuedIn: part });
    expect(helped.held(part)).toBeNull();
  });
});
