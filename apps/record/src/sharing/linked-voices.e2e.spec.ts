import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linked } from '../../../../libs/service/src/testing/linked.ts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// A mother lets the school that leads be told of her child. The child turns out to have another record, and the two are
// linked; what she says afterwards is written under the one that lives on.

let served: Served;
let story: Story;
let school: string;
let survivor: string;

const FAMILY = `query ($family: ID!) { family(reference: $family, purpose: FAMILY_HELP) { id } }`;
const AGREEMENTS = `query ($person: ID!) {
  agreements(person: $person, purpose: FAMILY_HELP) { stands agencies voices { says } }
}`;
const about = (person: string) => ({
  ...{ person, family: story.family.id, by: story.mother.id, takenBy: story.keyworker },
  ...{ capacity: 'CARER', method: 'SIGNED' },
});
const reads = () => served.read('partner', FAMILY, { family: story.family.id });
const agreements = () => served.read('manager', AGREEMENTS, { person: survivor });

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  const staff = await staffAround(served, story);
  ({ school } = staff);
  const { family, episode, child } = story;
  const given = { ...about(child.id), agencies: [school], explained: 'All of it.' };
  await served.order('practitioner', 'giveAgreement', given);
  await served.order('manager', 'changeAccountableAgency', { family: family.id, episode, to: school });
  const over = { family: family.id, episode, to: staff.teacher, agency: school, agreementReviewed: true };
  await served.order('manager', 'handOverKeyworker', { ...over, reason: 'SCHOOL_PHASE' });
  const names = [{ use: 'LEGAL', given: 'Ava', family: 'Okafor' }];
  const known = { names, dateOfBirth: '2018-05-04', sex: 'F', adult: false };
  survivor = (await served.order('coordinator', 'registerPerson', known)).id;
  await linked(survivor, child.id, served.record);
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

describe('what somebody says of a child of two records', () => {
  it('stands from before they were linked', async () => {
    expect(await reads()).toEqual({ id: story.family.id });
    expect(await agreements()).toMatchObject({ stands: true, agencies: [school] });
  });

  it('ends under the one that lives on what they agreed to under the other', async () => {
    await served.order('coordinator', 'refuseAgreement', { ...about(survivor), reason: 'Enough.' });
    expect(await agreements()).toMatchObject({ stands: false, agencies: [] });
    await expect(reads()).rejects.toThrow('NOT_FOUND');
  });

  it('lets an agency be told again that is named under either since', async () => {
    const given = { ...about(survivor), explained: 'Anew.' };
    await served.order('coordinator', 'giveAgreement', { ...given, agencies: [] });
    expect(await agreements()).toMatchObject({ stands: true, agencies: [] });
    await expect(reads()).rejects.toThrow('NOT_FOUND');
    await served.order('coordinator', 'giveAgreement', { ...given, agencies: [school] });
    expect(await agreements()).toMatchObject({ stands: true, agencies: [school] });
    expect(await reads()).toEqual({ id: story.family.id });
  });
});
