import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { familyOf, FORM, membersOf } from '../../apps/record/src/testing/panel-story.ts';
import { custodians, sealed } from '../../apps/record/src/testing/sealed-story.ts';
import { Served } from '../../apps/record/src/testing/served.ts';
import { Attempts } from '../support/abuse/attempts.ts';

// The school sent two requests under a number of its own; what it asks of them was sealed since.

const HIDDEN = 'SCHOOL-9';
const UNKNOWN = 'NOBODY-9';

let served: Served;
let attempts: Attempts;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  const { help } = await membersOf(served);
  const { family } = await familyOf(served);
  for (const requestRef of [HIDDEN, HIDDEN]) {
    const { id: request } = await served.order('partner', 'receiveRequest', { ...FORM, requestRef });
    await served.order('coordinator', 'linkRequestToFamily', { request, family });
  }
  await sealed(served, family, await custodians(served, { agency: help }));
  await served.record.projector.reached(await served.record.store.head());
  attempts = new Attempts(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

async function progress(number: string) {
  const { authorization } = await served.as('partner');
  const query = `query ($number: String!) {
    requestProgress(senderReference: $number, purpose: FAMILY_HELP) { reference state }
  }`;
  return attempts.send(authorization.replace('Bearer ', ''), { query, variables: { number } });
}

it('a number under which all that was sent is sealed is answered as one of nobody’s: bytes, statements and records left', async () => {
  // What is done once, for the first of its kind, is done before they are compared.
  for (const number of [HIDDEN, UNKNOWN]) await progress(number);
  const absent = await progress(UNKNOWN);
  expect(absent.codes).toEqual(['NOT_FOUND']);
  expect(await progress(HIDDEN)).toEqual(absent);
});
