import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A cursor is a place in the list that gave it.

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  await list('families');
  const { projector, accessStore } = served.record;
  await projector.accessReached(await accessStore.head());
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

type Name = 'families' | 'due' | 'accessLog' | 'whoSaw';

const LISTS: Readonly<Record<Name, readonly [PersonaName, () => string]>> = {
  families: ['manager', () => 'purpose: FAMILY_HELP'],
  due: ['manager', () => 'purpose: FAMILY_HELP, by: "2040-01-01"'],
  accessLog: ['auditor', () => 'purpose: AUDIT'],
  whoSaw: ['auditor', () => `purpose: AUDIT, family: "${story.family.id}"`],
};

interface Connection {
  readonly edges: readonly { cursor: string }[];
}

async function list(name: Name, after: { [argument: string]: string } = {}) {
  const [persona, asked] = LISTS[name];
  const more = Object.entries(after).map(([argument, cursor]) => `, ${argument}: "${cursor}"`);
  const query = `{ ${name}(${asked()}, first: 1${more.join('')}) { edges { cursor } } }`;
  const { data, errors = [] } = await served.ask(persona, query);
  const { edges } = (data?.[name] ?? { edges: [] }) as Connection;
  const [code] = errors.map(({ extensions }) => extensions['code']);
  return { cursor: edges.map(({ cursor }) => cursor).join(), code };
}

describe('a cursor', () => {
  it.each([
    ['families', 'due'],
    ['families', 'accessLog'],
    ['families', 'whoSaw'],
    ['due', 'families'],
    ['due', 'accessLog'],
    ['accessLog', 'families'],
    ['accessLog', 'due'],
  ] satisfies [Name, Name][])('of %s is a foreign token to %s', async (from, to) => {
    const { cursor } = await list(from);
    expect(cursor).not.toBe('');
    expect((await list(from, { after: cursor })).code).toBeUndefined();
    expect((await list(to, { after: cursor })).code).toBe('FOREIGN_TOKEN');
    expect((await list(to, { before: cursor })).code).toBe('FOREIGN_TOKEN');
  });

  it('of the access log, or of what is due, is waited for by nobody', async () => {
    for (const name of ['accessLog', 'due'] as const) {
      const { cursor } = await list(name);
      expect((await list('families', { atLeast: cursor })).code).toBe('FOREIGN_TOKEN');
    }
  });
});
