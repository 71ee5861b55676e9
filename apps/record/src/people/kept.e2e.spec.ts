import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served, type Receipt } from '../testing/served.ts';
import { helpOpens, type Story } from '../testing/story.ts';

const LINE = '3 Safe Way';

let served: Served;
let story: Story;
let father: Receipt;
let unborn: Receipt;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const { family, child } = story;
  const names = (given?: string) => [{ use: 'LEGAL', given, family: 'Okafor' }];
  const tom = { names: names('Tom'), sex: 'M', adult: true };
  father = await served.order('coordinator', 'registerPerson', tom);
  const expected = { names: names(), expectedDeliveryDate: '2026-09-01', sex: 'U', adult: false };
  unborn = await served.order('coordinator', 'registerPerson', expected);
  const join = (person: string, role: string) =>
    served.order('coordinator', 'addMember', { family: family.id, person, role, livesHere: 'NO' });
  await join(father.id, 'FATHER');
  await join(unborn.id, 'UNBORN');
  await served.order('coordinator', 'recordAddress', {
    person: child.id,
    type: 'REFUGE',
    line: LINE,
    confidentialFrom: [father.id],
  });
  const name = { person: child.id, use: 'KNOWN_AS', given: 'Alex', family: 'Okafor' };
  await served.order('coordinator', 'recordPersonName', name);
  const ended = { person: unborn.id, endedOn: '2026-03-01' };
  await served.order('practitioner', 'endPregnancyWithoutBirth', ended);
});
afterAll(() => served[Symbol.asyncDispose]());

const PERSON = `query ($person: ID!, $purpose: Purpose!) {
  person(reference: $person, purpose: $purpose) {
    name unborn addresses { line confidentialFrom } pregnancyEnded { endedOn } redactions { pointer reason }
  }
}`;
const STORY = `query ($family: ID!, $purpose: Purpose!) {
  familyTimeline(family: $family, purpose: $purpose, first: 100) {
    nodes { type summary data redactions { pointer } }
  }
}`;
const person = (persona: 'practitioner' | 'privacy-officer' | 'quality', id: string, purpose: string) =>
  served.read<Record<string, unknown>>(persona, PERSON, { person: id, purpose });
const told = (persona: 'practitioner' | 'quality', purpose: string) =>
  served.read<{ nodes: { type: string; redactions: object[] }[] }>(persona, STORY, {
    family: story.family.id,
    purpose,
  });

describe('a confidential address', () => {
  it('is shown to who helps the person, with whom it must be kept from', async () => {
    const child = await person('practitioner', story.child.id, 'FAMILY_HELP');
    expect(child['addresses']).toContainEqual({ line: LINE, confidentialFrom: [father.id] });
  });

  it('stands nowhere in the story of a family to which that person belongs', async () => {
    const { nodes } = await told('practitioner', 'FAMILY_HELP');
    expect(nodes.map(({ type }) => type)).toContain('AddressRecorded');
    expect(JSON.stringify(nodes)).not.toContain(LINE);
    expect(JSON.stringify(nodes)).not.toContain('Refuge');
  });

  it('leaves nothing under that person’s name', () => {
    const events = served.record.readers.timeline.personTimeline(
      father.id,
      { position: 1000, knownAt: null, effectiveAt: null, provisional: false },
      { sealed: true },
    );
    expect(events.edges.map(({ node }) => node.type)).not.toContain('AddressRecorded');
  });
});

describe('a person', () => {
  it('is called by the name known as', async () => {
    expect(await person('practitioner', story.child.id, 'FAMILY_HELP')).toMatchObject({
      name: 'Alex Okafor',
    });
  });
});

describe('a pregnancy that ended', () => {
  it('is known to who helps the family', async () => {
    expect(await person('practitioner', unborn.id, 'FAMILY_HELP')).toMatchObject({
      unborn: false,
      pregnancyEnded: { endedOn: '2026-03-01' },
    });
    const { nodes } = await told('practitioner', 'FAMILY_HELP');
    expect(nodes.map(({ type }) => type)).toContain('PregnancyEndedWithoutBirth');
  });

  it('tells its day in no envelope', async () => {
    const { events } = await served.record.store.readStream(`person-${unborn.id}`);
    const stored = events.map(({ document }) => Buffer.from(document).toString('utf8')).at(-1) ?? '';
    expect(stored).toContain('"sensitivity":"SEALED"');
    expect(stored).not.toContain('2026-03-01');
  });
});
