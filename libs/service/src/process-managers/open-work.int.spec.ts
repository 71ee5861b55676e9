import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PanelDesk } from '../testing/panel-desk.ts';
import { coordinator } from '../testing/telling.ts';

let desk: PanelDesk;
beforeEach(async () => {
  desk = await PanelDesk.open();
});
afterEach(() => desk.close());

const child = { givenName: 'Ava', familyName: 'Hill', dateOfBirth: '2018-05-04', sex: 'F' };

async function asked(about: { persons?: readonly string[]; family?: string }, urgency = 'ROUTINE') {
  const { persons = [], ...named } = about;
  const { id } = await desk.send('ReceiveRequest', {
    ...{ source: '6', channel: 'PORTAL', urgency, agreement: 'NOT_SOUGHT', gss: 'E07000243' },
    children: persons.length === 0 ? [child] : persons.map((person) => ({ ...child, person })),
    answers: { whatIsWorrying: 'Called out at night.' },
    ...named,
  });
  return id;
}

async function told(request: string) {
  await desk.followed();
  expect(desk.record.managers.parked()).toEqual([]);
  return desk.record.readers.requests.request(request);
}

/** What is due of the keyworker about a request. */
async function due(request: string): Promise<string[]> {
  const { store, readers, clock } = desk.record;
  const at = { position: await store.head(), knownAt: clock.now(), effectiveAt: null, provisional: false };
  const { edges } = readers.oversight.due({ worker: desk.worker, by: '2026-12-31' }, at);
  return edges.filter(({ node }) => node.request === request).map(({ node }) => node.clock);
}

describe('a request', () => {
  it.each([
    ['URGENT', 'REQUEST_TRIAGED_URGENT'],
    ['ROUTINE', 'REQUEST_TRIAGED'],
  ])('about a child who is helped is among what is due of whoever helps: %s', async (urgency, clock) => {
    const episode = await desk.helped();
    const request = await asked({ persons: desk.children }, urgency);
    const help = { state: 'RECEIVED', family: desk.family, episode, keyworker: desk.worker };
    expect(await told(request)).toMatchObject({ ...help, waitingSince: expect.any(String) });
    expect(await due(request)).toContain(clock);
    expect(await desk.events('DataQualityFlagRaised')).toEqual([]);
  });

  it('about a family that is helped does so too, and one that is only found to be about it', async () => {
    const episode = await desk.helped();
    expect(await told(await asked({ family: desk.family }))).toMatchObject({ episode });
    const unknown = await asked({});
    expect(await told(unknown)).toMatchObject({ family: null, episode: null });
    await desk.send('LinkRequestToFamily', { request: unknown, family: desk.family }, coordinator);
    expect(await told(unknown)).toMatchObject({ family: desk.family, episode });
  });

  it('about a family that was merged into one that is helped points at that help', async () => {
    const adult = { names: [{ use: 'LEGAL', given: 'Tom', family: 'Hill' }], sex: 'U', adult: true };
    const person = (await desk.send('RegisterPerson', adult)).id;
    const members = [{ person, role: 'FATHER' }];
    const retired = (await desk.send('RegisterFamily', { members })).id;
    const episode = await desk.helped();
    const [requestedBy = '', approvedBy = ''] = desk.workers;
    const merge = { retired, survivor: desk.family, reason: 'One household.', agreementReviewed: true };
    await desk.send('MergeFamilies', { ...merge, requestedBy, approvedBy });
    await desk.followed();
    const help = { family: desk.family, episode, keyworker: desk.worker };
    expect(await told(await asked({ family: retired }))).toMatchObject(help);
  });

  it('with which help began does not point at that, and what is before a panel stays there', async () => {
    const [person = ''] = desk.children;
    const request = await asked({ persons: [person] });
    expect(await told(request)).toMatchObject({ episode: null });
    await desk.helped();
    const sent = await asked({});
    await desk.triage(sent);
    for (const each of [request, sent])
      await desk.send('LinkRequestToFamily', { request: each, family: desk.family }, coordinator);
    expect(await told(request)).toMatchObject({ state: 'RECEIVED', episode: null });
    expect(await told(sent)).toMatchObject({ state: 'AT_PANEL', family: desk.family, episode: null });
  });

  it('about children who are helped in two families is put to a person', async () => {
    await desk.helped();
    const names = [{ use: 'LEGAL', given: 'Eva', family: 'Reed' }];
    const { id: eva } = await desk.send('RegisterPerson', {
      ...{ names, dateOfBirth: '2017-05-04', sex: 'F', adult: false },
    });
    const members = [{ person: eva, role: 'CHILD' }];
    const { id: family } = await desk.send('RegisterFamily', { members });
    const level = { level: 'L2', indicators: ['L2.01'], rationale: 'Tired.' };
    await desk.send('OpenEpisode', {
      ...{ family, children: [{ child: eva, ...level }], route: 'SELF', district: 'herts.ff.stevenage' },
      ...{ agency: desk.agency, keyworker: desk.worker, familyAgreed: true, decidedBy: desk.worker },
    });
    const [ava = ''] = desk.children;
    const request = await asked({ persons: [ava, eva] });
    expect(await told(request)).toMatchObject({ family: desk.family });
    const families = [family, desk.family].sort();
    expect(await desk.events('DataQualityFlagRaised')).toMatchObject([{ data: { request, families } }]);
  });
});
