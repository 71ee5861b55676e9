import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { caughtUp, graded } from '../../apps/record/src/testing/audit-story.ts';
import { helpOpensToo } from '../../apps/record/src/testing/sampled-story.ts';
import { custodians, sealed } from '../../apps/record/src/testing/sealed-story.ts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { helpOpens, type Story } from '../../apps/record/src/testing/story.ts';
import { Attempts } from '../support/abuse/attempts.ts';

const UNKNOWN = `audit-${'0'.repeat(22)}zzz7`;

let served: Served;
let attempts: Attempts;
let story: Story;
let open: { readonly episode: string };
/** Of a family that is sealed since. */
let hidden: string;
/** Of one that is not, and its action, which is done. */
let audit: string;
let action: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  open = await helpOpensToo(served, story, 'Lea');
  audit = await graded(served, open);
  const set = { audit, owner: story.keyworker, due: '2026-04-01', what: 'Hear each child.' };
  action = (await served.order('quality', 'setAuditAction', set)).id;
  await served.order('quality', 'completeAuditAction', { audit, action });
  hidden = await graded(served, story);
  await sealed(served, story.family.id, await custodians(served, story));
  await caughtUp(served);
  attempts = new Attempts(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

/** What comes of an order, without the id that was sent. */
async function give(name: string, id: string, input: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { id } }`;
  const variables = { input: { commandId: randomUUID(), ...input } };
  const seen = await attempts.of('QUALITY', { query, variables });
  return { ...seen, body: seen.body.replaceAll(id, '') };
}

const secondOf = (id: string) =>
  give('assignAudit', id, { episode: open.episode, auditor: 'another', secondOf: id });
const verifiedIn = (id: string) => give('verifyAuditAction', id, { audit, action, verifiedIn: id });

it.each([
  ['beside which another is made', secondOf],
  ['that is to show that an action holds', verifiedIn],
])('an audit %s, of a sealed family, is answered as an unknown: bytes and statements', async (_, order) => {
  // What is done once, for the first of its kind, is done before they are compared.
  for (const id of [hidden, UNKNOWN]) await order(id);
  const absent = await order(UNKNOWN);
  expect(absent.codes).toEqual(['NOT_FOUND']);
  expect(await order(hidden)).toEqual(absent);
});
