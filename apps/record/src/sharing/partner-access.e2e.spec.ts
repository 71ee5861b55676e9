import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personaAgencies } from '#libs/access';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let school: string;
let teacher: string;
let manager: string;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  ({ school, teacher, manager } = await staffAround(served, story));
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const about = () => ({
  person: story.child.id,
  family: story.family.id,
  by: story.mother.id,
  takenBy: story.keyworker,
  capacity: 'CARER',
  method: 'SIGNED',
});
const FAMILY = `query ($family: ID!) { family(reference: $family, purpose: FAMILY_HELP) { id } }`;

const OWN_PART = `query ($person: ID!, $agency: ID!) {
  whatWasKnown(person: $person, agency: $agency, purpose: FAMILY_HELP) { nodes { type } }
}`;

describe('a partner who leads', () => {
  it('reads the family, and its own part, until agreement is narrowed past it or withdrawn, and not a moment longer', async () => {
    const { family, episode } = story;
    const given = { agencies: [school], explained: 'All of it.' };
    await served.order('practitioner', 'giveAgreement', { ...about(), ...given });
    await served.order('manager', 'changeAccountableAgency', { family: family.id, episode, to: school });
    await served.order('manager', 'handOverKeyworker', {
      family: family.id,
      episode,
      to: teacher,
      agency: school,
      agreementReviewed: true,
      reason: 'SCHOOL_PHASE',
    });
    const asked = { family: family.id };
    expect(await served.read('partner', FAMILY, asked)).toEqual({ id: family.id });
    const tried = { family: family.id, episode, attempts: 1, whatWasTried: 'A call.' };
    await served.order('partner', 'recordNonEngagement', tried);
    const ownPart = () =>
      served.read('partner', OWN_PART, { person: story.child.id, agency: personaAgencies.school });
    const part = { nodes: [{ type: 'NonEngagementRecorded' }] };
    expect(await ownPart()).toMatchObject(part);
    const narrow = (agencies: string[]) =>
      served.order('coordinator', 'changeAgreementScope', { ...about(), agencies, explained: 'Less of it.' });
    await narrow([]);
    await expect(served.read('partner', FAMILY, asked)).rejects.toThrow('NOT_FOUND');
    await expect(ownPart()).rejects.toThrow('NOT_FOUND');
    await narrow([school]);
    expect(await served.read('partner', FAMILY, asked)).toEqual({ id: family.id });
    expect(await ownPart()).toMatchObject(part);
    await served.order('coordinator', 'withdrawAgreement', { ...about(), reason: 'Enough.' });
    await expect(served.read('partner', FAMILY, asked)).rejects.toThrow('NOT_FOUND');
    await expect(
      served.order('partner', 'recordNonEngagement', {
        family: family.id,
        episode,
        attempts: 2,
        whatWasTried: 'Nobody in.',
      }),
    ).rejects.toThrow('NOT_FOUND');
    const longAgo = { occurredAt: { value: '2026-01-05', precision: 'DATE' }, lateReason: 'RECEIVED_LATE' };
    await served.order('coordinator', 'giveAgreement', { ...about(), ...given, ...longAgo });
    await expect(served.read('partner', FAMILY, asked)).rejects.toThrow('NOT_FOUND');
    await expect(ownPart()).rejects.toThrow('NOT_FOUND');
    expect(await served.read('manager', FAMILY, asked)).toEqual({ id: family.id });
  });

  it('is handed no family about which agreement has ended, but by a manager’s leave', async () => {
    const { family, episode } = story;
    const back = {
      family: family.id,
      episode,
      agency: story.agency,
      agreementReviewed: true,
      reason: 'LEFTRL',
    };
    await served.order('manager', 'changeAccountableAgency', {
      family: family.id,
      episode,
      to: story.agency,
    });
    const over = { ...back, to: story.keyworker };
    await expect(served.order('manager', 'handOverKeyworker', over)).rejects.toThrow('NO_AGREEMENT');
    const withoutAgreement = { manager, basis: 'PUBLIC_TASK', reason: 'She is at risk.' };
    await served.order('manager', 'handOverKeyworker', { ...over, withoutAgreement });
  });
});

describe('a partner who manages whoever leads', () => {
  it('reads the family while a worker of the own agency holds it, and not a moment longer', async () => {
    const { family, episode, agency, keyworker, child } = story;
    const read = () => served.read('partner', FAMILY, { family: family.id });
    const lead = (to: string, of: string) => {
      const over = { family: family.id, episode, to, agency: of, agreementReviewed: true, reason: 'LEFTRL' };
      const withoutAgreement = { manager, basis: 'PUBLIC_TASK', reason: 'She is at risk.' };
      return served.order('manager', 'handOverKeyworker', { ...over, withoutAgreement });
    };
    const given = { ...about(), agencies: [school], explained: 'All of it.' };
    await served.order('coordinator', 'giveAgreement', given);
    await served.order('administrator', 'moveWorker', {
      worker: teacher,
      agency: school,
      role: 'TEAM_MANAGER',
    });
    const training = [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }];
    const post = { agency: school, role: 'SCHOOL_STAFF', activeFrom: '2020-01-01', training };
    const mentor = await served.order('administrator', 'registerWorker', { name: 'Ola Gray', ...post });
    await expect(read()).rejects.toThrow('NOT_FOUND');
    await served.order('manager', 'changeAccountableAgency', { family: family.id, episode, to: school });
    await lead(mentor.id, school);
    expect(await read()).toEqual({ id: family.id });
    const person = `query ($id: ID!) { person(reference: $id, purpose: FAMILY_HELP) { id } }`;
    expect(await served.read('partner', person, { id: child.id })).toEqual({ id: child.id });
    await served.order('manager', 'changeAccountableAgency', { family: family.id, episode, to: agency });
    await lead(keyworker, agency);
    await expect(read()).rejects.toThrow('NOT_FOUND');
  });
});
