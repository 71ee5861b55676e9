import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeStoredEvent, type StoredEvent } from '#libs/contracts';
import { Served } from '../testing/served.ts';

/** 10 for the root field, one for the page, and one for each family on it: 31. */
const PAGE = '{ families(purpose: AUDIT, first: 20) { nodes { reference } } }';
const COST = 31;

let served: Served;
beforeAll(async () => {
  served = await Served.start({ costLimit: 10 * COST });
});
afterAll(() => served[Symbol.asyncDispose]());

const headOf = () => served.record.accessStore.head();

async function recordedSince(head: number): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const { events } of served.record.accessStore.readAll({ after: head }))
    found.push(...events.map(({ document }) => decodeStoredEvent(document)));
  return found;
}

describe('a caller', () => {
  it('may ask for so much in a minute, and is told when to ask again', async () => {
    const bearer = await served.as('auditor');
    for (let asked = 0; asked < 10; asked++)
      expect((await served.post({ query: PAGE }, bearer)).status).toBe(200);

    const head = await headOf();
    const refused = await served.post({ query: PAGE }, bearer);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect([refused.status, refused.body]).toMatchObject([
      429,
      { errors: [{ extensions: { code: 'COST_LIMIT', details: { retryAfter: seconds } } }] },
    ]);
    expect(refused.body).not.toHaveProperty('data');

    const recorded = await recordedSince(head);
    expect(recorded).toMatchObject([
      {
        actor: { user: 'auditor', role: 'AUDITOR' },
        families: [],
        subjects: [],
        data: {
          effect: 'REFUSED',
          purpose: 'AUDIT',
          reads: ['families'],
          policies: ['cost-limit'],
          results: 0,
        },
      },
    ]);
    expect(served.logged).toContain('"code":"COST_LIMIT"');
  });

  it('that goes on asking is refused without another record, by whichever token', async () => {
    const head = await headOf();
    for (const token of [await served.as('auditor'), await served.as('auditor')])
      expect((await served.post({ query: PAGE }, token)).status).toBe(429);
    expect(await headOf()).toBe(head);
  });

  it('pays for orders too, and does not give them once it has asked for too much', async () => {
    const order = `mutation ($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) { id } }`;
    const head = await headOf();
    const log = await served.record.store.head();
    const statuses: number[] = [];
    const bearer = await served.as('partner');
    for (let asked = 0; asked < 40; asked++)
      statuses.push((await served.post({ query: order, variables: { input: input() } }, bearer)).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(12);
    expect(statuses.lastIndexOf(200)).toBeLessThan(statuses.indexOf(429));
    expect(await served.record.store.head()).toBe(log);
    expect((await recordedSince(head)).map(({ data }) => data['policies'])).not.toContainEqual([
      'cost-limit',
    ]);
  });

  it('does not pay for what another asks', async () => {
    expect((await served.post({ query: PAGE }, await served.as('quality'))).status).toBe(200);
  });
});

function input() {
  return { commandId: crypto.randomUUID(), name: 'A school', agencyType: 'SCHOOL' };
}

describe('an operation that asks for too much by itself', () => {
  const timelines = Array.from(
    { length: 14 },
    (_, at) => `a${at}: familyTimeline(
    family: "F-7532CE3A5X", purpose: AUDIT, first: $first
  ) { edges { node { by { role } occurredAt { value } } } }`,
  );
  const query = `query ($first: Int!) { ${timelines.join(' ')} }`;

  it('is refused before any of it runs, and is not where its pages are smaller', async () => {
    await using unlimited = await Served.start();
    const ask = async (first: number) =>
      unlimited.post({ query, variables: { first } }, await unlimited.as('auditor'));
    const head = await unlimited.record.accessStore.head();
    const refused = await ask(100);
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX', details: { limit: 'cost', most: 5000 } } }] },
    ]);
    expect(await unlimited.record.accessStore.head()).toBe(head);
    expect((await ask(10)).status).toBe(200);
    expect(await unlimited.record.accessStore.head()).toBeGreaterThan(head);
  });
});
