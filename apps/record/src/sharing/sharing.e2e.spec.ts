import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv5 } from '#libs/contracts';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let school: string;
let manager: string;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  ({ school, manager } = await staffAround(served, story));
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const about = () => ({
  person: story.child.id,
  family: story.family.id,
  by: story.mother.id,
  takenBy: story.keyworker,
});
const AGREEMENTS = `query ($person: ID!, $asOf: AsOf, $purpose: Purpose = FAMILY_HELP) {
  agreements(person: $person, asOf: $asOf, purpose: $purpose) {
    stands agencies asOf { position }
    voices { by says agencies capacity method takenByName on { value } redactions { pointer reason } }
    competence { competent rationale redactions { pointer reason } }
  }
}`;
const DISCLOSURES = `query ($family: ID, $person: ID, $asOf: AsOf) {
  disclosures(family: $family, person: $person, asOf: $asOf, purpose: FAMILY_HELP) {
    disclosures {
      id state recipientAgencyName purpose
      decisions { decision basis reason isOverride needsAgreement decidedByName }
      shared { entries position how } acknowledgements { acknowledgedBy } errors { error }
    }
  }
}`;

describe('agreement', () => {
  it('is given for a child and read on both axes', async () => {
    const given = await served.order('practitioner', 'giveAgreement', {
      ...about(),
      capacity: 'CARER',
      agencies: [school],
      method: 'VERBAL',
      explained: 'What the plan is for.',
    });
    const asked = { person: story.child.id };
    expect(await served.read('practitioner', AGREEMENTS, asked)).toMatchObject({
      stands: true,
      agencies: [school],
      voices: [{ by: story.mother.id, says: 'AGREES', capacity: 'CARER', takenByName: 'Kit Wardley' }],
      competence: null,
    });
    const before = { position: String(Number(given.position) - 1) };
    expect(await served.read('practitioner', AGREEMENTS, { ...asked, asOf: before })).toMatchObject({
      stands: null,
      voices: [],
    });
  });

  it('is refused where the record does not bear it out', async () => {
    await expect(
      served.order('practitioner', 'giveAgreement', {
        ...about(),
        capacity: 'PR',
        method: 'SIGNED',
        explained: 'All of it.',
      }),
    ).rejects.toThrow('NO_CAPACITY');
  });

  it('of another family’s child is none of a keyworker’s business', async () => {
    await served.order('coordinator', 'assessCompetence', {
      person: story.child.id,
      family: story.family.id,
      competent: false,
      rationale: 'Eight years old.',
      assessedBy: story.keyworker,
    });
    await expect(served.read('quality', AGREEMENTS, { person: story.child.id })).rejects.toThrow(
      'PURPOSE_NOT_PERMITTED',
    );
    await expect(served.read('social-worker', AGREEMENTS, { person: story.child.id })).rejects.toThrow(
      'NOT_FOUND',
    );
  });
});

