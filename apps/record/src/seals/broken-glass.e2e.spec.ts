import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A practitioner breaks the glass for two families, of which one is sealed before anybody reviewed it.

let served: Served;
let story: Story;
let other: string;
let reviewedBy: string;
let hidden: string;
let open: string;

const breaksFor = async (family: string): Promise<string> => {
  const why = { category: 'RISK_OF_HARM', explanation: 'A neighbour heard her scream.' };
  return (await served.order('practitioner', 'breakGlass', { worker: story.keyworker, family, ...why })).id;
};

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T12:00:00Z' });
  story = await helpOpens(served);
  const names = [{ use: 'LEGAL', given: 'Sol', family: 'Ray' }];
  const sol = { names, sex: 'U', adult: false, dateOfBirth: '2016-01-01' };
  const person = (await served.order('coordinator', 'registerPerson', sol)).id;
  const members = [{ person, role: 'CHILD' }];
  other = (await served.order('coordinator', 'registerFamily', { members })).id;
  hidden = await breaksFor(story.family.id);
  open = await breaksFor(other);
  const keepers = await custodians(served, story);
  reviewedBy = keepers.custodian;
  await sealed(served, story.family.id, keepers);
  await served.record.projector.reached(await served.record.store.head());
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const USES = `query ($first: Int) {
  brokenGlass(unreviewed: true, purpose: AUDIT, first: $first) { nodes { use worker family } pageInfo { hasNextPage } }
}`;
const uses = (persona: PersonaName, first = 10) => served.read<object>(persona, USES, { first });

describe('a use of emergency access to a family that is sealed', () => {
  it('stands in the privacy officer’s register, which does not say of which family', async () => {
    const worker = story.keyworker;
    expect(await uses('privacy-officer')).toMatchObject({
      nodes: [
        { use: hidden, worker, family: null },
        { use: open, worker, family: other },
      ],
    });
  });

  it('is not there for an auditor, whatever the page', async () => {
    const nodes = [{ use: open, worker: story.keyworker, family: other }];
    const pageInfo = { hasNextPage: false };
    for (const first of [1, 10]) expect(await uses('auditor', first)).toEqual({ nodes, pageInfo });
  });

  it('is reviewed as any other', async () => {
    const found = { worker: story.keyworker, use: hidden, outcome: 'JUSTIFIED', reviewedBy };
    const reviewed = await served.order('privacy-officer', 'reviewBreakGlass', found);
    await served.record.projector.reached(Number(reviewed.position));
    expect(await uses('privacy-officer')).toMatchObject({ nodes: [{ use: open }] });
  });
});
