import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  familyOf,
  followed,
  FORM,
  membersOf,
  requestAtPanel,
  scheduled,
  triagedToPanel,
  type Known,
  type Members,
} from '../testing/panel-story.ts';
import { Served, type Receipt } from '../testing/served.ts';

// A school sits on a panel before which are two requests of one family: one names a girl and her brother by their records,
// the other nobody. Their mother takes back what she agreed to, for him, then for her.

let served: Served;
let members: Members;
let known: Known;
let brother: Receipt;
let mother: Receipt;
let naming: string;
let unnamed: string;
let panel: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  members = await membersOf(served);
  known = await familyOf(served);
  brother = await registered('Ben', { dateOfBirth: '2021-02-01', sex: 'M', adult: false });
  mother = await registered('Ngozi', { dateOfBirth: '1990', sex: 'F', adult: true });
  for (const [person, role] of [
    [brother.id, 'CHILD'],
    [mother.id, 'MOTHER'],
  ])
    await served.order('coordinator', 'addMember', { family: known.family, person, role, livesHere: 'FULL' });
  const [girl] = FORM.children;
  const children = [
    { ...girl, person: known.child },
    { ...girl, person: brother.id, givenName: 'Ben', dateOfBirth: '2021-02-01', sex: 'M' },
  ];
  naming = (await served.order('coordinator', 'receiveRequest', { ...FORM, family: known.family, children }))
    .id;
  await served.order('coordinator', 'triageRequest', triagedToPanel(naming, members.keyworker));
  unnamed = (await requestAtPanel(served, known, members)).id;
  panel = (await scheduled(served, '2026-03-12')).id;
  const { teacher: member, school: agency } = members;
  await served.order('coordinator', 'expectPanelMember', { panel, member, agency });
  for (const child of [known.child, brother.id]) await agree(child);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const registered = (given: string, born: object) =>
  served.order('coordinator', 'registerPerson', {
    names: [{ use: 'LEGAL', given, family: 'Okafor' }],
    ...born,
  });
const about = (person: string) => ({
  ...{ person, family: known.family, by: mother.id, takenBy: members.keyworker },
  ...{ capacity: 'CARER', method: 'SIGNED' },
});
const agree = async (child: string) => {
  const given = { agencies: [members.help, members.school], explained: 'All of it.' };
  await served.order('coordinator', 'giveAgreement', { ...about(child), ...given });
  await followed(served);
};
const withdraw = async (child: string) => {
  await served.order('coordinator', 'withdrawAgreement', { ...about(child), reason: 'Enough.' });
  await followed(served);
};

const REQUEST = `query ($request: ID!) {
  request(reference: $request, purpose: FAMILY_HELP) { id form events { type data } }
}`;
const AGENDA = `query ($panel: ID!) { panelAgenda(panel: $panel, purpose: FAMILY_HELP) { items { item } } }`;
const EVENT = `query ($id: ID!) { event(id: $id, purpose: FAMILY_HELP) { type } }`;
const asked = (query: string, variables: object) =>
  served.read<object>('partner', query, variables).then(
    (answer) => JSON.stringify(answer),
    (error: Error) => error.message.match(/NOT_FOUND/)?.[0],
  );
const opens = (request: string) => asked(REQUEST, { request });
const agenda = () => asked(AGENDA, { panel });
const formOf = async (request: string) =>
  String((await served.record.store.readStream(request)).events[0]?.position);

describe('members of a panel who are partners', () => {
  it('read what is before it while agreement stands', async () => {
    for (const request of [naming, unnamed])
      expect(await opens(request)).toContain('Ava is tired and often late.');
    expect(await opens(naming)).toContain('Ben');
    expect(await asked(EVENT, { id: await formOf(naming) })).toContain('RequestReceived');
    for (const request of [naming, unnamed]) expect(await agenda()).toContain(request);
  });

  it('read nothing that names a child for whom it is withdrawn, and the request as far as it is another’s', async () => {
    await withdraw(brother.id);
    expect(await opens(naming)).toContain(naming);
    expect(await opens(naming)).not.toMatch(new RegExp(`Ben|2021-02-01|${brother.id}`));
    expect(await opens(unnamed)).toContain('Ava is tired and often late.');
    expect(await asked(EVENT, { id: await formOf(naming) })).toBe('NOT_FOUND');
    expect(await asked(EVENT, { id: await formOf(unnamed) })).toContain('RequestReceived');
  });

  it('read nothing of the request from the instant at which it is for every child', async () => {
    await withdraw(known.child);
    for (const request of [naming, unnamed]) {
      expect(await opens(request)).toBe('NOT_FOUND');
      expect(await asked(EVENT, { id: await formOf(request) })).toBe('NOT_FOUND');
      expect(await agenda()).not.toContain(request);
    }
    const chairs = await served.read<{ items: object[] }>('chair', AGENDA, { panel });
    expect(chairs.items).toHaveLength(2);
  });

  it('read what rests on a child’s safety all the same', async () => {
    const concern = { request: unnamed, concern: 'She has bruises.', identifiedBy: members.keyworker };
    await served.order('coordinator', 'identifySafeguardingConcern', concern);
    await followed(served);
    expect(await opens(unnamed)).toContain('She has bruises.');
    expect(await opens(naming)).toBe('NOT_FOUND');
  });

  it('read it again once their mother agrees again', async () => {
    await agree(known.child);
    expect(await opens(naming)).toContain(naming);
    expect(await opens(naming)).not.toContain('Ben');
    await agree(brother.id);
    expect(await opens(naming)).toContain('Ben');
  });
});