describe('a disclosure', () => {
  const sharing = (changes: object = {}) => ({
    family: story.family.id,
    persons: [story.child.id],
    recipientAgency: school,
    classes: ['general'],
    decision: 'DISCLOSE',
    basis: 'CONSENT',
    reason: 'The school can help in the mornings.',
    decidedBy: story.keyworker,
    ...changes,
  });

  it('is decided on agreement, shared, and known to the agency from then on', async () => {
    const need = { person: story.child.id, language: 'Igbo', interpreter: false };
    const commandId = randomUUID();
    await served.order('practitioner', 'recordLanguageNeed', { ...need, commandId });
    const entry = uuidv5(commandId, `person-${story.child.id}/0`);
    const { id: disclosure } = await served.order('practitioner', 'decideDisclosure', sharing());
    const told = await served.order('practitioner', 'discloseInformation', {
      disclosure,
      entries: [entry],
      how: 'EMAIL',
      disclosedBy: story.keyworker,
    });
    const known = `query ($person: ID!, $agency: ID, $asOf: AsOf) {
      whatWasKnown(person: $person, agency: $agency, asOf: $asOf, purpose: FAMILY_HELP) { nodes { id } }
    }`;
    const asked = { person: story.child.id, agency: school };
    expect(await served.read('manager', known, asked)).toEqual({ nodes: [{ id: entry }] });
    const before = { position: String(Number(told.position) - 1) };
    expect(await served.read('manager', known, { ...asked, asOf: before })).toEqual({ nodes: [] });
    expect(await served.read('manager', DISCLOSURES, { person: story.child.id })).toMatchObject({
      disclosures: [
        {
          id: disclosure,
          state: 'DISCLOSED',
          recipientAgencyName: 'Hill School',
          decisions: [
            { decision: 'DISCLOSE', basis: 'CONSENT', needsAgreement: true, decidedByName: 'Kit Wardley' },
          ],
          shared: [{ entries: [entry], how: 'EMAIL' }],
        },
      ],
    });
  });

  it('that was withheld stands in the record as well, and a manager may decide otherwise', async () => {
    const withheld = sharing({ decision: 'WITHHOLD', basis: 'PUBLIC_TASK', recipientAgency: story.agency });
    const { id: disclosure } = await served.order('practitioner', 'decideDisclosure', withheld);
    await expect(
      served.order('practitioner', 'discloseInformation', {
        disclosure,
        entries: ['00000000-0000-5000-8000-000000000000'],
        how: 'EMAIL',
        disclosedBy: story.keyworker,
      }),
    ).rejects.toThrow('DISCLOSURE_WITHHELD');
    const overriding = {
      disclosure,
      decision: 'DISCLOSE',
      basis: 'PUBLIC_TASK',
      reason: 'She is at risk.',
      manager,
    };
    await expect(served.order('practitioner', 'overrideDisclosure', overriding)).rejects.toThrow(
      'NOT_PERMITTED',
    );
    await served.order('manager', 'overrideDisclosure', overriding);
    const { disclosures } = await served.read<{ disclosures: { id: string }[] }>('manager', DISCLOSURES, {
      family: story.family.id,
    });
    expect(disclosures.find(({ id }) => id === disclosure)).toMatchObject({
      state: 'TO_DISCLOSE',
      decisions: [
        { decision: 'WITHHOLD' },
        { decision: 'DISCLOSE', isOverride: true, reason: 'She is at risk.' },
      ],
    });
    const register = `{ disclosureRegister(overridden: true, purpose: SUBJECT_ACCESS) { nodes { id state agency } } }`;
    expect(await served.read('privacy-officer', register)).toEqual({
      nodes: [{ id: disclosure, state: 'TO_DISCLOSE', agency: story.agency }],
    });
    await expect(served.read('coordinator', register)).rejects.toThrow('NOT_PERMITTED');
  });

  it('never tells someone barred, on whatever basis', async () => {
    const tom = await served.order('coordinator', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Tom', family: 'Okafor' }],
      sex: 'M',
      adult: true,
    });
    const bar = { person: story.child.id, barred: tom.id, scope: 'NO_INFORMATION' };
    await served.order('coordinator', 'recordContactBar', bar);
    await expect(
      served.order(
        'manager',
        'decideDisclosure',
        sharing({ recipientAgency: undefined, recipientPerson: tom.id, basis: 'LEGAL' }),
      ),
    ).rejects.toThrow('CONTACT_BAR');
  });

  it('is of no family that its keyworker does not hold', async () => {
    const other = await served.order('coordinator', 'registerFamily', {
      members: [{ person: story.mother.id, role: 'MOTHER', livesHere: 'FULL' }],
    });
    await expect(
      served.order('practitioner', 'decideDisclosure', sharing({ family: other.id })),
    ).rejects.toThrow('NOT_FOUND');
  });

  it('cannot rest on a duty that the authority has not switched on', async () => {
    await expect(
      served.order('practitioner', 'decideDisclosure', sharing({ basis: 'CA2004_INFO_DUTY' })),
    ).rejects.toThrow('CODE_NOT_CURRENT');
  });
});
