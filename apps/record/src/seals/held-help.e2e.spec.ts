import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';
import { custodians } from '../testing/sealed-story.ts';

// A mother in a refuge, whose child is being helped: sealed, she, her child and the help are there for who keeps her, and
// whoever holds the help is one of them.

let served: Served;
let story: Story;
let keepers: Awaited<ReturnType<typeof custodians>>;
let father: string;
let elsewhere: string;
let theirs: string;

const register = async (given: string, adult: boolean) => {
  const names = [{ use: 'LEGAL', given, family: 'Okafor' }];
  return (
    await served.order('coordinator', 'registerPerson', { names, sex: 'U', adult, dateOfBirth: '1990' })
  ).id;
};

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  story = await helpOpens(served);
  keepers = await custodians(served, story);
  father = await register('Tom', true);
  elsewhere = await register('Sol', true);
  const leaving = { family: story.family.id, person: father, role: 'FATHER', livesHere: 'NO' };
  await served.order('coordinator', 'addMember', leaving);
  const members = [father, elsewhere].map((person) => ({ person, role: 'PARENT', livesHere: 'FULL' }));
  theirs = (await served.order('coordinator', 'registerFamily', { members })).id;
  const place = { type: 'REFUGE', line: '3 Safe Way', postcode: 'SG1 1AB', from: '2026-03-01' };
  for (const person of [story.mother.id, story.child.id])
    await served.order('coordinator', 'recordAddress', { person, ...place, confidentialFrom: [father] });
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const sealing = (changes: object) => ({
  ground: 'ADDRESS_PROTECTION',
  authority: 'RISK_CONFERENCE',
  reason: 'He is looking for them.',
  record: story.mother.id,
  custodians: [keepers.custodian, story.keyworker],
  requestedBy: keepers.custodian,
  approvedBy: keepers.approver,
  reviewBy: '2026-05-01',
  ...changes,
});
const PERSON = `query ($id: ID!) { person(reference: $id, purpose: FAMILY_HELP) { id addresses { line } } }`;
const FAMILY = `query ($id: ID!) { family(reference: $id, purpose: FAMILY_HELP) { id } }`;
const NAMED = `{ matchPerson(given: "Ava", family: "Okafor", dateOfBirth: "2018-05-04", purpose: FAMILY_HELP) { matches { person } } }`;
const read = (persona: PersonaName, query: string, id: string) => served.read(persona, query, { id });
const others = ['coordinator', 'social-worker', 'chair'] as const;

/** The code and the details of a refusal. */
async function refused(persona: PersonaName, mutation: string, input: object): Promise<object> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`;
  const { errors } = await served.ask(persona, query, {
    input: { commandId: crypto.randomUUID(), ...input },
  });
  return errors?.[0]?.extensions ?? {};
}

describe('a mother whose address is kept', () => {
  it('is sealed only where whoever holds her child’s help keeps her record', async () => {
    const head = await served.record.store.head();
    const without = sealing({ custodians: [keepers.custodian] });
    expect(await refused('manager', 'sealRecord', without)).toMatchObject({
      code: 'OWNER_NOT_CUSTODIAN',
      details: { worker: story.keyworker, episode: story.episode },
    });
    expect(await served.record.store.head()).toBe(head);
  });

  it('is sealed with whoever lives with her, and not with who lives elsewhere', async () => {
    await served.order('manager', 'sealRecord', sealing({}));
    for (const persona of others) {
      for (const id of [story.mother.id, story.child.id])
        await expect(read(persona, PERSON, id)).rejects.toThrow('NOT_FOUND');
      await expect(read(persona, FAMILY, story.family.id)).rejects.toThrow('NOT_FOUND');
    }
    expect(await served.read('coordinator', NAMED)).toEqual({ matches: [] });
    for (const id of [father, elsewhere]) expect(await read('coordinator', PERSON, id)).toMatchObject({ id });
    expect(await read('coordinator', FAMILY, theirs)).toMatchObject({ id: theirs });
  });

  it('is there, with her child and the help, for who keeps her', async () => {
    for (const persona of ['manager', 'practitioner'] as const) {
      expect(await read(persona, PERSON, story.child.id)).toMatchObject({ id: story.child.id });
      expect(await read(persona, FAMILY, story.family.id)).toMatchObject({ id: story.family.id });
    }
  });

  it('keeps the keyworker a custodian until one takes over', async () => {
    const { episode, agency, keyworker } = story;
    const relieving = { record: story.mother.id, custodian: keyworker, reason: 'She moves on.' };
    const shutOut = { code: 'OWNER_NOT_CUSTODIAN', details: { worker: keyworker, episode } };
    for (const persona of ['manager', 'privacy-officer'] as const)
      expect(await refused(persona, 'relieveCustodian', relieving)).toMatchObject(shutOut);
    const handing = { family: story.family.id, episode, agency, agreementReviewed: true, reason: 'LEFTRL' };
    const to = (worker: string) => ({ ...handing, to: worker });
    expect(await refused('manager', 'handOverKeyworker', to(keepers.approver))).toMatchObject({
      code: 'OWNER_NOT_CUSTODIAN',
      details: { worker: keepers.approver },
    });
    await served.order('manager', 'handOverKeyworker', to(keepers.custodian));
    await served.order('manager', 'relieveCustodian', relieving);
    await expect(read('practitioner', FAMILY, story.family.id)).rejects.toThrow('NOT_FOUND');
  });

  it('tells nobody who cannot see it of the help that it covers', async () => {
    const given = { name: 'Sal Worker', user: 'social-worker', agency: story.agency, role: 'SOCIAL_WORKER' };
    const worker = { ...given, activeFrom: '2020-01-01' };
    const custodian = (await served.order('administrator', 'registerWorker', worker)).id;
    const his = { record: father, ground: 'HIGH_PROFILE', custodians: [custodian], requestedBy: custodian };
    expect(await served.order('social-worker', 'sealRecord', sealing(his))).toMatchObject({ revision: 0 });
  });
});
