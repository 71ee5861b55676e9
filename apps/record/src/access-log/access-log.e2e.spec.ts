import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { policyVersion, type PersonaName } from '#libs/access';
import { Served } from '../testing/served.ts';
import { helpOpens, stepUpOf, type Story } from '../testing/story.ts';

let served: Served;
let story: Story;

const FAMILY = `query ($family: ID!, $purpose: Purpose!) {
  family(reference: $family, purpose: $purpose) { members { name } }
}`;
const LOG = `query ($purpose: Purpose!, $family: ID, $person: ID, $worker: ID, $user: ID, $agency: ID, $lookedFor: Purpose,
  $effect: AccessEffect, $from: DateTime, $to: DateTime, $asOf: AsOf, $first: Int) {
  accessLog(purpose: $purpose, family: $family, person: $person, worker: $worker, user: $user, agency: $agency,
    lookedFor: $lookedFor, effect: $effect, from: $from, to: $to, asOf: $asOf, first: $first) {
    logPosition
    nodes { position what user role purpose effect reads policies policyVersion of ofPosition documentHash results terms }
  }
}`;

interface Entry {
  readonly position: string;
  readonly what: string;
  readonly user: string;
  readonly effect: string;
  readonly reads: readonly string[];
  readonly policies: readonly string[];
  readonly policyVersion: string | null;
  readonly of: readonly string[];
  readonly terms: readonly string[];
}

async function logOf(filter: object, persona: PersonaName = 'auditor'): Promise<Entry[]> {
  const { projector, accessStore } = served.record;
  await projector.accessReached(await accessStore.head());
  const asked = { purpose: 'AUDIT', first: 100, ...filter };
  const { nodes } = await served.read<{ nodes: Entry[] }>(persona, LOG, asked);
  return nodes;
}
const said = (entries: readonly Entry[]): string[] =>
  entries.map(({ user, effect, reads }) => `${user} ${effect} ${reads.join()}`);
const head = (): Promise<number> => served.record.accessStore.head();

