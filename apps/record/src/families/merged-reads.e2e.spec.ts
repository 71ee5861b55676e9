import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { standAt } from '../testing/forgotten-story.ts';
import { mergedIntoAnother } from '../testing/merged-family.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Two families turn out to be one household, and then not to be. While they are one, whoever asks for the one that lives
// on is told what stands under the other's name as well.

const SAW = `query ($family: ID!, $asOf: AsOf) {
  whoSaw(family: $family, asOf: $asOf, purpose: AUDIT, first: 100) { nodes { user reads } }
}`;
const LOG = `query ($family: ID!, $asOf: AsOf) {
  accessLog(family: $family, asOf: $asOf, purpose: AUDIT, first: 100) { nodes { user reads } }
}`;
const SHARED = `query ($family: ID!, $asOf: AsOf) {
  disclosures(family: $family, asOf: $asOf, purpose: AUDIT) { disclosures { id family } }
}`;
const REQUESTS = `query ($family: ID!, $asOf: AsOf) {
  requests(family: $family, asOf: $asOf, purpose: FAMILY_HELP) { nodes { id family } }
}`;

let served: Served;
let story: Story;
let staff: Awaited<ReturnType<typeof staffAround>>;
let survivor: string;
let disclosure: string;
/** The last position before the merge, and one at which it stands. */
let before: string;
let merged: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  staff = await staffAround(served, story);
  const { family, request, child, keyworker } = story;
  await served.order('coordinator', 'linkRequestToFamily', { request: request.id, family: family.id });
  const decided = await served.order('manager', 'decideDisclosure', {
    ...{ family: family.id, persons: [child.id], recipientAgency: staff.school, classes: ['general'] },
    ...{ decision: 'DISCLOSE', basis: 'VITAL', reason: 'She is in danger.', decidedBy: keyworker },
  });
  disclosure = decided.id;
  standAt(served, '2026-03-03T09:00:00.000Z');
  await served.read('quality', `{ family(reference: "${family.id}", purpose: QUALITY) { id } }`);
  standAt(served, '2026-03-04T09:00:00.000Z');
  survivor = await mergedIntoAnother(served, story);
  const { store } = served.record;
  const { events } = await store.readStream(family.id);
  const merge = events.findLast(({ type }) => type === 'FamiliesMerged');
  before = String((merge?.position ?? 0) - 1);
  merged = String(await store.head());
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

const reached = async (): Promise<void> => {
  const { projector, managers, store, accessStore } = served.record;
  await managers.reached(await store.head());
  await projector.reached(await store.head());
  await projector.accessReached(await accessStore.head());
};

/** What is found under a family's name: looks by the reader of before, what was shared, and requests. */
async function found(family: string, position?: string): Promise<Record<string, unknown>> {
  await reached();
  const asked = { family, asOf: position === undefined ? null : { position } };
  interface Looks {
    readonly nodes: readonly { readonly user: string; readonly reads: readonly string[] }[];
  }
  const looks = async (query: string): Promise<number> =>
    (await served.read<Looks>('auditor', query, asked)).nodes.filter(
      ({ user, reads }) => user === 'quality' && reads.includes('family'),
    ).length;
  const { disclosures } = await served.read<{ disclosures: object[] }>('auditor', SHARED, asked);
  const { nodes } = await served.read<{ nodes: object[] }>('coordinator', REQUESTS, asked);
  return { saw: await looks(SAW), log: await looks(LOG), disclosures, requests: nodes };
}

const nothing = { saw: 0, log: 0, disclosures: [], requests: [] };
const everything = () => ({
  saw: 1,
  log: 1,
  disclosures: [{ id: disclosure, family: story.family.id }],
  requests: [{ id: story.request.id, family: story.family.id }],
});

it('as of when they are one, all of both is found under the name of the one that lives on', async () => {
  expect(await found(survivor)).toEqual(everything());
  expect(await found(story.family.id)).toEqual(everything());
});

it('as of before, nothing of the other', async () => {
  expect(await found(survivor, before)).toEqual(nothing);
});

it('once they are taken apart, each has its own again', async () => {
  const { family, episode, keyworker } = story;
  const reversed = { survivor, retired: family.id, episode, reason: 'Two households.' };
  const by = { requestedBy: keyworker, approvedBy: staff.manager };
  await served.order('manager', 'reverseFamilyMerge', { ...reversed, ...by });
  expect(await found(survivor)).toEqual(nothing);
  expect(await found(family.id)).toEqual(everything());
  expect(await found(survivor, merged)).toEqual(everything());
});

it('what is sealed of the other since is found by nobody but its custodians, as of whenever', async () => {
  await sealed(served, story.family.id, await custodians(served, story));
  await reached();
  const asked = { family: survivor, asOf: { position: merged } };
  const unknown = { family: 'family-00000000000000000000000009', asOf: { position: merged } };
  for (const [persona, query] of [
    ['auditor', SAW],
    ['auditor', LOG],
    ['auditor', SHARED],
    ['coordinator', REQUESTS],
  ] as const)
    expect(toldTo(await served.ask(persona, query, asked))).toEqual(
      toldTo(await served.ask(persona, query, unknown)),
    );
});

/** An answer without what is of the one time it was asked. */
function toldTo({ data, errors }: Awaited<ReturnType<Served['ask']>>): object {
  return { data, codes: errors?.map(({ extensions }) => extensions['code']) };
}
