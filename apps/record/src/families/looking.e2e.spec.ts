import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { policeTellLate, type LateReport } from '../testing/story.ts';

let served: Served;
let story: LateReport;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await policeTellLate(served);
});
afterAll(() => served[Symbol.asyncDispose]());

const FAMILY = `query ($family: ID!, $asOf: AsOf, $purpose: Purpose!) {
  family(reference: $family, asOf: $asOf, purpose: $purpose) {
    id reference
    members { name dateOfBirth role livesHere redactions { pointer reason } }
    episode { id status agencyName keyworker keyworkerName children { child level statutoryStatus } }
    asOf { position }
  }
}`;

const family = (asOf?: object) =>
  served.read<object>('practitioner', FAMILY, {
    family: story.family.reference,
    purpose: 'FAMILY_HELP',
    asOf,
  });

describe('a family', () => {
  it('is as it is now, with names for who may read them', async () => {
    expect(await family()).toMatchObject({
      id: story.family.id,
      members: [
        { name: 'Ava Okafor', dateOfBirth: '2018-05-04', role: 'CHILD', livesHere: 'FULL', redactions: [] },
        { name: 'Ngozi Okafor', role: 'MOTHER' },
      ],
      episode: {
        id: story.episode,
        status: 'OPEN',
        agencyName: 'Families First Stevenage',
        keyworker: story.keyworker,
        keyworkerName: 'Kit Wardley',
        children: [{ child: story.child.id, level: 'L3' }],
      },
    });
  });

  it('is as it was before the step', async () => {
    const before = { episode: { children: [{ level: 'L2' }] } };
    expect(await family({ position: story.opened.position })).toMatchObject(before);
    expect(await family({ knownAt: '2026-03-09T00:00:00Z' })).toMatchObject(before);
    expect(await family({ effectiveAt: '2026-03-09' })).toMatchObject(before);
  });

  it('shows a quality reviewer that an address is withheld, and not what it is', async () => {
    const seen = await served.read<{ members: object[] }>('quality', FAMILY, {
      family: story.family.reference,
      purpose: 'QUALITY',
    });
    expect(seen.members[0]).toMatchObject({
      name: 'Ava Okafor',
      livesHere: null,
      redactions: [{ pointer: '/livesHere', reason: 'WITHHELD' }],
    });
  });

  it('names no keyworker to a manager who counts, and says that one is withheld', async () => {
    const list =
      '{ families(purpose: OPERATIONS) { nodes { keyworkerName redactions { pointer reason } } } }';
    expect(await served.read('manager', list)).toEqual({
      nodes: [{ keyworkerName: null, redactions: [{ pointer: '/keyworkerName', reason: 'WITHHELD' }] }],
    });
  });

  it('keeps the grants of two fields of one query apart', async () => {
    const { data } = await served.ask(
      'auditor',
      `query ($family: ID!) {
        opened: family(reference: $family, purpose: AUDIT) { members { livesHere } }
        listed: families(purpose: AUDIT) { nodes { reference keyworker keyworkerName } }
      }`,
      { family: story.family.reference },
    );
    expect(data).toMatchObject({
      opened: { members: [{ livesHere: 'FULL' }, { livesHere: 'FULL' }] },
      listed: {
        nodes: [{ reference: story.family.reference, keyworker: story.keyworker, keyworkerName: null }],
      },
    });
  });
});

