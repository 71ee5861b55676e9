import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

/** What each answers: its code, or done. */
const atOnce = (orders: readonly (() => Promise<unknown>)[]): Promise<string[]> =>
  Promise.all(
    orders.map((order) =>
      order().then(
        () => 'done',
        (error: unknown) => String(error).split(': ')[1] ?? '',
      ),
    ),
  );

/** What came of it over and over, the other one first every second time. */
async function overAndOver(round: () => Promise<(() => Promise<unknown>)[]>): Promise<string[][]> {
  const answers: string[][] = [];
  for (let time = 0; time < TIMES; time++) {
    const orders = await round();
    const told = await atOnce(time % 2 === 0 ? orders : orders.toReversed());
    answers.push(time % 2 === 0 ? told : told.toReversed());
    await followed();
  }
  return answers;
}

async function followed(): Promise<void> {
  const { managers, projector, store } = served.record;
  await managers.reached(await store.head());
  await projector.reached(await store.head());
}

const parked = () => served.read('manager', `{ parkedSteps(purpose: OPERATIONS) { steps { code } } }`);

describe('two families that are merged into each other at once', () => {
  it('are one in the end: one of the two is done, and all that follows from it', async () => {
    const told = await overAndOver(async () => {
      const [one, other] = [await helped(), (await family()).family];
      return [merge(one, other), merge(other, one)];
    });
    for (const each of told) expect(each.toSorted()).toEqual(['FAMILY_MERGED', 'done']);
    expect(await parked()).toEqual({ steps: [] });
  }, 60_000);
});

describe('records of people that are linked at once', () => {
  it('never close a circle, nor give one record two survivors', async () => {
    const circle = await overAndOver(async () => {
      const [one, second, third] = [await aPerson(), await aPerson(), await aPerson()];
      return [link(one, second), link(second, third), link(third, one)];
    });
    for (const each of circle) expect(each.toSorted()).toEqual(['LINKED_ALREADY', 'done', 'done']);
    const survivors = await overAndOver(async () => {
      const [one, second, other] = [await aPerson(), await aPerson(), await aPerson()];
      return [link(one, other), link(second, other)];
    });
    for (const each of survivors) expect(each.toSorted()).toEqual(['LINKED_ALREADY', 'done']);
  }, 60_000);

  it('are not with somebody whose death is told first', async () => {
    const { told, places } = await linkedWhile((person) => {
      const death = { person, dateOfDeath: '2026-03-01', verification: 'NOTIFIED' };
      return served.order('coordinator', 'recordDeath', death);
    });
    for (const each of told) expect(['done done', 'DEAD_AND_ALIVE done']).toContain(each);
    for (const { linked, other } of places) expect(linked).toBeLessThan(other);
  }, 60_000);

  it('are never across a seal, and whoever may not know of it learns nothing', async () => {
    const { custodian, approver: approvedBy } = keepers;
    const asked = { ground: 'ADOPTION', authority: 'ADOPTION_ORDER', reason: 'The order of the court.' };
    const sealing = { ...asked, custodians: [custodian], requestedBy: custodian, approvedBy };
    const { told, places } = await linkedWhile((record) =>
      served.order('manager', 'sealRecord', { record, ...sealing, reviewBy: '2026-04-01' }),
    );
    for (const each of told) expect(['done done', 'NOT_FOUND done']).toContain(each);
    for (const { linked, other } of places) expect(linked).toBeLessThan(other);
  }, 60_000);
});

/** What is answered where a record is linked while another order is given about it, and where both stand in the log. */
async function linkedWhile(ordered: (person: string) => Promise<Receipt>) {
  const places: { linked: number; other: number }[] = [];
  const told = await overAndOver(async () => {
    const [survivor, person] = [await aPerson(), await aPerson()];
    const place = { linked: -1, other: -1 };
    places.push(place);
    return [
      async () => (place.linked = Number((await link(survivor, person)()).position)),
      async () => (place.other = Number((await ordered(person)).position)),
    ];
  });
  return { told: told.map((each) => each.join(' ')), places };
}
