import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { staffAround } from '../testing/sharing-story.ts';
import { helpOpens, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;
let school: string;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  ({ school } = await staffAround(served, story));
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
    voices { by says lapsed agencies capacity method explained takenByName on { value } redactions { pointer reason } }
    competence { matter competent rationale redactions { pointer reason } }
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
      voices: [
        {
          ...{ by: story.mother.id, says: 'AGREES', capacity: 'CARER', takenByName: 'Kit Wardley' },
          explained: 'What the plan is for.',
        },
      ],
      competence: [],
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

  it('stands no longer once the parental responsibility of whoever gave it ended', async () => {
    const { child, mother, family } = story;
    const held = { person: child.id, holder: mother.id };
    await served.order('coordinator', 'recordParentalResponsibility', { ...held, basis: 'BIRTH_MOTHER' });
    const given = { capacity: 'PR', agencies: [school], method: 'SIGNED', explained: 'All of it.' };
    await served.order('practitioner', 'giveAgreement', { ...about(), ...given });
    const deciding = {
      ...{ family: family.id, persons: [child.id], recipientAgency: school, classes: ['general'] },
      ...{ decision: 'DISCLOSE', basis: 'CONSENT', reason: 'A plan.', decidedBy: story.keyworker },
    };
    const decide = () => served.order('practitioner', 'decideDisclosure', deciding);
    await decide();
    await served.order('coordinator', 'endParentalResponsibility', { ...held, to: '2026-03' });
    expect(await served.read('practitioner', AGREEMENTS, { person: child.id })).toMatchObject({
      stands: false,
      agencies: [],
      voices: [{ by: mother.id, says: 'AGREES', lapsed: true }],
    });
    await expect(decide()).rejects.toThrow('NO_AGREEMENT');
  });

  it('of another family’s child is none of a keyworker’s business', async () => {
    await served.order('coordinator', 'assessCompetence', {
      person: story.child.id,
      family: story.family.id,
      matter: 'HELP',
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

describe('a child under 16', () => {
  it('agrees alone once found competent for what she decides, and no longer than that', async () => {
    const { id: person } = story.child;
    const own = {
      ...about(),
      by: person,
      capacity: 'COMPETENT_U16',
      method: 'VERBAL',
      explained: 'In her words.',
    };
    const assessed = {
      person,
      family: story.family.id,
      rationale: 'Says it back.',
      assessedBy: story.keyworker,
    };
    const assess = (matter: string, competent: boolean) =>
      served.order('practitioner', 'assessCompetence', { ...assessed, matter, competent });
    const give = (agencies: string[]) =>
      served.order('practitioner', 'giveAgreement', { ...own, ...(agencies.length > 0 && { agencies }) });
    await assess('HELP', true);
    await expect(give([school])).rejects.toThrow('NO_CAPACITY');
    const { position } = await give([]);
    const asOf = { position };
    expect(await served.read('practitioner', AGREEMENTS, { person, asOf })).toMatchObject({
      stands: true,
      agencies: [],
      competence: [{ matter: 'HELP', competent: true, rationale: 'Says it back.' }],
    });
    await assess('HELP', false);
    await expect(give([])).rejects.toThrow('NO_CAPACITY');
    const withdrawn = { ...own, explained: undefined, reason: 'She would rather not.' };
    await served.order('practitioner', 'withdrawAgreement', withdrawn);
  });
});
