import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
});
afterAll(() => served[Symbol.asyncDispose]());

/** A body without the one thing that differs from request to request. */
const sameness = (body: unknown): string =>
  JSON.stringify(body, (name, value: unknown) => (name === 'correlationId' ? undefined : value));

describe('a record that may not be read', () => {
  const FAMILY = `query ($family: ID!, $purpose: Purpose!) { family(reference: $family, purpose: $purpose) { id } }`;
  const ask = async (persona: PersonaName, purpose: string, family: string) => {
    const response = await served.post(
      { query: FAMILY, variables: { family, purpose } },
      await served.as(persona),
    );
    const headers = Object.entries<unknown>(response.headers).filter(
      ([name]) => !/^(x-correlation-id|date)$/.test(name),
    );
    return { status: response.status, headers, body: sameness(response.body) };
  };
  const absent = `family-${'0'.repeat(26)}`;

  it.each<[PersonaName, string]>([
    ['partner', 'FAMILY_HELP'],
    ['social-worker', 'FAMILY_HELP'],
    ['administrator', 'FAMILY_HELP'],
    ['system', 'OPERATIONS'],
    ['auditor', 'FAMILY_HELP'],
    ['coordinator', 'AUDIT'],
  ])('looks to the %s, reading for %s, like one that is not there', async (persona, purpose) => {
    expect(await ask(persona, purpose, story.family.id)).toEqual(await ask(persona, purpose, absent));
  });

  it('is NOT_FOUND to whoever could have read another', async () => {
    for (const family of [story.family.id, absent]) {
      expect((await ask('partner', 'FAMILY_HELP', family)).body).toContain('"code":"NOT_FOUND"');
    }
  });
});

describe('an error', () => {
  it('holds nothing that is stored, whatever was asked', async () => {
    const canaries = ['Okafor', 'Canary Lane', 'Kit Wardley', '9990000018', 'Quill Referrer', '2018-05-04'];
    const asked = [
      `{ family(reference: "${story.family.id}", purpose: FAMILY_HELP) { members { name } } }`,
      `{ person(reference: "${story.child.id}", purpose: COMMISSIONING) { names { given } addresses { line } } }`,
      `{ matchPerson(nhsNumber: "9990000018", purpose: AUDIT) { matches { name } } }`,
      `{ matchPerson(nhsNumber: "1234567890", purpose: FAMILY_HELP) { matches { name } } }`,
      `{ request(reference: "R-0000000000", purpose: AUDIT) { form } }`,
      `{ event(id: "'; DROP TABLE events; --", purpose: AUDIT) { data } }`,
      `{ whoSaw(purpose: AUDIT) { nodes { user } } }`,
    ];
    for (const persona of ['partner', 'administrator', 'auditor', 'quality'] as const) {
      for (const query of asked) {
        const answer = await served.ask(persona, query);
        if (!answer.errors) continue;
        for (const canary of canaries) expect(JSON.stringify(answer)).not.toContain(canary);
        expect(JSON.stringify(answer)).not.toMatch(/stack|node_modules|SQLITE|\.ts:/);
      }
    }
    for (const canary of canaries) expect(served.logged).not.toContain(canary);
  });
});
