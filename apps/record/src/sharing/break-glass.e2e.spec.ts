import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let manager: string;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  const { family, episode, agency } = story;
  const staff = await staffAround(served, story);
  ({ manager } = staff);
  const over = {
    family: family.id,
    episode,
    to: staff.second,
    agency,
    agreementReviewed: true,
    reason: 'LEFTRL',
  };
  await served.order('manager', 'handOverKeyworker', over);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const FAMILY = `query ($family: ID!, $purpose: Purpose!) { family(reference: $family, purpose: $purpose) { id } }`;
const PERSON = `query ($person: ID!) { person(reference: $person, purpose: SAFEGUARDING) { id } }`;
const SAW = `query ($family: ID!) {
  whoSaw(family: $family, purpose: AUDIT, last: 100) { nodes { role relationships } }
}`;

const BROKEN = `query ($unreviewed: Boolean) {
  brokenGlass(unreviewed: $unreviewed, purpose: AUDIT) {
    nodes { use worker family usedAt openUntil reviewDueOn outcome reviewedBy }
  }
}`;

const CHANGES = `{ changesSince(purpose: OPERATIONS, last: 50) { nodes { entry { type data } } } }`;

describe('breaking the glass', () => {
  const read = (purpose = 'SAFEGUARDING') =>
    served.read('practitioner', FAMILY, { family: story.family.id, purpose });
  const breaking = () => ({
    worker: story.keyworker,
    family: story.family.id,
    category: 'RISK_OF_HARM',
    explanation: 'A neighbour heard her scream.',
  });

  it('is by nobody for somebody else, nor without saying why', async () => {
    await expect(read()).rejects.toThrow('NOT_FOUND');
    await expect(served.order('social-worker', 'breakGlass', breaking())).rejects.toThrow('NOT_FOUND');
    await expect(served.order('partner', 'breakGlass', breaking())).rejects.toThrow('NOT_PERMITTED');
    const silent = { ...breaking(), explanation: 'Please.' };
    await expect(served.order('practitioner', 'breakGlass', silent)).rejects.toThrow('REASON_REQUIRED');
    await expect(read()).rejects.toThrow('NOT_FOUND');
  });

  it('opens the family for safeguarding alone, until it is found unjustified', async () => {
    const { id: use } = await served.order('practitioner', 'breakGlass', breaking());
    expect(await read()).toEqual({ id: story.family.id });
    expect(await served.read('practitioner', PERSON, { person: story.child.id })).toEqual({
      id: story.child.id,
    });
    await expect(read('FAMILY_HELP')).rejects.toThrow('NOT_FOUND');
    expect(await served.read('privacy-officer', BROKEN, { unreviewed: true })).toMatchObject({
      nodes: [{ use, worker: story.keyworker, family: story.family.id, outcome: null }],
    });
    await expect(served.read('manager', BROKEN)).rejects.toThrow('NOT_PERMITTED');
    const { projector, accessStore } = served.record;
    await projector.accessReached(await accessStore.head());
    const { nodes } = await served.read<{ nodes: { role: string; relationships: string[] }[] }>(
      'auditor',
      SAW,
      {
        family: story.family.id,
      },
    );
    expect(nodes.flatMap(({ relationships }) => relationships)).toContain('glassBroken');
    const found = { worker: story.keyworker, use, outcome: 'NOT_JUSTIFIED', reviewedBy: manager };
    await expect(served.order('manager', 'reviewBreakGlass', found)).rejects.toThrow('NOT_PERMITTED');
    const own = { ...found, reviewedBy: story.keyworker };
    await expect(served.order('privacy-officer', 'reviewBreakGlass', own)).rejects.toThrow('SELF_APPROVAL');
    await served.order('privacy-officer', 'reviewBreakGlass', found);
    expect(await served.read('privacy-officer', BROKEN, { unreviewed: true })).toEqual({ nodes: [] });
    expect(await served.read('privacy-officer', BROKEN)).toMatchObject({
      nodes: [{ use, outcome: 'NOT_JUSTIFIED', reviewedBy: manager }],
    });
    await expect(read()).rejects.toThrow('NOT_FOUND');
  });

  it('is told by the feed of the whole record, by references alone, to whatever system calls the privacy officer', async () => {
    interface Told {
      readonly nodes: readonly { readonly entry: { readonly type: string; readonly data: object } | null }[];
    }
    const { projector, store } = served.record;
    await projector.reached(await store.head());
    const { nodes } = await served.read<Told>('system', CHANGES);
    const uses = nodes.flatMap(({ entry }) => (entry?.type === 'BreakGlassUsed' ? [entry.data] : []));
    const use = expect.stringMatching(/^use-/);
    expect(uses).toEqual([{ use, family: story.family.id, until: expect.stringMatching(/Z$/) }]);
  });

  it('is never of the worker’s own family', async () => {
    const about = { worker: story.keyworker, person: story.mother.id, connection: 'FAMILY' };
    await served.order('practitioner', 'declarePersonalConnection', about);
    await expect(served.order('practitioner', 'breakGlass', breaking())).rejects.toThrow(
      'CONFLICT_OF_INTEREST',
    );
  });

  it('is never of a family to which somebody of theirs belonged, though they left it', async () => {
    const person = async (given: string, of: object) => {
      const names = [{ use: 'LEGAL', given, family: 'Ray' }];
      return (await served.order('coordinator', 'registerPerson', { names, ...of })).id;
    };
    const child = await person('Sol', { sex: 'U', adult: false, dateOfBirth: '2016-01-01' });
    const father = await person('Art', { sex: 'M', adult: true, dateOfBirth: '1986' });
    const members = [
      { person: child, role: 'CHILD' },
      { person: father, role: 'FATHER' },
    ];
    const { id: family } = await served.order('coordinator', 'registerFamily', { members });
    await served.order('coordinator', 'removeMember', { family, person: father, reason: 'SEPARATED' });
    const about = { worker: story.keyworker, person: father, connection: 'FAMILY' };
    await served.order('practitioner', 'declarePersonalConnection', about);
    await expect(served.order('practitioner', 'breakGlass', { ...breaking(), family })).rejects.toThrow(
      'CONFLICT_OF_INTEREST',
    );
  });
});
