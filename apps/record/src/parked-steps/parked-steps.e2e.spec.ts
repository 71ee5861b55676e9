import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { custodians, sealed } from '../testing/sealed-story.ts';
import { Served } from '../testing/served.ts';
import { helpOpens } from '../testing/story.ts';

// A school was taken over by an academy, and the academy closed, and the first is told last: the worker cannot go to an
// academy that is gone already.

const STEPS = 'steps { manager step cause causeType code because mend }';
const LIST = `query ($purpose: Purpose!) { parkedSteps(purpose: $purpose) { ${STEPS} } }`;
const RETRY = `mutation ($input: RetryParkedStepInput!) { retryParkedStep(input: $input) { ${STEPS} } }`;

interface Step {
  readonly manager: string;
  readonly step: string;
  readonly cause: string;
}

let served: Served;
let worker: string;
let trust: string;

beforeAll(async () => {
  served = await Served.start({ bornAt: '2026-03-06T09:00:00.000Z' });
  const organisation = async (name: string) =>
    (await served.order('administrator', 'registerOrganisation', { name, agencyType: 'SCHOOL' })).id;
  const end = (ended: string, endedOn: string, more: object = {}) =>
    served.order('administrator', 'endOrganisation', { organisation: ended, endedOn, ...more });
  const school = await organisation('Hill School');
  const academy = await organisation('Hill Academy');
  trust = await organisation('Hill Trust');
  const someone = { name: 'Kim Reed', agency: school, role: 'KEYWORKER', activeFrom: '2020-01-01' };
  worker = (await served.order('administrator', 'registerWorker', someone)).id;
  await end(academy, '2026-03-05');
  await end(school, '2026-03-04', { successor: academy });
  const { managers, store } = served.record;
  await managers.reached(await store.head());
});
afterAll(() => served[Symbol.asyncDispose]());

const parked = async (persona: 'manager' | 'administrator' | 'system') =>
  (await served.read<{ steps: Step[] }>(persona, LIST, { purpose: 'OPERATIONS' })).steps;

async function retried(persona: 'manager' | 'practitioner') {
  const [{ manager = '', step = '', cause = '' } = {}] = await parked('manager');
  return served.ask(persona, RETRY, { input: { manager, step, cause } });
}

describe('a step that waits for a person', () => {
  it('is seen, with why and what to do, by those who run the service', async () => {
    for (const persona of ['manager', 'administrator', 'system'] as const)
      expect(await parked(persona)).toMatchObject([
        {
          manager: 'agency-ended',
          step: worker,
          causeType: 'OrganisationEnded',
          code: 'ORGANISATION_NOT_ACTIVE',
          because: 'The organisation is not active.',
          mend: 'Choose another organisation.',
        },
      ]);
  });

  it('is shown for operations alone, and not to those who work with families', async () => {
    for (const [persona, purpose, code] of [
      ['practitioner', 'OPERATIONS', 'NOT_PERMITTED'],
      ['auditor', 'AUDIT', 'NOT_PERMITTED'],
      ['manager', 'FAMILY_HELP', 'PURPOSE_NOT_PERMITTED'],
    ] as const) {
      const { errors } = await served.ask(persona, LIST, { purpose });
      expect([persona, errors?.[0]?.extensions['code']]).toEqual([persona, code]);
    }
    expect((await retried('practitioner')).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('stays while it is refused again', async () => {
    const { errors } = await retried('manager');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ORGANISATION_NOT_ACTIVE' });
    expect(await parked('manager')).toHaveLength(1);
  });

  it('is gone when there is nothing left to do: someone did it by hand', async () => {
    await served.order('manager', 'moveWorker', { worker, agency: trust, role: 'KEYWORKER' });
    expect(await retried('manager')).toMatchObject({ data: { retryParkedStep: { steps: [] } } });
    expect((await retried('manager')).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves a record of who looked and who tried', async () => {
    const reads: string[] = [];
    for await (const { events } of served.record.accessStore.readAll())
      reads.push(...events.map(({ document }) => Buffer.from(document).toString()));
    const of = (name: string) => reads.filter((text) => text.includes(`"${name}"`));
    expect(of('retryParkedStep').length).toBeGreaterThanOrEqual(2);
    expect(of('parkedSteps').length).toBeGreaterThanOrEqual(6);
  });
});

describe('a step of which nobody can be told who asked for it', () => {
  it('is not done', async () => {
    await using other = await Served.start();
    const waiting = { manager: 'agency-ended', step: 'worker', cause: 'ended' };
    const done: unknown[] = [];
    Object.defineProperties(other.record.managers, {
      parked: { value: () => [{ ...waiting, code: 'TOO_OLD' }] },
      retry: { value: async (...asked: unknown[]) => void done.push(asked) },
    });
    const asked = () => other.ask('manager', RETRY, { input: waiting });
    expect((await asked()).errors).toBeUndefined();
    expect(done).toEqual([[waiting, 'manager']]);
    await other.record.accessStore.close();
    expect((await asked()).errors?.[0]?.extensions).toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(done).toHaveLength(1);
  });
});

describe('a step of a family whose record is sealed', () => {
  it('is there for its custodian alone, however the step is named', async () => {
    await using other = await Served.start();
    const story = await helpOpens(other);
    const steps = [story.family.id, `${story.family.id} ${story.child.id}`, `${story.request.id} leaves`];
    const waiting = steps.map((step) => ({ manager: 'born-member', step, cause: 'born', code: 'TOO_OLD' }));
    Object.defineProperty(other.record.managers, 'parked', { value: () => waiting });
    const shown = async (persona: 'manager' | 'administrator') =>
      (await other.read<{ steps: Step[] }>(persona, LIST, { purpose: 'OPERATIONS' })).steps.length;
    expect(await shown('administrator')).toBe(3);
    await sealed(other, story.family.id, await custodians(other, story));
    await other.record.projector.reached(await other.record.store.head());
    expect([await shown('manager'), await shown('administrator')]).toEqual([3, 0]);
    const [{ code: _, ...input } = {}] = waiting;
    const { errors } = await other.ask('administrator', RETRY, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });
});
