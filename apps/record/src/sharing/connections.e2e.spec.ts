import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let manager: string;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  ({ manager } = await staffAround(served, story));
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const FAMILY = `query ($id: ID!) { family(reference: $id, purpose: FAMILY_HELP) { id } }`;
const PERSON = `query ($id: ID!) { person(reference: $id, purpose: FAMILY_HELP) { id } }`;
const AGREEMENTS = `query ($id: ID!) { agreements(person: $id, purpose: FAMILY_HELP) { person } }`;
const TIMELINE = `query ($id: ID!) { familyTimeline(family: $id, purpose: FAMILY_HELP) { nodes { id } } }`;

const CASELOAD = `{ caseload(purpose: FAMILY_HELP) { nodes { family } } }`;

describe('a worker who knows somebody outside work', () => {
  const read = (query: string, id: string, persona: PersonaName = 'practitioner') =>
    served.read(persona, query, { id });
  const asked = (): [query: string, id: string][] => [
    [FAMILY, story.family.id],
    [TIMELINE, story.family.id],
    [PERSON, story.child.id],
    [PERSON, story.mother.id],
    [AGREEMENTS, story.child.id],
  ];

  it('opens and lists neither the record nor those of the family, though keyworker of it, until it is ended', async () => {
    for (const [query, id] of asked()) expect(await read(query, id)).toBeTruthy();
    const about = { worker: story.keyworker, person: story.mother.id };
    await served.order('practitioner', 'declarePersonalConnection', { ...about, connection: 'FAMILY' });
    for (const [query, id] of asked()) await expect(read(query, id)).rejects.toThrow('NOT_FOUND');
    expect(await served.read('practitioner', CASELOAD)).toEqual({ nodes: [] });
    const over = { family: story.family.id, episode: story.episode, attempts: 1, whatWasTried: 'Called.' };
    await expect(served.order('practitioner', 'recordNonEngagement', over)).rejects.toThrow('NOT_FOUND');
    expect(await read(FAMILY, story.family.id, 'manager')).toBeTruthy();
    const ended = { ...about, reason: 'Another of that name.', endedBy: manager };
    await expect(served.order('practitioner', 'endPersonalConnection', ended)).rejects.toThrow(
      'NOT_PERMITTED',
    );
    await served.order('administrator', 'endPersonalConnection', ended);
    for (const [query, id] of asked()) expect(await read(query, id)).toBeTruthy();
  });

  it('never opens their own record', async () => {
    const own = { worker: story.keyworker, person: story.mother.id, connection: 'SELF' };
    await served.order('administrator', 'declarePersonalConnection', own);
    for (const [query, id] of asked()) await expect(read(query, id)).rejects.toThrow('NOT_FOUND');
  });
});
