import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { overAndOver, type CameOf } from '../testing/at-once.ts';
import { custodians } from '../testing/sealed-story.ts';
import { Served, type Receipt } from '../testing/served.ts';
import { DISTRICT, helpOpens, type Story } from '../testing/story.ts';

// Two who join records at the same moment, each by an order about other records than the other's: twenty times over.

const TIMES = 20;

let served: Served;
let story: Story;
let approver: string;
let keepers: Awaited<ReturnType<typeof custodians>>;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  keepers = await custodians(served, story);
  const coordinator = { name: 'Cho Reed', user: 'coordinator', activeFrom: '2020-01-01' };
  const data = { ...coordinator, agency: story.agency, role: 'TEAM_MANAGER' };
  approver = (await served.order('administrator', 'registerWorker', data)).id;
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

async function aPerson(adult = true): Promise<string> {
  const names = [{ use: 'LEGAL', given: 'Ngozi', family: 'Okafor' }];
  const born = { dateOfBirth: adult ? '1990' : '2018-05-04' };
  return (await served.order('coordinator', 'registerPerson', { names, sex: 'F', adult, ...born })).id;
}

async function family(): Promise<{ family: string; child: string }> {
  const child = await aPerson(false);
  const members = [{ person: child, role: 'CHILD', livesHere: 'FULL' }];
  return { family: (await served.order('coordinator', 'registerFamily', { members })).id, child };
}

async function helped(): Promise<string> {
  const { agency, keyworker } = story;
  const known = await family();
  const children = [{ child: known.child, level: 'L2', indicators: ['L2.01'], rationale: 'Often late.' }];
  const owners = { agency, keyworker, familyAgreed: true, decidedBy: keyworker };
  const opening = { family: known.family, children, route: 'SELF', district: DISTRICT, ...owners };
  await served.order('manager', 'openEpisode', opening);
  return known.family;
}

const merge = (retired: string, survivor: string) => () =>
  served.order('manager', 'mergeFamilies', {
    ...{ retired, survivor, reason: 'One household.', agreementReviewed: true },
    ...{ requestedBy: story.keyworker, approvedBy: keepers.custodian },
  });
const link = (survivor: string, other: string) => () =>
  served.order('coordinator', 'linkPersonsAsSame', {
    ...{ survivor, other, evidence: ['One birth date.'] },
    ...{ requestedBy: story.keyworker, approvedBy: approver },
  });

const rounds = (round: () => Promise<readonly (() => Promise<Receipt>)[]>) =>
  overAndOver(served, TIMES, round);
const answersOf = (came: readonly CameOf[]) => came.map(({ answer }) => answer).toSorted();

const parked = () => served.read('manager', `{ parkedSteps(purpose: OPERATIONS) { steps { code } } }`);

describe('two families that are merged into each other at once', () => {
  it('are one in the end: one of the two is done, and all that follows from it', async () => {
    const told = await rounds(async () => {
      const [one, other] = [await helped(), (await family()).family];
      return [merge(one, other), merge(other, one)];
    });
    for (const each of told) expect(answersOf(each)).toEqual(['FAMILY_MERGED', 'done']);
    expect(await parked()).toEqual({ steps: [] });
  }, 60_000);
});

describe('records of people that are linked at once', () => {
  it('never close a circle, nor give one record two survivors', async () => {
    const circle = await rounds(async () => {
      const [one, second, third] = [await aPerson(), await aPerson(), await aPerson()];
      return [link(one, second), link(second, third), link(third, one)];
    });
    for (const each of circle) expect(answersOf(each)).toEqual(['LINKED_ALREADY', 'done', 'done']);
    const survivors = await rounds(async () => {
      const [one, second, other] = [await aPerson(), await aPerson(), await aPerson()];
      return [link(one, other), link(second, other)];
    });
    for (const each of survivors) expect(answersOf(each)).toEqual(['LINKED_ALREADY', 'done']);
  }, 60_000);

  it('are not with somebody whose death is told first', async () => {
    const told = await linkedWhile((person) => {
      const death = { person, dateOfDeath: '2026-03-01', verification: 'NOTIFIED' };
      return served.order('coordinator', 'recordDeath', death);
    });
    for (const each of told) expect(['done', 'DEAD_AND_ALIVE']).toContain(each);
  }, 60_000);

  it('are never across a seal, and whoever may not know of it learns nothing', async () => {
    const { custodian, approver: approvedBy } = keepers;
    const asked = { ground: 'ADOPTION', authority: 'ADOPTION_ORDER', reason: 'The order of the court.' };
    const sealing = { ...asked, custodians: [custodian], requestedBy: custodian, approvedBy };
    const told = await linkedWhile((record) =>
      served.order('manager', 'sealRecord', { record, ...sealing, reviewBy: '2026-04-01' }),
    );
    for (const each of told) expect(['done', 'NOT_FOUND']).toContain(each);
  }, 60_000);
});

/** What comes of a link while another order is given about one of the two: done before that, or refused. */
async function linkedWhile(ordered: (person: string) => Promise<Receipt>): Promise<string[]> {
  const came = await rounds(async () => {
    const [survivor, person] = [await aPerson(), await aPerson()];
    return [link(survivor, person), () => ordered(person)];
  });
  for (const [linking, other] of came) {
    expect(other?.answer).toBe('done');
    expect(linking?.position).toBeLessThan(other?.position ?? 0);
  }
  return came.map(([linking]) => linking?.answer ?? '');
}
