import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCodeSets, type CodeSet } from '#libs/reference';
import { coordinator } from '../testing/telling.ts';
import { DISTRICT, PanelDesk } from '../testing/panel-desk.ts';

const ST_ALBANS = 'herts.ff.st-albans';

let desk: PanelDesk;
afterEach(() => desk.close());

const moves = (to = ST_ALBANS) => desk.send('ChangeDistrict', { family: desk.family, to });
const requestOf = (request: string) => desk.record.readers.requests.request(request);

describe('a family that moves to another district', () => {
  beforeEach(async () => {
    desk = await PanelDesk.open();
  });

  it('takes its request with it, from the panel to come to the next one there', async () => {
    const left = await desk.panel('2026-03-16');
    const there = await desk.panel('2026-03-18', ST_ALBANS);
    const request = await desk.request();
    await desk.followed();
    await moves();
    await desk.followed();
    expect(desk.agenda(left)).toEqual([[request, 'WITHDRAWN']]);
    expect(desk.agenda(there)).toEqual([[request, 'TABLED']]);
    expect(requestOf(request)).toMatchObject({ state: 'TABLED', district: ST_ALBANS, panel: there });
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('takes the request of a family that was merged into it as well', async () => {
    await desk.panel('2026-03-16');
    const there = await desk.panel('2026-03-18', ST_ALBANS);
    const request = await desk.request();
    const members = desk.children.slice(1).map((person) => ({ person, role: 'CHILD' }));
    const { id: survivor } = await desk.send('RegisterFamily', { members });
    const [requestedBy = '', approvedBy = ''] = desk.workers;
    const four = { reason: 'One household.', requestedBy, approvedBy, agreementReviewed: true };
    await desk.send('MergeFamilies', { retired: desk.family, survivor, ...four });
    await desk.followed();
    await desk.send('ChangeDistrict', { family: survivor, to: ST_ALBANS });
    await desk.followed();
    expect(requestOf(request)).toMatchObject({ state: 'TABLED', district: ST_ALBANS, panel: there });
  });

  it('has its request again where it lives, once the move turns out to be to elsewhere, or none', async () => {
    const lives = await desk.panel('2026-03-16');
    const thought = await desk.panel('2026-03-18', ST_ALBANS);
    const elsewhere = await desk.panel('2026-03-19', 'herts.ff.dacorum');
    const [request, sent] = [await desk.request(), await desk.request()];
    await desk.followed();
    await moves();
    await desk.followed();
    await desk.send('RedirectRequest', {
      request: sent,
      district: 'herts.ff.broxbourne',
      reason: 'OTHER_DISTRICT',
    });
    const { id: entry, stream } = (await desk.events('DistrictChanged'))[0] ?? { id: '', stream: '' };
    const replaced = { districtChanged: { to: 'herts.ff.dacorum' } };
    await desk.send('CorrectEntry', { stream, entry, reason: 'TYPO', replaced });
    await desk.followed();
    expect(desk.agenda(thought)).toEqual(expect.arrayContaining([[request, 'WITHDRAWN']]));
    expect(desk.agenda(elsewhere)).toEqual([[request, 'TABLED']]);
    await desk.send('VoidEntry', { stream, entry, reason: 'WRONG_PERSON' });
    await desk.followed();
    expect(desk.agenda(elsewhere)).toEqual([[request, 'WITHDRAWN']]);
    expect(desk.agenda(lives)).toEqual(expect.arrayContaining([[request, 'TABLED']]));
    expect(requestOf(request)).toMatchObject({ state: 'TABLED', panel: lives });
    expect(requestOf(sent)).toMatchObject({ district: 'herts.ff.broxbourne' });
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('takes the item of its open episode back, once the move turns out to be none', async () => {
    const episode = await desk.helped();
    const lives = await desk.panel('2026-03-16');
    const thought = await desk.panel('2026-03-18', ST_ALBANS);
    await desk.send('TableItem', { panel: lives, item: episode, evidencePositions: [1] });
    await moves();
    await desk.followed();
    expect(desk.agenda(thought)).toEqual([[episode, 'TABLED']]);
    const { id: entry, stream } = (await desk.events('DistrictChanged'))[0] ?? { id: '', stream: '' };
    await desk.send('VoidEntry', { stream, entry, reason: 'WRONG_PERSON' });
    await desk.followed();
    expect(desk.agenda(thought)).toEqual([[episode, 'WITHDRAWN']]);
    expect(desk.agenda(lives)).toEqual([[episode, 'TABLED']]);
  });

  it('leaves behind what is decided, though children’s services are to be told of it still', async () => {
    const [request, concern] = [await desk.received(), await desk.received()];
    const triaged = { rationale: 'He is hurt.', decidedBy: desk.worker };
    await desk.send(
      'TriageRequest',
      { request, outcome: 'STEP_UP_CHILDRENS_SERVICES', ...triaged },
      coordinator,
    );
    await desk.send('TriageRequest', { request: concern, outcome: 'SFYP', ...triaged }, coordinator);
    const identified = { request: concern, concern: 'A bruise.', identifiedBy: desk.worker };
    await desk.send('IdentifySafeguardingConcern', identified, coordinator);
    await desk.followed();
    await moves();
    await desk.followed();
    for (const each of [request, concern]) expect(requestOf(each)).toMatchObject({ district: DISTRICT });
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('waits there for a panel to be scheduled', async () => {
    await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.followed();
    await moves();
    await desk.followed();
    expect(requestOf(request)).toMatchObject({ state: 'AT_PANEL', district: ST_ALBANS, panel: null });
    const there = await desk.panel('2026-03-25', ST_ALBANS);
    await desk.followed();
    expect(desk.agenda(there)).toEqual([[request, 'TABLED']]);
  });

  it('is decided on by nobody there who declared an interest before', async () => {
    const left = await desk.panel('2026-03-16');
    const there = await desk.panel('2026-03-18', ST_ALBANS);
    const request = await desk.request();
    await desk.followed();
    const member = desk.worker;
    const expected = { panel: left, member, agency: desk.agency };
    await desk.send('ExpectPanelMember', expected, coordinator);
    const conflict = { panel: left, item: request, member, nature: 'A neighbour of the family.' };
    await desk.send('DeclareConflictOfInterest', conflict, desk.chair);
    await moves();
    await desk.followed();
    const again = await desk.request();
    const sentOn = { request: again, district: ST_ALBANS, reason: 'FAMILY_MOVED' };
    await desk.send('RedirectRequest', sentOn, coordinator);
    await desk.followed();
    desk.standAt('2026-03-18T09:00:00Z');
    await desk.convene(there);
    await desk.followed();
    for (const item of [request, again])
      await expect(desk.send('DecideItem', desk.decisionOn(there, item), desk.chair)).rejects.toMatchObject({
        code: 'CONFLICT_OF_INTEREST',
      });
  });

  it('has decided on what its panel sits on that day, and has decided', async () => {
    const today = await desk.panel('2026-03-09');
    const there = await desk.panel('2026-03-18', ST_ALBANS);
    const [first, second] = [await desk.request(), await desk.request()];
    await desk.decide(today, first);
    await moves();
    await desk.followed();
    expect(desk.agenda(today)).toEqual([
      [first, 'DECIDED'],
      [second, 'TABLED'],
    ]);
    expect(desk.agenda(there)).toEqual([]);
    expect(await desk.events('RequestRedirected')).toEqual([]);
  });

  it('comes with what was put off, from the day it was put off to', async () => {
    const left = await desk.panel('2026-03-16');
    const request = await desk.request();
    await desk.followed();
    await desk.defer(left, request, '2026-03-24');
    await moves();
    await desk.followed();
    const early = await desk.panel('2026-03-18', ST_ALBANS);
    const due = await desk.panel('2026-03-25', ST_ALBANS);
    await desk.followed();
    expect(desk.agenda(early)).toEqual([]);
    expect(desk.agenda(due)).toEqual([[request, 'TABLED']]);
  });

  it('is triaged where it lives, when it was not yet', async () => {
    const there = await desk.panel('2026-03-18', ST_ALBANS);
    const request = await desk.received();
    await moves();
    await desk.followed();
    await desk.triage(request);
    await desk.followed();
    expect(desk.agenda(there)).toEqual([[request, 'TABLED']]);
  });

  it('takes the item of its open episode with it once a panel there is scheduled, and leaves it till then', async () => {
    const episode = await desk.helped();
    const left = await desk.panel('2026-03-16');
    await desk.send('TableItem', { panel: left, item: episode, evidencePositions: [1] });
    await moves();
    await desk.followed();
    expect(desk.agenda(left)).toEqual([[episode, 'TABLED']]);
    const there = await desk.panel('2026-03-18', 'herts.ff.dacorum');
    await moves('herts.ff.dacorum');
    await desk.followed();
    expect(desk.agenda(left)).toEqual([[episode, 'WITHDRAWN']]);
    expect(desk.agenda(there)).toEqual([[episode, 'TABLED']]);
  });
});

describe('a district that is replaced', () => {
  const EAST = 'herts.ff.east';
  const redrawn = readCodeSets().map((set): CodeSet => (set.name === 'district' ? redraw(set) : set));
  function redraw({ codes, ...set }: CodeSet): CodeSet {
    const ended = codes.map((code) =>
      code.code === DISTRICT ? { ...code, validTo: '2028-03-31', replacedBy: EAST } : code,
    );
    return { ...set, codes: [...ended, { code: EAST, title: 'East', validFrom: '2028-04-01' }] };
  }

  beforeEach(async () => {
    desk = await PanelDesk.open({ codeSets: redrawn, now: '2028-03-27T09:00:00Z' });
  });

  it('leaves what is still to come before its panels to those of the one in its place', async () => {
    const sits = await desk.panel('2028-03-28');
    const [before, after] = [await desk.request(), await desk.request()];
    await desk.followed();
    await desk.decide(sits, before);
    await desk.defer(sits, after, '2028-04-03');
    await desk.send('ClosePanel', { panel: sits }, coordinator);
    await desk.followed();
    const waiting = await desk.request();
    await desk.followed();
    desk.standAt('2028-04-03T09:00:00Z');
    const next = await desk.panel('2028-04-11', EAST);
    await desk.followed();
    expect(desk.agenda(sits)).toEqual([
      [before, 'DECIDED'],
      [after, 'DEFERRED'],
    ]);
    expect(requestOf(waiting)).toMatchObject({ state: 'TABLED', district: EAST });
    expect(desk.agenda(next).sort()).toEqual(
      [
        [after, 'TABLED'],
        [waiting, 'TABLED'],
      ].sort(),
    );
    expect(requestOf(before)).toMatchObject({ district: DISTRICT });
    expect(desk.record.managers.parked()).toEqual([]);
  });

  it('has no panel after its last day', async () => {
    await expect(desk.panel('2028-04-04')).rejects.toMatchObject({ code: 'CODE_NOT_CURRENT' });
  });
});
