import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
});
afterAll(() => served[Symbol.asyncDispose]());

describe('a question of two', () => {
  it.each([
    ['openEpisodeFor', () => `person: "${story.child.id}", nhsNumber: "9990000026") { answer }`],
    ['caseload', () => `worker: "${story.keyworker}", agency: "${story.agency}") { nodes { family } }`],
  ])('%s answers for neither of them', async (name, rest) => {
    const { errors } = await served.ask('manager', `{ ${name}(purpose: FAMILY_HELP, ${rest()} }`);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['INVALID_INPUT']);
  });
});