describe('the other ways to look', () => {
  it('say what was known of a person on a day', async () => {
    const query = `query ($person: ID!, $asOf: AsOf) { whatWasKnown(person: $person, asOf: $asOf, purpose: AUDIT) {
      person { name addresses { line } } families nodes { type } } }`;
    const on = (knownAt: string) =>
      served.read<{ nodes: { type: string }[] }>('auditor', query, {
        person: story.child.reference,
        asOf: { knownAt },
      });
    expect(await on('2026-03-15T00:00:00Z')).toMatchObject({
      person: { name: 'Ava Okafor', addresses: [{ line: '14 Canary Lane' }] },
      families: [story.family.id],
    });
    expect((await on('2026-03-15T00:00:00Z')).nodes).not.toContainEqual({ type: 'InformationReceived' });
    expect((await on('2026-03-20T16:00:00Z')).nodes).toContainEqual({ type: 'InformationReceived' });
  });

  it('tell a child’s levels and who decided them', async () => {
    const query = `query ($child: ID!) { levelHistory(child: $child, purpose: FAMILY_HELP) {
      child spans { level how decidedByName indicators rationale from { value } to { value } } } }`;
    expect(await served.read('practitioner', query, { child: story.child.id })).toMatchObject({
      child: story.child.id,
      spans: [
        { level: 'L2', how: 'DECIDED', decidedByName: 'Kit Wardley', indicators: ['L2.01'] },
        { level: 'L3', how: 'STEPPED_UP', rationale: 'The school reports bruises.', to: null },
      ],
    });
  });

  it('recognise a person by number, with score and reasons', async () => {
    const query = `{ matchPerson(nhsNumber: "999 000 0018", given: "Ava", family: "Okafor", dateOfBirth: "2018-05-04", purpose: FAMILY_HELP) {
      matches { person reference relation score reasons name } } }`;
    expect(await served.read('coordinator', query)).toMatchObject({
      matches: [
        {
          person: story.child.id,
          relation: 'SAME',
          name: 'Ava Okafor',
          reasons: expect.arrayContaining(['SAME_NHS_NUMBER']) as unknown,
        },
      ],
    });
  });

  it('say whether a child is being helped, and by whom', async () => {
    const query = `query ($n: String!) { openEpisodeFor(nhsNumber: $n, purpose: FAMILY_HELP) { answer help { agencyName keyworkerName } } }`;
    expect(await served.read('partner', query, { n: '9990000018' })).toMatchObject({
      answer: 'EXISTS',
      help: [{ agencyName: 'Families First Stevenage', keyworkerName: 'Kit Wardley' }],
    });
    expect(await served.read('partner', query, { n: '9990000026' })).toMatchObject({
      answer: 'CANNOT_SAY',
      help: [],
    });
  });

  it('show a request as it came in and what became of it', async () => {
    const query = `query ($request: ID!) { request(reference: $request, purpose: FAMILY_HELP) {
      reference state district family form redactions { pointer } events { type } } }`;
    expect(await served.read('coordinator', query, { request: story.request.reference })).toMatchObject({
      reference: story.request.reference,
      form: { referrerName: 'Quill Referrer', answers: { whatIsWorrying: 'Ava is tired and often late.' } },
      redactions: [],
    });
  });

  it('list requests, and the caseload of whoever asks', async () => {
    const requests = `{ requests(purpose: FAMILY_HELP, waiting: true) { nodes { reference } } }`;
    expect(await served.read('coordinator', requests)).toMatchObject({ nodes: expect.any(Array) as unknown });
    const caseload = `{ caseload(purpose: FAMILY_HELP) { nodes { family reference level keyworkerName children { child level } } } }`;
    expect(await served.read('practitioner', caseload)).toMatchObject({
      nodes: [
        {
          family: story.family.id,
          reference: story.family.reference,
          children: [{ child: story.child.id, level: 'L3' }],
          level: 'L3',
          keyworkerName: 'Kit Wardley',
        },
      ],
    });
  });

  it('open one event by its position', async () => {
    const query = `query ($id: ID!) { event(id: $id, purpose: AUDIT) { type position data } }`;
    expect(await served.read('auditor', query, { id: story.stepped.position })).toMatchObject({
      type: 'SteppedUp',
    });
  });
});

describe('who looked', () => {
  it('is told to an auditor: who, for what, and what they saw', async () => {
    await served.read('practitioner', FAMILY, { family: story.family.reference, purpose: 'FAMILY_HELP' });
    const { position } = await lastViewing();
    await served.record.projector.accessReached(position);
    const query = `query ($family: ID!) { whoSaw(family: $family, purpose: AUDIT, first: 1) {
      nodes { user role purpose effect reads relationships classes } } }`;
    expect(await served.read('auditor', query, { family: story.family.reference })).toMatchObject({
      nodes: [
        {
          user: 'practitioner',
          role: 'KEYWORKER',
          purpose: 'FAMILY_HELP',
          effect: 'GRANTED',
          reads: ['family'],
          relationships: ['assigned'],
          classes: expect.arrayContaining(['general', 'address']) as unknown,
        },
      ],
    });
  });

  it('is recorded for every answer and every refusal', async () => {
    const before = (await lastViewing()).position;
    await family();
    await served.ask('administrator', FAMILY, { family: story.family.reference, purpose: 'FAMILY_HELP' });
    await served.ask('auditor', FAMILY, { family: 'F-0000000000', purpose: 'AUDIT' });
    expect((await lastViewing()).position).toBe(before + 3);
  });

  const lastViewing = async () => ({ position: await served.record.accessStore.head() });
});
