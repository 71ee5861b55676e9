import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Served } from '../testing/served.ts';
import { helpOpens, stepUpOf, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-02T09:00:00.000Z' });
  story = await helpOpens(served);
  const linked = { request: story.request.id, family: story.family.id };
  await served.order('coordinator', 'linkRequestToFamily', linked);
  await served.order('privacy-officer', 'restrictProcessing', {
    person: story.mother.id,
    ground: 'ACCURACY_CONTESTED',
    explanation: 'She says that she was never asked.',
  });
  await followed();
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

const followed = async () => served.record.projector.reached(await served.record.store.head());
const PERSON = `query ($of: ID!, $purpose: Purpose!) { person(reference: $of, purpose: $purpose) { name } }`;
const FAMILY = `query ($of: ID!, $purpose: Purpose!) { family(reference: $of, purpose: $purpose) { id } }`;
const REQUEST = `query ($of: ID!, $purpose: Purpose!) { request(reference: $of, purpose: $purpose) { id } }`;
const records = (): [string, string][] => [
  [PERSON, story.mother.id],
  [FAMILY, story.family.id],
  [REQUEST, story.request.id],
];
const opens = (persona: Parameters<Served['ask']>[0], purpose: string) =>
  Promise.all(
    records().map(async ([query, of]) => {
      const { errors } = await served.ask(persona, query, { of, purpose });
      return errors?.[0]?.extensions['code'] ?? 'OPEN';
    }),
  );
const ALL = (answer: string) => [answer, answer, answer];

describe('a person of whom what is held is kept, and not used', () => {
  it('is read for nothing but what the law leaves, and whoever might read is told why', async () => {
    expect(await opens('practitioner', 'FAMILY_HELP')).toEqual(ALL('PROCESSING_RESTRICTED'));
    expect(await opens('manager', 'FAMILY_HELP')).toEqual(ALL('PROCESSING_RESTRICTED'));
    expect(await opens('quality', 'QUALITY')).toEqual(ALL('PROCESSING_RESTRICTED'));
    expect(await opens('practitioner', 'SAFEGUARDING')).toEqual(ALL('OPEN'));
    expect(await opens('auditor', 'AUDIT')).toEqual(ALL('OPEN'));
    expect(await opens('privacy-officer', 'SUBJECT_ACCESS')).toEqual(ALL('OPEN'));
  });

  it('is told to nobody to whom she would not open', async () => {
    expect(await opens('social-worker', 'FAMILY_HELP')).toEqual(ALL('NOT_FOUND'));
    expect(await opens('practitioner', 'QUALITY')).toEqual(ALL('PURPOSE_NOT_PERMITTED'));
    expect(await opens('system', 'FAMILY_HELP')).toEqual(ALL('NOT_PERMITTED'));
  });

  it('stays in lists, which say no more of her family than that it is there and why', async () => {
    const families = `query ($level: String) {
      families(purpose: FAMILY_HELP, level: $level) { nodes { id keyworker level redactions { pointer reason } } }
    }`;
    const listed = (variables: object = {}) =>
      served.read<{ nodes: object[] }>('coordinator', families, variables);
    const redactions = ['', '/level'].map((pointer) => ({ pointer, reason: 'RESTRICTED' }));
    const shut = { id: story.family.id, keyworker: story.keyworker, level: null, redactions };
    expect((await listed()).nodes).toEqual([shut]);
    expect((await listed({ level: 'L2' })).nodes).toEqual([]);
    const open = `{ families(purpose: SAFEGUARDING, level: "L2") { nodes { id level redactions { reason } } } }`;
    const free = { id: story.family.id, level: 'L2', redactions: [] };
    expect(await served.read('coordinator', open)).toEqual({ nodes: [free] });
    const held = `{ caseload(purpose: FAMILY_HELP) { nodes { level children { level } redactions { reason } } } }`;
    const item = { level: null, children: [{ level: null }] };
    expect(await served.read('practitioner', held)).toMatchObject({ nodes: [item] });
    const requests = `{ requests(purpose: FAMILY_HELP) { nodes { id urgency redactions { reason } } } }`;
    const withheld = [{ reason: 'RESTRICTED' }, { reason: 'RESTRICTED' }];
    expect(await served.read('coordinator', requests)).toMatchObject({
      nodes: [{ id: story.request.id, urgency: null, redactions: withheld }],
    });
  });

  it('is told of by no flag, which says no more than that something is to be looked at', async () => {
    const about = { flag: 'LATE_BEFORE_DECISION', persons: [story.mother.id] };
    await served.order('coordinator', 'raiseDataQualityFlag', about);
    await followed();
    const flags = (purpose: string) =>
      served.read(
        'coordinator',
        `{ dataQualityFlags(purpose: ${purpose}) { nodes { persons event { type } redactions { pointer } } } }`,
      );
    const flag = { persons: [story.mother.id] };
    expect(await flags('FAMILY_HELP')).toEqual({
      nodes: [{ ...flag, event: null, redactions: [{ pointer: '' }, { pointer: '/event' }] }],
    });
    expect(await flags('SAFEGUARDING')).toEqual({
      nodes: [{ ...flag, event: { type: 'DataQualityFlagRaised' }, redactions: [] }],
    });
  });

  it('is found by whoever looks for her, who sees no more than that she is there', async () => {
    const match = `query ($purpose: Purpose!) {
      matchPerson(given: "Ngozi", family: "Okafor", dateOfBirth: "1990", purpose: $purpose) {
        matches { person name dateOfBirth reasons redactions { pointer reason } }
      }
    }`;
    const found = (purpose: string) =>
      served.read<{ matches: { person: string }[] }>('coordinator', match, { purpose });
    const her = ({ matches }: { matches: { person: string }[] }) =>
      matches.find(({ person }) => person === story.mother.id);
    expect(her(await found('FAMILY_HELP'))).toMatchObject({
      name: null,
      dateOfBirth: null,
      reasons: null,
      redactions: expect.arrayContaining([{ pointer: '/name', reason: 'RESTRICTED' }]),
    });
    expect(her(await found('SAFEGUARDING'))).toMatchObject({ redactions: [] });
  });

  it('leaves her child’s own record as it was', async () => {
    const asked = { of: story.child.id, purpose: 'FAMILY_HELP' };
    expect(await served.read('practitioner', PERSON, asked)).toEqual({ name: 'Ava Okafor' });
  });

  it('is refused in the record of reads by the restriction', async () => {
    const { projector, accessStore } = served.record;
    await projector.accessReached(await accessStore.head());
    const saw = `query ($of: ID!) { whoSaw(person: $of, purpose: AUDIT, last: 100) { nodes { policies effect } } }`;
    const { nodes } = await served.read<{ nodes: object[] }>('auditor', saw, { of: story.mother.id });
    expect(nodes).toContainEqual({ policies: ['restricted'], effect: 'REFUSED' });
  });

  it('goes on being helped: what is found out is recorded', async () => {
    expect(await served.order('practitioner', 'stepUp', stepUpOf(story))).toMatchObject({
      id: story.family.id,
    });
  });

  it('is read again once whoever asked was told that it ends', async () => {
    await served.order('privacy-officer', 'liftProcessingRestriction', {
      person: story.mother.id,
      reason: 'She was asked; it is written down.',
      toldOn: '2026-03-02',
    });
    expect(await opens('practitioner', 'FAMILY_HELP')).toEqual(ALL('OPEN'));
  });
});
