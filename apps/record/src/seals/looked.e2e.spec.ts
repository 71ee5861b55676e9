import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A family is looked at, and sealed, and tried again by somebody who does not keep it.

let served: Served;
let story: Story;

const FAMILY = `query ($id: ID!) { family(reference: $id, purpose: FAMILY_HELP) { id } }`;
const SAW = `query ($family: ID, $person: ID, $request: ID, $purpose: Purpose!) {
  whoSaw(family: $family, person: $person, request: $request, purpose: $purpose, last: 50) { nodes { user reads effect } }
}`;
const LOG = `query ($family: ID, $purpose: Purpose!) {
  accessLog(family: $family, purpose: $purpose, last: 50) { nodes { user reads effect of } }
}`;
type Looks = { readonly nodes: readonly { user: string; effect: string; of?: readonly string[] }[] };

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  story = await helpOpens(served);
  const looks = () => served.ask('coordinator', FAMILY, { id: story.family.id });
  await looks();
  await sealed(served, story.family.id, await custodians(served, story));
  await served.record.projector.reached(await served.record.store.head());
  await looks();
  const { projector, accessStore } = served.record;
  await projector.accessReached(await accessStore.head());
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

async function looks(query: string, [persona, purpose]: [PersonaName, string], of: object): Promise<Looks> {
  return served.read<Looks>(persona, query, { ...of, purpose });
}
const BEFORE_AND_AFTER = [
  { user: 'coordinator', reads: ['family'], effect: 'REFUSED' },
  { user: 'coordinator', reads: ['family'], effect: 'GRANTED' },
];
const ofCoordinator = ({ nodes }: Looks) => nodes.filter(({ user }) => user === 'coordinator');
const accountable: [PersonaName, string][] = [
  ['privacy-officer', 'AUDIT'],
  ['privacy-officer', 'SUBJECT_ACCESS'],
  ['manager', 'SAFEGUARDING'],
  ['practitioner', 'FAMILY_HELP'],
];
const strange: [PersonaName, string][] = [
  ['auditor', 'AUDIT'],
  ['coordinator', 'FAMILY_HELP'],
  ['social-worker', 'SAFEGUARDING'],
];

describe('who looked at a sealed record', () => {
  it.each(accountable)('is told %s for %s, by every name', async (...who) => {
    const family = { family: story.family.id };
    for (const query of [SAW, LOG])
      expect(ofCoordinator(await looks(query, who, family))).toMatchObject(BEFORE_AND_AFTER);
    expect(ofCoordinator(await looks(SAW, who, { family: story.family.reference }))).toHaveLength(2);
    for (const whom of [{ person: story.child.id }, { request: story.request.id }])
      expect(await looks(SAW, who, whom)).toHaveProperty('nodes');
  });

  it('is told the officer without a name of it', async () => {
    const { nodes } = await looks(LOG, ['privacy-officer', 'AUDIT'], { family: story.family.id });
    expect(nodes.flatMap(({ of = [] }) => of)).toEqual([]);
  });

  it.each(strange)('is not there for %s for %s, as that of nobody', async (...who) => {
    for (const query of [SAW, LOG])
      for (const family of [story.family.id, `family-${'7'.repeat(26)}`])
        await expect(looks(query, who, { family })).rejects.toThrow('NOT_FOUND');
  });

  it('is of a record that is not sealed nobody’s who keeps none of it', async () => {
    const open = await served.order('coordinator', 'registerPerson', {
      ...{ names: [{ use: 'LEGAL', given: 'Sol', family: 'Ray' }], sex: 'U', adult: true },
    });
    const asked = looks(SAW, ['manager', 'SAFEGUARDING'], { person: open.id });
    await expect(asked).rejects.toThrow('NOT_FOUND');
    expect(await looks(SAW, ['privacy-officer', 'AUDIT'], { person: open.id })).toHaveProperty('nodes');
  });
});
