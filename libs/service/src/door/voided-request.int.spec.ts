import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { PanelDesk } from '../testing/panel-desk.ts';
import { coordinator } from '../testing/telling.ts';

let desk: PanelDesk;
beforeEach(async () => {
  desk = await PanelDesk.open();
});
afterEach(() => desk.close());

const BRUISE = 'A bruise seen on Monday.';

async function asked(): Promise<string> {
  const [person = ''] = desk.children;
  const { id } = await desk.send('ReceiveRequest', {
    ...{ source: '2A', channel: 'PHONE', urgency: 'SOON', agreement: 'NOT_SOUGHT', gss: 'E07000243' },
    children: [{ person, givenName: 'Ava', familyName: 'Hill', dateOfBirth: '2018-05-04', sex: 'F' }],
    answers: { whatIsWorrying: BRUISE },
    family: desk.family,
  });
  return id;
}

async function voidFirst(request: string) {
  const [entry = { id: '' }] = (await desk.events('RequestReceived')).filter(
    ({ stream }) => stream === request,
  );
  return desk.send('VoidEntry', { stream: request, entry: entry.id, reason: 'WRONG_PERSON' }, coordinator);
}

async function nowAt(position?: number) {
  await desk.followed();
  const until = position ?? (await desk.record.store.head());
  return {
    ...{ position: until, knownAt: desk.record.clock.now(), effectiveAt: null, provisional: false },
    view: 'AS_CORRECTED' as const,
  };
}

it('a request about the wrong child is in no list and no story once it is voided, but that it was', async () => {
  const { readers } = desk.record;
  const request = await asked();
  const decision = { outcome: 'IFST', rationale: BRUISE, decidedBy: desk.worker };
  const { position } = await desk.send('TriageRequest', { request, ...decision }, coordinator);
  const before = await nowAt(position);
  expect(readers.oversight.due({ by: '2026-12-31' }, before).edges).not.toEqual([]);
  await voidFirst(request);
  const at = await nowAt();
  expect(readers.requests.request(request)).toBeUndefined();
  expect(readers.requests.list({}).edges).toEqual([]);
  expect(readers.oversight.due({ by: '2026-12-31' }, at).edges).toEqual([]);
  expect(readers.requests.request(request, position)).toMatchObject({ state: 'TRIAGED' });
  const [ava = ''] = desk.children;
  const stories = [
    readers.timeline.familyTimeline(desk.family, at),
    readers.timeline.whatWasKnown(ava, at)?.events,
  ];
  for (const story of stories) {
    const told = (story?.edges ?? []).map(({ node }) => node).filter(({ stream }) => stream === request);
    expect(told.map(({ type }) => type)).toContain('EntryVoided');
    expect(told.filter(({ type }) => type !== 'EntryVoided')).toEqual([]);
    expect(JSON.stringify(told)).not.toContain(BRUISE);
  }
});

it('a request that help was opened from is not voided', async () => {
  const request = await asked();
  const level = { level: 'L2', indicators: ['L2.01'], rationale: 'Tired.' };
  await desk.send('OpenEpisode', {
    ...{ family: desk.family, route: 'REQUEST', request, district: 'herts.ff.stevenage', familyAgreed: true },
    ...{ agency: desk.agency, keyworker: desk.worker, decidedBy: desk.worker },
    children: desk.children.map((child) => ({ child, ...level })),
  });
  await desk.followed();
  await expect(voidFirst(request)).rejects.toMatchObject({ code: 'REQUEST_LED_TO_HELP' });
});

it('a request that a panel has before it is not voided, until it is withdrawn', async () => {
  const panel = await desk.panel('2026-03-16');
  const request = await desk.request();
  await desk.followed();
  await expect(voidFirst(request)).rejects.toMatchObject({ code: 'REQUEST_BEFORE_PANEL' });
  await desk.send('WithdrawRequest', { request, reason: 'MADE_IN_ERROR' });
  await desk.followed();
  await voidFirst(request);
  await desk.followed();
  expect(desk.agenda(panel)).toEqual([[request, 'WITHDRAWN']]);
  expect(desk.record.managers.parked()).toEqual([]);
});
