import { expect, it } from '@jest/globals';
import { PanelDesk } from '../testing/panel-desk.ts';

it('a panel allocates help for the family that was registered from the request, though nobody linked the two', async () => {
  await using desk = await PanelDesk.open();
  const panel = await desk.panel('2026-03-16');
  const { id: request } = await desk.send('ReceiveRequest', {
    source: '2A',
    channel: 'PHONE',
    urgency: 'SOON',
    agreement: 'NOT_SOUGHT',
    gss: 'E07000243',
    children: [{ givenName: 'Eva', familyName: 'Reed', dateOfBirth: '2018-05-04', sex: 'F' }],
    answers: { whatIsWorrying: 'Not sleeping.' },
  });
  const members = desk.children.map((person) => ({ person, role: 'CHILD' }));
  const { id: family } = await desk.send('RegisterFamily', { members, request });
  await desk.triage(request);
  await desk.decide(panel, request);
  const [decided] = await desk.events('ItemDecided');
  expect(decided?.data).toMatchObject({ item: request, family });
  await desk.answer('AcceptAllocation', panel, request);
  await desk.followed();
  const [opened] = await desk.events('EpisodeOpened');
  expect(opened).toMatchObject({ stream: family, data: { request } });
});
