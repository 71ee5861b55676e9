import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { amend, type AmendedStory } from '../testing/amended-story.ts';
import { Served } from '../testing/served.ts';

let served: Served;
let story: AmendedStory;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await amend(served);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const CHANGES = `query ($purpose: Purpose!, $family: ID, $after: Token, $first: Int) {
  changesSince(purpose: $purpose, family: $family, after: $after, first: $first) {
    nodes { position event id purge entry { id type corrected data redactions { reason } } brought { id type } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Change {
  readonly position: string;
  readonly event: string;
  readonly id: string;
  readonly purge: boolean;
  readonly entry: { readonly type: string; readonly data: object } | null;
  readonly brought: readonly { readonly id: string; readonly type: string }[];
}
interface Page {
  readonly nodes: readonly Change[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const page = (persona: PersonaName, variables: object) =>
  served.read<Page>(persona, CHANGES, { purpose: 'OPERATIONS', first: 100, ...variables });
const code = async (persona: PersonaName, variables: object) =>
  (await served.ask(persona, CHANGES, variables)).errors?.[0]?.extensions['code'];

/** Every change, page after page. */
async function followed(persona: PersonaName, variables: object): Promise<Change[]> {
  const changes: Change[] = [];
  for (let after: string | null = null; ;) {
    const { nodes, pageInfo } = await page(persona, { ...variables, after });
    changes.push(...nodes);
    if (!pageInfo.hasNextPage) return changes;
    after = pageInfo.endCursor;
  }
}

const ofFamily = () => ({ family: story.family.reference, purpose: 'FAMILY_HELP' });

describe('a system that keeps a copy', () => {
  it('gets every change in order, page after page, and nothing about any person', async () => {
    const changes = await followed('system', { first: 7 });
    const positions = changes.map(({ position }) => Number(position));
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    expect(positions.length).toBe((await served.record.store.head()) + 1);
    expect(changes).toContainEqual(
      expect.objectContaining({
        position: story.opened.position,
        entry: expect.objectContaining({ type: 'KeyworkerAssigned' }) as unknown,
      }),
    );
    for (const personal of [
      'Okafor',
      'Canary Lane',
      '9990000018',
      'Often late',
      'Quill Referrer',
      '2018-05-04',
    ])
      expect(JSON.stringify(changes)).not.toContain(personal);
  });

  it('goes on from its last cursor, and finds only what is new', async () => {
    const { pageInfo } = await page('system', { first: 100 });
    const rest = await followed('system', { after: pageInfo.endCursor });
    const { endCursor } = (await page('system', { after: pageInfo.endCursor })).pageInfo;
    const cursor = endCursor ?? pageInfo.endCursor;
    expect(rest.length).toBeGreaterThan(0);
    expect((await page('system', { after: cursor })).nodes).toEqual([]);
  });

  it('is told what to purge, at the entry’s own place and where it was voided', async () => {
    const changes = await followed('system', {});
    const at = (position: string) => changes.find((each) => each.position === position);
    const step = at(story.stepped.position);
    expect(step).toMatchObject({ purge: true, entry: null });
    expect(at(story.voided.position)).toMatchObject({ id: step?.id, purge: true, entry: null });
    expect(step?.event).toBe(step?.id);
    expect(at(story.voided.position)?.event).not.toBe(step?.id);
  });
});

describe('a copy of one family', () => {
  it('holds what its keyworker may read, each entry as corrected', async () => {
    const changes = await followed('practitioner', ofFamily());
    const types = changes.map(({ entry }) => entry?.type ?? 'PURGED');
    expect(types).toEqual(expect.arrayContaining(['FamilyRegistered', 'LevelOfNeedDecided', 'PURGED']));
    expect(changes.find(({ entry }) => entry?.type === 'LevelOfNeedDecided')?.entry).toMatchObject({
      data: { level: 'L1', rationale: 'Often late, and tired.' },
    });
  });

  it('holds the own records of its members, which whoever joins brings with them', async () => {
    const changes = await followed('practitioner', ofFamily());
    const registered = changes.find(({ entry }) => entry?.type === 'PersonRegistered');
    const joined = changes.filter(({ entry }) => entry?.type === 'MemberJoined');
    expect(registered).toBeDefined();
    expect(joined.flatMap(({ brought }) => brought)).toContainEqual({
      id: registered?.id,
      type: 'PersonRegistered',
    });
    const ofAll = await followed('system', {});
    expect(ofAll.flatMap(({ brought }) => brought)).toEqual([]);
  });

  it('is as the record of the family to whoever may not read it', async () => {
    expect(await code('partner', ofFamily())).toBe('NOT_FOUND');
    expect(await code('practitioner', { ...ofFamily(), family: `family-${'0'.repeat(26)}` })).toBe(
      'NOT_FOUND',
    );
    expect(await code('system', { ...ofFamily(), purpose: 'OPERATIONS' })).toBe('NOT_PERMITTED');
  });

  it('is not to be had of everybody at once', async () => {
    for (const persona of ['practitioner', 'partner', 'social-worker', 'administrator'] as const)
      expect(await code(persona, { purpose: 'FAMILY_HELP' })).toBe('NOT_PERMITTED');
    expect(await code('manager', { purpose: 'FAMILY_HELP' })).toBe('PURPOSE_NOT_PERMITTED');
  });

  it('comes in pages of at most a hundred', async () => {
    expect(await code('system', { purpose: 'OPERATIONS', first: 101 })).toBe('PAGE_SIZE');
  });

  it('stands in the access log', async () => {
    await followed('practitioner', ofFamily());
    await served.record.projector.accessReached(await served.record.accessStore.head());
    const query = `query ($family: ID!) { whoSaw(family: $family, purpose: AUDIT, first: 1) {
      nodes { user reads classes } } }`;
    expect(await served.read('auditor', query, { family: story.family.id })).toMatchObject({
      nodes: [
        {
          user: 'practitioner',
          reads: ['changesSince'],
          classes: expect.arrayContaining(['general']) as unknown,
        },
      ],
    });
  });
});
