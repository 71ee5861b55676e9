import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PersonaName } from '#libs/access';
import { decideErasure, LONG_AFTER, standAt } from '../testing/forgotten-story.ts';
import { familyOf, FORM, membersOf, type Known, type Members } from '../testing/panel-story.ts';
import { Served, type Receipt } from '../testing/served.ts';

// A school asks for help for a child who has a record. Whoever reads the form has looked at the child.

let served: Served;
let members: Members;
let known: Known;
let request: Receipt;

const REQUEST = `query ($request: ID!) {
  request(reference: $request, purpose: FAMILY_HELP) { form events { type } }
}`;
const QUESTIONS = `query ($request: ID!) {
  agencyQuestions(request: $request, purpose: FAMILY_HELP) { children { familyName } questions { question } }
}`;
const WHO_SAW = `query ($person: ID, $family: ID, $request: ID) {
  whoSaw(person: $person, family: $family, request: $request, purpose: AUDIT) { nodes { user reads effect } }
}`;
const UNUSUAL = `query ($on: Date!) { unusualAccess(on: $on, purpose: AUDIT) { found { rule user } } }`;

const requestOf = ({ family, child }: Known): Promise<Receipt> =>
  served.order('coordinator', 'receiveRequest', {
    ...FORM,
    family,
    children: FORM.children.map((each) => ({ ...each, person: child })),
  });
const open = (persona: PersonaName, query: string, { id }: Receipt): Promise<unknown> =>
  served.read(persona, query, { request: id });

async function caughtUp(): Promise<void> {
  const { projector, accessStore, store } = served.record;
  await projector.accessReached(await accessStore.head());
  await projector.reached(await store.head());
}

async function whoSaw(of: object): Promise<string[]> {
  await caughtUp();
  const { nodes } = await served.read<{ nodes: { user: string; reads: string[] }[] }>('auditor', WHO_SAW, of);
  const readers = nodes.map(({ user, reads }) => `${user} ${reads.join()}`);
  return readers.filter((each) => each !== 'auditor whoSaw');
}

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-10T09:00:00Z' });
  members = await membersOf(served);
  known = await familyOf(served);
  request = await requestOf(known);
  const asking = { request: request.id, due: '2026-03-17', basis: 'CONSENT', agency: members.school };
  await served.order('coordinator', 'requestAgencyInformation', {
    ...asking,
    question: 'Is Ava often late?',
  });
}, 30_000);
afterAll(() => served[Symbol.asyncDispose]());

describe('whoever reads a request', () => {
  it('is found among those who saw the child, the family, and the request', async () => {
    await open('coordinator', REQUEST, request);
    expect(await whoSaw({ person: known.child })).toEqual(['coordinator request']);
    expect(await whoSaw({ family: known.family })).toEqual(['coordinator request']);
    expect(await whoSaw({ request: request.id })).toEqual(['coordinator request']);
  });

  it('is found there as well where an agency reads what it was asked', async () => {
    await open('partner', QUESTIONS, request);
    for (const whom of [{ person: known.child }, { family: known.family }, { request: request.reference }])
      expect((await whoSaw(whom))[0]).toBe('partner agencyQuestions');
  });

  it('is found where they live next to the child', async () => {
    const neighbours = (line: string): object => ({ type: 'HOME', line, postcode: 'SG1 1AA' });
    const moved = { person: known.child, ...neighbours('14 Canary Lane'), from: '2026-03-01' };
    await served.order('coordinator', 'recordAddress', moved);
    const own = await served.order('manager', 'registerPerson', {
      names: [{ use: 'LEGAL', given: 'Mo', family: 'Wells' }],
      dateOfBirth: '1980-01-02',
      sex: 'F',
      adult: true,
      address: neighbours('16 Canary Lane'),
    });
    const worker = await served.order('administrator', 'registerWorker', {
      name: 'Cora Wells',
      user: 'coordinator',
      agency: members.help,
      role: 'TRIAGE_COORDINATOR',
      activeFrom: '2020-01-01',
    });
    const self = { worker: worker.id, person: own.id, connection: 'SELF' };
    await served.order('administrator', 'declarePersonalConnection', self);
    await caughtUp();
    standAt(served, '2026-03-11T09:00:00.000Z');
    await open('coordinator', REQUEST, request);
    await caughtUp();
    const { found } = await served.read<{ found: object[] }>('privacy-officer', UNUSUAL, {
      on: '2026-03-11',
    });
    expect(found).toEqual([{ rule: 'NEIGHBOUR', user: 'coordinator' }]);
  });
});

describe('a request that is being erased', () => {
  /** What is answered once the keys are gone, and before the read models are purged. */
  async function answeredMeanwhile(erased: Receipt, ask: () => Promise<unknown>): Promise<unknown> {
    const { erasures, projector } = served.record;
    await caughtUp();
    standAt(served, LONG_AFTER);
    await decideErasure(served, { requests: [erased.id] }, [erased.id]);
    standAt(served, '2062-04-01T10:00:00.000Z');
    const asked = Promise.withResolvers<unknown>();
    const purged = jest.spyOn(projector, 'purged').mockImplementationOnce(async (position) => {
      asked.resolve(await ask().catch((error: unknown) => error));
      purged.mockRestore();
      return projector.purged(position);
    });
    await erasures.look();
    return asked.promise;
  }

  it('is answered to nobody from when its key is gone', async () => {
    const other = await requestOf(await familyOf(served, 'Ben'));
    const withdrawn = { request: other.id, reason: 'FAMILY_DECLINED' };
    await served.order('coordinator', 'withdrawRequest', withdrawn);
    const answers = await answeredMeanwhile(other, () =>
      Promise.allSettled([open('coordinator', REQUEST, other), open('coordinator', REQUEST, request)]),
    );
    expect(answers).toMatchObject([
      { status: 'rejected', reason: { message: expect.stringMatching('^STALE') as unknown } },
      { status: 'fulfilled' },
    ]);
  });
});

it('the requests of a family are listed by its reference as by its id', async () => {
  const list = `query ($family: ID!) { requests(family: $family, purpose: FAMILY_HELP) { nodes { id } } }`;
  const { id, reference } = await served.read<{ id: string; reference: string }>(
    'coordinator',
    'query ($of: ID!) { family(reference: $of, purpose: FAMILY_HELP) { id reference } }',
    { of: known.family },
  );
  for (const family of [id, reference, reference.toLowerCase()])
    expect(await served.read('coordinator', list, { family })).toEqual({ nodes: [{ id: request.id }] });
});
