import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import {
  allReads,
  corrected,
  firstReferral,
  followed,
  formOf,
  identified,
  OF_BEN,
  type Referral,
} from '../testing/first-referral.ts';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';

// A boy comes into the record by a form on which nobody had a record yet. He is adopted, and sealed; his sister is not.

let served: Served;
let referral: Referral;
let subject: string | undefined;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  referral = await firstReferral(served);
  await identified(served, referral);
  await corrected(served, referral);
  ({ subject } = (await formOf(served, referral.request.id)).children[0] ?? {});
  await namedAgain();
}, 60_000);
afterAll(() => served[Symbol.asyncDispose]());

/** A second form, of the family that the record knows, which says whose he is and not that he has a record. */
async function namedAgain(): Promise<void> {
  const { id: request } = await served.order('coordinator', 'receiveRequest', {
    ...{ source: '2A', channel: 'PORTAL', urgency: 'ROUTINE', agreement: 'REFUSED', gss: 'E07000243' },
    ...{ family: referral.family, answers: { whatIsWorrying: 'Tired.' } },
    children: [{ givenName: 'Benzu', familyName: 'Reed', dateOfBirth: '2021-02-01', sex: 'M' }],
  });
  const [child] = (await formOf(served, request)).children;
  const said = { request, subject: child?.subject, person: referral.ben };
  await served.order('coordinator', 'identifyOnRequest', said);
}

const readers = [
  ['coordinator', 'FAMILY_HELP'],
  ['practitioner', 'FAMILY_HELP'],
  ['auditor', 'AUDIT'],
] as const satisfies (readonly [PersonaName, string])[];

describe('whoever is sealed and came by a form without a record', () => {
  it('is on it no more, in no answer, for whom the seal shuts out', async () => {
    const before = await allReads(served, ['auditor', 'AUDIT'], referral);
    for (const word of OF_BEN) expect(before).toContain(word);
    const { family, ben: person } = referral;
    await served.order('coordinator', 'removeMember', { family, person, reason: 'ADOPTED' });
    await sealed(served, person, await custodians(served, referral), 'ADOPTION');
    await followed(served);
    for (const reader of readers) {
      const told = await allReads(served, reader, referral);
      for (const word of [...OF_BEN, person, String(subject)]) expect(told).not.toContain(word);
    }
  });

  it('is answered of as of an id that nobody has', async () => {
    const identify = (input: object) => served.order('coordinator', 'identifyOnRequest', input);
    const order = (request: string, more: object = {}) =>
      identify({ request, subject, person: referral.cara, ...more });
    const unknown = `request-${'7'.repeat(26)}`;
    const codeOf = (sent: Promise<unknown>) => sent.catch((error: Error) => error.message.split(':')[0]);
    expect(await codeOf(order(referral.request.id))).toBe(await codeOf(order(unknown)));
    const person = referral.ben;
    expect(await codeOf(order(await another(), { person }))).toBe(
      await codeOf(order(await another(), { person: '7'.repeat(26) })),
    );
  });

  it('is there for whoever keeps it', async () => {
    const told = await allReads(served, ['manager', 'FAMILY_HELP'], referral);
    for (const word of OF_BEN) expect(told).toContain(word);
  });

  async function another(): Promise<string> {
    const { id } = await served.order('coordinator', 'receiveRequest', {
      ...{ source: '2A', channel: 'PORTAL', urgency: 'ROUTINE', agreement: 'REFUSED', gss: 'E07000243' },
      children: [{ givenName: 'Dee', familyName: 'Lee', dateOfBirth: '2020-01-01', sex: 'F' }],
      answers: { whatIsWorrying: 'Tired.' },
    });
    ({ subject } = (await formOf(served, id)).children[0] ?? {});
    return id;
  }
});
