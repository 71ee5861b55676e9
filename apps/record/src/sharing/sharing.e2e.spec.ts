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
  await served.order('practitioner', 'giveAgreement', {
    ...{ person: story.child.id, family: story.family.id, by: story.mother.id, capacity: 'CARER' },
    ...{ agencies: [school], method: 'VERBAL', explained: 'What the plan is for.' },
    takenBy: story.keyworker,
  });
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const DISCLOSURES = `query ($family: ID, $person: ID, $asOf: AsOf) {
  disclosures(family: $family, person: $person, asOf: $asOf, purpose: FAMILY_HELP) {
    disclosures {
      id state recipientAgencyName request { purpose requesterName basis }
      decisions { decision basis reason isOverride needsAgreement decidedByName }
      shared { id entries position how documentHash }
      acknowledgements { informationDisclosed acknowledgerName }
      errors { informationDisclosed error affected affectedTold notified decisionStands }
    }
  }
}`;

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

describe('the whole of a disclosure', () => {
  it('says who asked, what was received, and what was in error, whom it affects and who was told', async () => {
    const persons = [story.child.id];
    const { id: disclosure } = await served.order('coordinator', 'requestDisclosure', {
      ...{ family: story.family.id, persons, recipientAgency: school, classes: ['general'] },
      ...{ purpose: 'To plan her mornings.', requesterName: 'Tess Lee, teacher', basis: 'PUBLIC_TASK' },
    });
    const decided = { basis: 'PUBLIC_TASK', decision: 'DISCLOSE', reason: 'She is often late.' };
    await served.order('practitioner', 'decideDisclosure', {
      ...{ ...decided, disclosure, family: story.family.id, persons, recipientAgency: school },
      ...{ classes: ['general'], decidedBy: story.keyworker },
    });
    const commandId = randomUUID();
    const need = { person: story.child.id, language: 'Yoruba', interpreter: false };
    await served.order('practitioner', 'recordLanguageNeed', { ...need, commandId });
    const telling = randomUUID();
    const documentHash = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';
    await served.order('practitioner', 'discloseInformation', {
      ...{ commandId: telling, disclosure, entries: [uuidv5(commandId, `person-${story.child.id}/0`)] },
      ...{ how: 'EMAIL', documentHash, disclosedBy: story.keyworker },
    });
    const informationDisclosed = uuidv5(telling, `${disclosure}/0`);
    const which = { disclosure, informationDisclosed };
    const received = { ...which, acknowledgerName: 'Tess Lee' };
    const elsewhere = { ...received, informationDisclosed: commandId };
    await expect(served.order('practitioner', 'acknowledgeDisclosure', elsewhere)).rejects.toThrow(
      'NOT_DISCLOSED',
    );
    await served.order('practitioner', 'acknowledgeDisclosure', received);
    const error = { error: 'Her mother’s illness was in it.', affected: [story.mother.id] };
    await served.order('practitioner', 'notifyDisclosureError', {
      ...{ ...which, ...error, affectedTold: [story.mother.id], notified: ['RECIPIENT'] },
      ...{ decisionStands: false, notifiedBy: story.keyworker },
    });
    const { disclosures } = await served.read<{ disclosures: { id: string }[] }>('manager', DISCLOSURES, {
      person: story.child.id,
    });
    expect(disclosures.find(({ id }) => id === disclosure)).toMatchObject({
      request: {
        ...{ purpose: 'To plan her mornings.', requesterName: 'Tess Lee, teacher', basis: 'PUBLIC_TASK' },
      },
      shared: [{ id: informationDisclosed, documentHash }],
      acknowledgements: [{ informationDisclosed, acknowledgerName: 'Tess Lee' }],
      errors: [
        {
          ...{ informationDisclosed, ...error, affectedTold: [story.mother.id] },
          ...{ notified: ['RECIPIENT'], decisionStands: false },
        },
      ],
    });
    await expect(
      served.order('practitioner', 'discloseInformation', {
        ...{ disclosure, entries: [uuidv5(commandId, `person-${story.child.id}/0`)] },
        ...{ how: 'EMAIL', disclosedBy: story.keyworker },
      }),
    ).rejects.toThrow('DISCLOSURE_WITHHELD');
  });
});