beforeAll(async () => {
  served = await Served.start();
  story = await helpOpens(served);
  const family = { family: story.family.id };
  await served.read('coordinator', FAMILY, { ...family, purpose: 'FAMILY_HELP' });
  await served.read('quality', FAMILY, { ...family, purpose: 'QUALITY' });
  await expect(served.read('partner', FAMILY, { ...family, purpose: 'FAMILY_HELP' })).rejects.toThrow();
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

describe('the access log', () => {
  it('is asked for a family, a worker, an agency, a purpose, what was refused, and together', async () => {
    const family = story.family.id;
    const both = ['quality GRANTED family', 'coordinator GRANTED family'];
    expect(said(await logOf({ family }))).toEqual(['partner REFUSED family', ...both]);
    expect(said(await logOf({ family, effect: 'GRANTED' }))).toEqual(expect.arrayContaining(both));
    expect(said(await logOf({ user: 'quality' }))).toEqual(['quality GRANTED family']);
    expect(said(await logOf({ lookedFor: 'QUALITY' }))).toEqual(['quality GRANTED family']);
    expect(said(await logOf({ user: 'quality', lookedFor: 'FAMILY_HELP' }))).toEqual([]);
    const school = 'organisation-00000000000000000000000003';
    expect(said(await logOf({ agency: school }))).toEqual(['partner REFUSED family']);
    await served.read('practitioner', FAMILY, { family, purpose: 'FAMILY_HELP' });
    expect(said(await logOf({ worker: story.keyworker }))).toEqual(['practitioner GRANTED family']);
    await expect(logOf({ worker: story.keyworker, user: 'quality' })).rejects.toThrow('NOT_FOUND');
  });

  it('finds out at once which of all that it names are requests', async () => {
    const { requests } = served.record.readers;
    const [alone, among] = [jest.spyOn(requests, 'request'), jest.spyOn(requests, 'among')];
    await logOf({});
    expect([alone.mock.calls.length, among.mock.calls.length]).toEqual([0, 1]);
    for (const spy of [alone, among]) spy.mockRestore();
  });

  it('says of whom, by which policies, and from what the answer was', async () => {
    const [entry] = await logOf({ user: 'coordinator', effect: 'GRANTED' });
    expect(entry).toMatchObject({
      what: 'READ',
      purpose: 'FAMILY_HELP',
      policies: ['triage'],
      policyVersion,
      results: 1,
      documentHash: expect.stringMatching(/^[\w-]{43}$/),
      ofPosition: expect.stringMatching(/^\d+$/),
    });
    expect(entry?.of).toEqual(expect.arrayContaining([story.family.id]));
  });

  it('names a request as everything else does', async () => {
    const request = story.request.id;
    const query = `{ request(reference: "${request}", purpose: AUDIT) { state } }`;
    await served.read('auditor', query);
    const [entry] = await logOf({ request });
    expect(entry).toMatchObject({ reads: ['request'] });
    expect(entry?.of).toContain(request);
    expect(entry?.of).not.toContain(request.replace('request-', ''));
  });

  it('goes back to what had been looked at by an instant', async () => {
    const { clock } = served.record;
    const knownAt = clock.now();
    while (clock.now() === knownAt) await new Promise((resolve) => setImmediate(resolve));
    await served.read('quality', FAMILY, { family: story.family.id, purpose: 'QUALITY' });
    const now = await logOf({ user: 'quality' });
    expect(await logOf({ user: 'quality', asOf: { knownAt } })).toHaveLength(now.length - 1);
    expect(await logOf({ user: 'quality', to: knownAt })).toHaveLength(now.length - 1);
    expect(await logOf({ user: 'quality', from: clock.now() })).toEqual([]);
  });

  it('is for the privacy officer and the auditor alone', async () => {
    expect((await logOf({}, 'privacy-officer')).length).toBeGreaterThan(0);
    for (const persona of [
      'manager',
      'practitioner',
      'quality',
      'partner',
      'administrator',
      'system',
    ] as const)
      await expect(logOf({}, persona)).rejects.toThrow('NOT_PERMITTED');
  });

  it('keeps the terms of a search blind', async () => {
    const search = '{ matchPerson(family: "Okafor", purpose: FAMILY_HELP) { matches { score } } }';
    await served.ask('coordinator', search);
    const [entry] = await logOf({ user: 'coordinator' });
    expect(entry).toMatchObject({ reads: ['matchPerson'] });
    expect(entry?.terms).toHaveLength(1);
    expect(JSON.stringify(entry)).not.toContain('Okafor');
  });
});

describe('an order that access refuses', () => {
  it('stands in the access log: who gave it, what, about whom, and by which policy it was refused', async () => {
    const before = await head();
    const order = { commandId: '4b3f6f4e-7f5e-4a44-9d5a-0d8d0a4a9f01', ...stepUpOf(story) };
    await expect(served.order('auditor', 'stepUp', order)).rejects.toThrow('NOT_PERMITTED');
    await expect(served.order('partner', 'stepUp', order)).rejects.toThrow('NOT_FOUND');
    expect(await head()).toBe(before + 2);
    const [partner, auditor] = await logOf({ family: story.family.id });
    expect(partner).toMatchObject({
      what: 'ORDER',
      user: 'partner',
      policies: ['no-relation'],
      policyVersion,
    });
    expect(auditor).toMatchObject({
      what: 'ORDER',
      user: 'auditor',
      purpose: null,
      effect: 'REFUSED',
      reads: ['StepUp'],
      policies: ['no-role'],
      of: [story.family.id],
      ofPosition: null,
      documentHash: null,
    });
    const seen = await served.read<{ nodes: { reads: string[] }[] }>(
      'auditor',
      `query ($family: ID!) { whoSaw(family: $family, purpose: AUDIT) { nodes { reads } } }`,
      { family: story.family.id },
    );
    expect(seen.nodes.flatMap(({ reads }) => reads)).not.toContain('StepUp');
  });

  it('is not in it where it was taken, or refused by a rule: the record says the one, nothing was asked of the other', async () => {
    const before = await head();
    await served.order('practitioner', 'stepUp', stepUpOf(story));
    await expect(served.order('practitioner', 'stepUp', stepUpOf(story))).rejects.toThrow('WRONG_LEVEL');
    expect(await head()).toBe(before);
  });
});
