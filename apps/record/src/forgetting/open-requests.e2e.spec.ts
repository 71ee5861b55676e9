import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { standAt } from '../testing/forgotten-story.ts';
import { familyOf, FORM, membersOf, type Known } from '../testing/panel-story.ts';
import { Served } from '../testing/served.ts';

// A child is reported and never helped: while somebody has work with the report it is not erased, and it is kept for long.

let served: Served;
let worker: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00.000Z' });
  ({ keyworker: worker } = await membersOf(served));
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

async function requestAbout({ child }: Partial<Known>, given = 'Ava'): Promise<string> {
  const children = FORM.children.map((each) => ({
    ...each,
    givenName: given,
    ...(child !== undefined && { person: child }),
  }));
  const { id } = await served.order('coordinator', 'receiveRequest', { ...FORM, children });
  return id;
}
const propose = async (records: object, ground: string): Promise<string> => {
  const proposed = { ...records, ground, rationale: 'Nothing keeps it.' };
  return (await served.order('privacy-officer', 'proposeErasure', proposed)).id;
};
const decide = (request: string) =>
  served.order('coordinator', 'withdrawRequest', { request, reason: 'FAMILY_DECLINED' });
const worry = (request: string, children?: string[]) => {
  const concern = { request, concern: 'She said that she is hit.', identifiedBy: worker };
  return served.order('coordinator', 'identifySafeguardingConcern', {
    ...concern,
    ...(children && { children }),
  });
};
const pass = (request: string) =>
  served.order('coordinator', 'passToChildrensServices', { request, route: 'MASH_FORM', passedBy: worker });

describe('a request on which nobody decided', () => {
  it('keeps the child whom it names, itself, and the family', async () => {
    const { child, family } = await familyOf(served, 'Ben');
    const request = await requestAbout({ child }, 'Ben');
    const all = [{ persons: [child] }, { requests: [request] }, { persons: [child], requests: [request] }];
    for (const records of all) await expect(propose(records, 'UNLAWFUL')).rejects.toThrow('OPEN_WORK');
    await served.order('coordinator', 'linkRequestToFamily', { request, family });
    await expect(propose({ families: [family] }, 'UNLAWFUL')).rejects.toThrow('OPEN_WORK');
    await decide(request);
    for (const records of all) await expect(propose(records, 'UNLAWFUL')).resolves.toMatch(/^erasure-/);
  });

  it('does so while its concern was not passed on, though it came to an end', async () => {
    const { child } = await familyOf(served, 'Cy');
    const request = await requestAbout({ child }, 'Cy');
    await decide(request);
    await worry(request, [child]);
    await expect(propose({ persons: [child] }, 'UNLAWFUL')).rejects.toThrow('OPEN_WORK');
    await pass(request);
    await expect(propose({ persons: [child] }, 'UNLAWFUL')).resolves.toMatch(/^erasure-/);
  });
});

describe('a child whose harm was reported, and whom nobody helped', () => {
  it('is kept as one about whom protection was considered', async () => {
    const known = await familyOf(served, 'Eve');
    const first = await requestAbout(known, 'Eve');
    await worry(first);
    // The second is a first referral: when it came the child had no record.
    const second = await requestAbout({}, 'Fay');
    await worry(second);
    const fay = await served.order('coordinator', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Fay', family: 'Reed' }],
      dateOfBirth: '2019-02-03',
      sex: 'F',
      adult: false,
    });
    const members = [{ person: fay.id, role: 'CHILD', livesHere: 'FULL' }];
    await served.order('coordinator', 'registerFamily', { request: second, members });
    const unharmed = await familyOf(served, 'Gil');
    for (const request of [first, second]) {
      await pass(request);
      await decide(request);
    }
    await served.record.projector.reached(await served.record.store.head());
    standAt(served, '2032-04-01T10:00:00.000Z');

    const due = `{ retentionDue(purpose: OPERATIONS, first: 100) { nodes { person rule } } }`;
    const { nodes } = await served.read<{ nodes: { person: string }[] }>('privacy-officer', due);
    expect(nodes).toContainEqual({ person: unharmed.child, rule: 'KNOWN' });
    for (const { person } of nodes) expect([known.child, fay.id]).not.toContain(person);
    for (const records of [
      { persons: [known.child], requests: [first] },
      { persons: [fay.id] },
      { requests: [second] },
    ])
      await expect(propose(records, 'RETENTION_ENDED')).rejects.toThrow('RETENTION_NOT_ENDED');
    await expect(propose({ persons: [unharmed.child] }, 'RETENTION_ENDED')).resolves.toMatch(/^erasure-/);
  });
});
