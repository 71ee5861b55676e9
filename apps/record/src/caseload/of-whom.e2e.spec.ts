import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
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

describe('a caseload', () => {
  const codeOf = async (persona: PersonaName, worker: string) => {
    const query = `{ caseload(purpose: FAMILY_HELP, worker: "${worker}") { nodes { family } } }`;
    return (await served.ask(persona, query)).errors?.[0]?.extensions['code'];
  };

  it('of nobody is not there, and is refused to whoever may see none as that of a worker is', async () => {
    const nobody = `${story.keyworker.slice(0, -3)}000`;
    expect(await codeOf('manager', nobody)).toBe('NOT_FOUND');
    expect(await codeOf('manager', story.keyworker)).toBeUndefined();
    expect(await codeOf('partner', nobody)).toBe(await codeOf('partner', story.keyworker));
  });
});
