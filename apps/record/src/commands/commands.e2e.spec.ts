import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { Served, type Answer } from '../testing/served.ts';
import { helpOpens, stepUpOf, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
});
afterAll(() => served[Symbol.asyncDispose]());

const STEP_UP = `mutation ($input: StepUpInput!) { stepUp(input: $input) { position token revision id reference } }`;

const stepUp = (persona: PersonaName, changes: object = {}): Promise<Answer> =>
  served.ask(persona, STEP_UP, { input: { commandId: randomUUID(), ...stepUpOf(story), ...changes } });

const refusal = ({ errors }: Answer) =>
  errors?.map(({ message, extensions: { correlationId, ...rest } }) => {
    expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
    return { message, ...rest };
  });
const codeOf = ({ errors }: Answer): unknown => errors?.[0]?.extensions['code'];
const events = (): Promise<number> => served.record.store.head();

describe('a command', () => {
  it('of a role that never gives it is refused, and nothing is written', async () => {
    const before = await events();
    for (const persona of [
      'auditor',
      'quality',
      'administrator',
      'system',
      'coordinator',
      'chair',
    ] as const) {
      expect(codeOf(await stepUp(persona))).toBe('NOT_PERMITTED');
    }
    expect(await events()).toBe(before);
  });

  it('about another keyworker’s family gets the answer of a family that is not there', async () => {
    const others = await served.order('administrator', 'registerWorker', {
      name: 'Other Worker',
      agency: story.agency,
      role: 'KEYWORKER',
      activeFrom: '2020-01-01',
      training: [{ training: 'FFA_KEYWORKER', completedOn: '2020-02-01' }],
    });
    const child = await served.order('coordinator', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Ben', family: 'Other' }],
      dateOfBirth: '2016-01-02',
      sex: 'M',
      adult: false,
    });
    const family = await served.order('coordinator', 'registerFamily', {
      members: [{ person: child.id, role: 'CHILD', livesHere: 'FULL' }],
    });
    const opened = await served.order('manager', 'openEpisode', {
      family: family.id,
      children: [{ child: child.id, level: 'L2', indicators: ['L2.01'], rationale: 'Known to the school.' }],
      route: 'SELF',
      district: 'herts.ff.stevenage',
      agency: story.agency,
      keyworker: others.id,
      familyAgreed: true,
      decidedBy: others.id,
    });
    const theirs = { family: family.id, episode: opened.id, child: child.id };
    const existing = refusal(await stepUp('practitioner', theirs));
    const absent = refusal(await stepUp('practitioner', { ...theirs, family: `family-${'0'.repeat(26)}` }));
    expect(existing).toEqual([expect.objectContaining({ code: 'NOT_FOUND' })]);
    expect(absent).toEqual(existing);
  });

  it('that does not fit its shape is refused with the field, without what was sent', async () => {
    const before = await events();
    const answer = await stepUp('practitioner', { rationale: 'Canary\u0000Okafor' });
    expect(refusal(answer)).toEqual([
      expect.objectContaining({ code: 'CONTROL_CHARACTER', details: { field: 'rationale' } }),
    ]);
    expect(JSON.stringify(answer)).not.toContain('Okafor');
    expect(codeOf(await stepUp('practitioner', { commandId: 'not-a-uuid' }))).toBe('INVALID_INPUT');
    expect(codeOf(await stepUp('practitioner', { from: 'L9' }))).toBe('UNKNOWN_CODE');
    expect(await events()).toBe(before);
  });

  it('with fields its schema has not is refused, without what was sent', async () => {
    const answer = await stepUp('practitioner', { note: 'Canary Okafor' });
    expect(codeOf(answer)).toBe('INVALID_INPUT');
    expect(JSON.stringify(answer)).not.toContain('Okafor');
  });

  it('on a version that has moved on gets the current revision, and writes nothing', async () => {
    const before = await events();
    const answer = await stepUp('practitioner', { expectedRevision: 0 });
    expect(refusal(answer)).toEqual([
      expect.objectContaining({ code: 'CONFLICT', details: { revision: story.opened.revision } }),
    ]);
    expect(await events()).toBe(before);
  });

  it('sent twice is done once; with the same id and other words it is refused', async () => {
    const input = { commandId: randomUUID(), ...stepUpOf(story), expectedRevision: story.opened.revision };
    const first = await served.ask('practitioner', STEP_UP, { input });
    const after = await events();
    expect(await served.ask('practitioner', STEP_UP, { input })).toEqual(first);
    const other = await served.ask('practitioner', STEP_UP, {
      input: { ...input, rationale: 'Other words.' },
    });
    expect(codeOf(other)).toBe('IDEMPOTENCY_MISMATCH');
    expect(await events()).toBe(after);
  });

  it('can be read back by its token, and a token of another log is refused', async () => {
    const receipt = await served.order('practitioner', 'stepDown', {
      ...stepUpOf(story),
      from: 'L3',
      to: 'L2',
      indicators: ['L2.01'],
    });
    const query = `query ($family: ID!, $atLeast: Token) {
      family(reference: $family, purpose: FAMILY_HELP, atLeast: $atLeast) { episode { children { level } } } }`;
    const family = story.family.id;
    expect(await served.read('practitioner', query, { family, atLeast: receipt.token })).toEqual({
      episode: { children: [{ level: 'L2' }] },
    });
    const foreign = Buffer.from('elsewhere:3').toString('base64url');
    expect(codeOf(await served.ask('practitioner', query, { family, atLeast: foreign }))).toBe(
      'FOREIGN_TOKEN',
    );
  });

  it('beside one that is refused keeps its receipt', async () => {
    const two = `mutation ($good: RegisterOrganisationInput!, $bad: RegisterOrganisationInput!) {
      good: registerOrganisation(input: $good) { id } bad: registerOrganisation(input: $bad) { id } }`;
    const { data, errors } = await served.ask('administrator', two, {
      good: { commandId: randomUUID(), name: 'A school', agencyType: 'SCHOOL' },
      bad: { commandId: randomUUID(), name: 'A school', agencyType: 'CASTLE' },
    });
    expect(data).toEqual({ good: { id: expect.stringMatching(/^organisation-/) as unknown }, bad: null });
    expect(errors?.map(({ path }) => path)).toEqual([['bad']]);
  });
});
