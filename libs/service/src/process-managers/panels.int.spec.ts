import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Rejected } from '#libs/contracts';
import type { Door } from '../door/door.ts';
import { PanelDesk } from '../testing/panel-desk.ts';
import { flagsOf } from './manager.ts';
import { ProcessManagers } from './managers.ts';
import { panelAgenda } from './panel-agenda.ts';
import { panelAllocation } from './panel-allocation.ts';
import type { PanelParts } from './panels.ts';

let desk: PanelDesk;
beforeEach(async () => {
  desk = await PanelDesk.open();
});
afterEach(() => desk.close());

describe('what was sent to a panel', () => {
  it('comes before the next panel of its district, the earliest that is still to sit', async () => {
    await desk.panel('2026-03-05');
    const later = await desk.panel('2026-03-23');
    const next = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.followed();
    expect(desk.agenda(next)).toEqual([[request, 'TABLED']]);
    expect(desk.agenda(later)).toEqual([]);
  });

  it('waits for a panel that is scheduled later, also where several wait', async () => {
    const requests = [await desk.request(), await desk.request()];
    await desk.followed();
    expect(await desk.events('ItemTabled')).toEqual([]);
    const panel = await desk.panel('2026-03-16');
    await desk.followed();
    expect(desk.agenda(panel)).toEqual(requests.map((request) => [request, 'TABLED']));
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('leaves the agenda when it is withdrawn, and comes back when it is reopened and sent again', async () => {
    const panel = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.followed();
    await desk.send('WithdrawRequest', { request, reason: 'FAMILY_DECLINED' });
    await desk.followed();
    expect(desk.agenda(panel)).toEqual([[request, 'WITHDRAWN']]);
    await desk.send('ReopenRequest', { request, reason: 'They agree now.' });
    await desk.triage(request);
    await desk.followed();
    expect(desk.agenda(panel)).toEqual([[request, 'TABLED']]);
  });
});

describe('what a panel puts off', () => {
  it('comes before the first panel of the day it was deferred to, or later', async () => {
    const first = await desk.panel('2026-03-16');
    const early = await desk.panel('2026-03-18');
    const due = await desk.panel('2026-03-30');
    const request = await desk.request();
    await desk.followed();
    await desk.defer(first, request, '2026-03-25');
    await desk.followed();
    expect(desk.agenda(first)).toEqual([[request, 'DEFERRED']]);
    expect(desk.agenda(early)).toEqual([]);
    expect(desk.agenda(due)).toEqual([[request, 'TABLED']]);
  });

  it('waits where no such panel is scheduled, until one is', async () => {
    const first = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.followed();
    await desk.defer(first, request, '2026-03-25');
    await desk.followed();
    const early = await desk.panel('2026-03-18');
    const due = await desk.panel('2026-03-30');
    await desk.followed();
    expect(desk.agenda(early)).toEqual([]);
    expect(desk.agenda(due)).toEqual([[request, 'TABLED']]);
  });
});

describe('an agency that a panel allocates', () => {
  it('has help opened by its yes, once, however often what follows is looked at', async () => {
    const panel = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.decide(panel, request);
    await desk.answer('AcceptAllocation', panel, request);
    await desk.followed();
    const [opened, ...more] = await desk.events('EpisodeOpened');
    expect(more).toEqual([]);
    expect(opened).toMatchObject({
      stream: desk.family,
      source: 'SYSTEM',
      data: { children: desk.children, request, route: 'REQUEST', district: 'herts.ff.stevenage' },
    });
    const size = await desk.record.store.head();
    await lookAgain();
    expect(await desk.record.store.head()).toBe(size);
  });

  it('has children added where help is open already, and those who are helped keep their level', async () => {
    const [ava = '', ben = ''] = desk.children;
    const level = { level: 'L3', indicators: ['L3.01'], rationale: 'Worse.' };
    await desk.send('OpenEpisode', {
      family: desk.family,
      children: [{ child: ava, ...level }],
      route: 'SELF',
      district: 'herts.ff.stevenage',
      agency: desk.agency,
      keyworker: desk.worker,
      familyAgreed: true,
      decidedBy: desk.worker,
    });
    const panel = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.decide(panel, request);
    await desk.answer('AcceptAllocation', panel, request);
    await desk.followed();
    expect((await desk.events('ChildAddedToEpisode')).map(({ data }) => data['child'])).toEqual([ben]);
    expect(await desk.events('EpisodeOpened')).toHaveLength(1);
    expect(await desk.events('SteppedDown')).toEqual([]);
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('that declines leaves it to the panel while that sits, and to the next one after', async () => {
    const panel = await desk.panel('2026-03-16');
    const next = await desk.panel('2026-03-23');
    const requests = [await desk.request(), await desk.request()];
    const [first = '', second = ''] = requests;
    await desk.decide(panel, first);
    await desk.send('DecideItem', desk.decisionOn(panel, second), {
      user: 'u-chair',
      role: 'PANEL_CHAIR',
      agency: 'organisation-county',
    });
    await desk.followed();
    await desk.answer('DeclineAllocation', panel, first);
    await desk.followed();
    expect(desk.agenda(next)).toEqual([]);
    await desk.defer(panel, first, '2026-03-20');
    await desk.send(
      'ClosePanel',
      { panel },
      { user: 'u-1', role: 'COORDINATOR', agency: 'organisation-county' },
    );
    await desk.answer('DeclineAllocation', panel, second);
    await desk.followed();
    expect(desk.agenda(next)).toEqual([
      [first, 'TABLED'],
      [second, 'TABLED'],
    ]);
    expect(await desk.events('EpisodeOpened')).toEqual([]);
  });
});

function partsOf(): PanelParts {
  const { record } = desk;
  const { vault, projector, store } = record;
  return {
    ...record,
    caughtUp: async () => projector.reached(await store.head()),
    opened: async (event) => {
      await vault.prepare(event.sealed.map(({ subject }) => subject));
      return vault.open(event).data;
    },
    flagOf: flagsOf(vault),
  };
}

/** Two more followers that look at the whole log from its start, at once. */
async function lookAgain(): Promise<void> {
  const { record, folder } = desk;
  const { store } = record;
  const parts = partsOf();
  const managers = [panelAgenda(parts), panelAllocation(parts)];
  const again = [1, 2].map(
    (nth) => new ProcessManagers({ ...record, managers, file: join(folder, `${nth}.json`) }),
  );
  for (const each of again) each.start();
  const head = await store.head();
  await Promise.all(again.map((each) => each.reached(head)));
  for (const each of again) expect(each.parked()).toEqual([]);
  await Promise.all(again.map((each) => each.close()));
}

describe('what follows while the store is in trouble', () => {
  it('is done once, though its answer was lost, or nothing could be written for a while', async () => {
    const panel = await desk.panel('2026-03-16');
    await desk.record.managers.close();
    const request = await desk.request();
    const { record } = desk;
    const turns = ['OUT_OF_REACH', 'ANSWER_LOST'];
    const door: Door = {
      send: async (sent) => {
        const turn = turns.shift();
        if (turn === 'OUT_OF_REACH') throw new Rejected('STORE_UNAVAILABLE');
        const answer = await record.door.send(sent);
        if (turn === 'ANSWER_LOST') throw new Rejected('OUTCOME_UNKNOWN');
        return answer;
      },
    };
    const file = join(desk.folder, 'troubled.json');
    const follower = new ProcessManagers({ ...record, door, managers: [panelAgenda(partsOf())], file });
    follower.start();
    await follower.reached(await record.store.head());
    await follower.close();
    expect(turns).toEqual([]);
    expect(follower.parked()).toEqual([]);
    await record.projector.reached(await record.store.head());
    expect(desk.agenda(panel)).toEqual([[request, 'TABLED']]);
    expect(await desk.events('ItemTabled')).toHaveLength(1);
  });
});

describe('two followers at once', () => {
  it('do no more than one', async () => {
    const panel = await desk.panel('2026-03-16');
    const requests = await Promise.all([1, 2, 3].map(() => desk.request()));
    await lookAgain();
    await desk.followed();
    expect(
      desk
        .agenda(panel)
        .map(([item]) => item)
        .sort(),
    ).toEqual([...requests].sort());
    expect(await desk.events('ItemTabled')).toHaveLength(3);
  });

  it('find nothing to do, and park nothing, when all is long past', async () => {
    const panel = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.decide(panel, request);
    await desk.answer('AcceptAllocation', panel, request);
    await desk.followed();
    desk.standAt('2026-04-20T09:00:00Z');
    const size = await desk.record.store.head();
    await lookAgain();
    expect(await desk.record.store.head()).toBe(size);
  });
});
