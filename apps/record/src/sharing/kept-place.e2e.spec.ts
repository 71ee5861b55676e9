import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv5 } from '#libs/contracts';
import { Served, type Receipt } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

// Ngozi fled from Tom, who still belongs to the family, to a refuge; of the child it was written down without saying so.

const LINE = '3 Safe Way';

let served: Served;
let story: Story;
let father: Receipt;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  const { family, child, mother } = story;
  const names = [{ use: 'LEGAL', given: 'Tom', family: 'Okafor' }];
  father = await served.order('coordinator', 'registerPerson', { names, sex: 'M', adult: true });
  const joins = { family: family.id, person: father.id, role: 'FATHER', livesHere: 'NO' };
  await served.order('coordinator', 'addMember', joins);
  await lives(mother, { type: 'REFUGE', line: LINE, postcode: 'SG1 1AB', confidentialFrom: [father.id] });
  await lives(child, { type: 'TEMPORARY', line: '3, safe way', postcode: 'SG1 1AB' });
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

function lives({ id: person }: Receipt, address: object) {
  return served.order('coordinator', 'recordAddress', { person, ...address });
}

async function decided(persons: readonly Receipt[], classes: readonly string[]): Promise<string> {
  const { id } = await served.order('manager', 'decideDisclosure', {
    ...{ family: story.family.id, persons: persons.map((each) => each.id), recipientPerson: father.id },
    ...{ classes, decision: 'DISCLOSE', basis: 'SUBJECT_ACCESS', reason: 'He asks for his record.' },
    decidedBy: story.keyworker,
  });
  return id;
}

describe('a place that is kept from somebody of the family', () => {
  it('is kept in the record of another who lives there, and in the family’s story', async () => {
    await expect(decided([story.child], ['address'])).rejects.toThrow('CONTACT_BAR');
    const asked = { family: story.family.id, purpose: 'FAMILY_HELP' };
    const nodes = await served.read(
      'practitioner',
      `query ($family: ID!, $purpose: Purpose!) {
        familyTimeline(family: $family, purpose: $purpose, first: 100) { nodes { type summary data } }
      }`,
      asked,
    );
    expect(JSON.stringify(nodes)).toContain('AddressRecorded');
    expect(JSON.stringify(nodes)).not.toMatch(/safe way/i);
  });

  it('stays so after she moved on, of whose next address it is said whether it is kept', async () => {
    const home = { type: 'HOME', line: '5 New Road', postcode: 'SG1 1AD' };
    await expect(lives(story.mother, home)).rejects.toThrow('CONFIDENTIAL_FROM_UNSAID');
    const ended = { person: story.mother.id, type: 'REFUGE', to: '2026-03-02' };
    await served.order('coordinator', 'endAddress', ended);
    await expect(lives(story.mother, home)).rejects.toThrow('CONFIDENTIAL_FROM_UNSAID');
    await lives(story.mother, { ...home, confidentialFrom: [] });
    await expect(decided([story.mother], ['address'])).rejects.toThrow('CONTACT_BAR');
    await decided([story.mother], ['general']);
  });

  it('stays so though a correction says otherwise', async () => {
    const stream = `person-${story.mother.id}`;
    const { events } = await served.record.store.readStream(stream);
    const entry = events.find(({ type }) => type === 'AddressRecorded')?.id ?? '';
    const replaced = { addressRecorded: { confidentialFrom: [] } };
    await served.order('coordinator', 'correctEntry', { stream, entry, reason: 'LATER_EVIDENCE', replaced });
    for (const person of [story.mother, story.child])
      await expect(decided([person], ['address'])).rejects.toThrow('CONTACT_BAR');
  });
});

describe('what is told', () => {
  const tell = (disclosure: string, entry: string) =>
    served.order('manager', 'discloseInformation', {
      ...{ disclosure, entries: [entry], how: 'LETTER', disclosedBy: story.keyworker },
    });

  it('is of the people and classes that were decided, and nothing of all to whoever is barred from one', async () => {
    const { family, child, episode } = story;
    const commandId = randomUUID();
    const told = { family: family.id, episode, from: 'POLICE', summary: 'Both are at 3 Safe Way.' };
    await served.order('coordinator', 'receiveInformation', { ...told, commandId });
    const police = uuidv5(commandId, `${family.id}/0`);
    const { events } = await served.record.store.readStream(family.id);
    const level = events.find(({ type }) => type === 'LevelOfNeedDecided')?.id ?? '';
    const ofHimself = await decided([father], ['general']);
    await expect(tell(ofHimself, level)).rejects.toThrow('PERSON_NOT_DECIDED');
    await expect(tell(ofHimself, police)).rejects.toThrow('CLASS_NOT_DECIDED');
    const withPolice = await decided([father], ['general', 'police']);
    const bar = { person: child.id, barred: father.id, scope: 'NO_INFORMATION' };
    await served.order('coordinator', 'recordContactBar', bar);
    await expect(tell(withPolice, police)).rejects.toThrow('CONTACT_BAR');
  });
});
