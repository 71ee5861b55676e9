import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personas, type PersonaName } from '#libs/access';
import { createBundle } from '#libs/service';
import {
  allReads,
  corrected,
  firstReferral,
  formOf,
  identified,
  OF_BEN,
  type Referral,
} from '../testing/first-referral.ts';
import { standAt } from '../testing/forgotten-story.ts';
import { Served } from '../testing/served.ts';

// A boy comes into the record by a form on which nobody had a record yet. He is registered, and later erased alone.

let served: Served;
let referral: Referral;

const readers = [
  ['coordinator', 'FAMILY_HELP'],
  ['manager', 'FAMILY_HELP'],
  ['auditor', 'AUDIT'],
] as const satisfies (readonly [PersonaName, string])[];

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  referral = await firstReferral(served);
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

describe('whoever has no record when a form comes in', () => {
  it('is there under an id of their own, and under no other', async () => {
    const { children, parent } = await formOf(served, referral.request.id);
    const subjects = [...children, parent].map((each) => each?.subject);
    expect(new Set(subjects).size).toBe(3);
    expect(subjects).not.toContain(undefined);
  });

  it('may be whom is erased: nothing is found of the form before it is said whose record is theirs', async () => {
    const { ben, request } = referral;
    const proposed = { persons: [ben], ground: 'UNLAWFUL', rationale: 'He was another child.' };
    const { id: erasure } = await served.order('privacy-officer', 'proposeErasure', proposed);
    const review = (outcome: string) =>
      served.order('privacy-officer', 'reviewSharedText', { erasure, textOf: request.id, outcome });
    for (const outcome of ['NOTHING_OF_THEM', 'TAKEN_OUT'])
      await expect(review(outcome)).rejects.toThrow('FORM_NOT_IDENTIFIED');
    await review('NEEDED_BY_OTHERS');
    await served.order('privacy-officer', 'withdrawErasure', { erasure, reason: 'It waits.' });
  });

  it('is shown with the record that they were said to have, from then on', async () => {
    await identified(served, referral);
    await corrected(served, referral);
    const { children, parent } = await formOf(served, referral.request.id);
    expect([...children, parent].map((each) => each?.person)).toEqual([
      referral.ben,
      referral.cara,
      referral.mother,
    ]);
    expect(children[0]?.givenName).toBe('Benzu-Lee');
    const then = `query ($request: ID!, $asOf: AsOf) {
      request(reference: $request, asOf: $asOf, purpose: FAMILY_HELP) { form } }`;
    const asOf = { position: referral.request.position };
    const before = await served.read('coordinator', then, { request: referral.request.id, asOf });
    expect(JSON.stringify(before)).not.toContain(referral.ben);
  });

  it('is on it no more, in no answer, once that record is erased; the others are', async () => {
    for (const reader of readers) {
      const told = await allReads(served, reader, referral);
      for (const word of OF_BEN.slice(0, 2)) expect(told).toContain(word);
    }
    await erased(referral.ben);
    for (const reader of readers) {
      const told = await allReads(served, reader, referral);
      for (const word of OF_BEN) expect(told).not.toContain(word);
      expect(told).toContain('Cara');
    }
    const asked = { family: referral.family, purpose: 'AUDIT', door: 'OPERATOR' } as const;
    const { text } = await createBundle({ ...asked, principal: personas.auditor }, served.record);
    for (const word of OF_BEN) expect(text).not.toContain(word);
    expect(text).toContain('Cara');
  });

  it('is certified to be erased by what the form named them by, too', async () => {
    const { children } = await formOf(served, referral.request.id);
    const events = `query ($request: ID!) {
      request(reference: $request, purpose: AUDIT) { form redactions { pointer reason } } }`;
    const { redactions } = await served.read<{ redactions: object[] }>('auditor', events, {
      request: referral.request.id,
    });
    expect(children[0]).toEqual({ subject: expect.any(String), person: referral.ben });
    expect(redactions).toContainEqual({ pointer: '/children/0/dateOfBirth', reason: 'ERASED' });
  });
});

async function erased(person: string): Promise<void> {
  const proposed = { persons: [person], ground: 'UNLAWFUL', rationale: 'He was another child.' };
  const { id: erasure } = await served.order('privacy-officer', 'proposeErasure', proposed);
  for (const textOf of [referral.family, referral.request.id])
    await served.order('privacy-officer', 'reviewSharedText', {
      ...{ erasure, textOf, outcome: 'NOTHING_OF_THEM' },
    });
  await served.order('manager', 'approveErasure', { erasure, rationale: 'So it is.' });
  standAt(served, '2026-05-10T09:00:00.000Z');
  await served.record.erasures.look();
  await served.record.projector.reached(await served.record.store.head());
}
