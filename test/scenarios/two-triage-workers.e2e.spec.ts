import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../apps/record/src/testing/served.ts';
import { codeOf, Scenario } from '../support/scenario.ts';

// Two people who triage have the same request before them, and both decide.

const TIMES = 100;

let scenario: Scenario;

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-02T09:00:00Z');
  await scenario.send('register-organisation');
  await scenario.send('register-worker');
});
afterAll(() => scenario[Symbol.asyncDispose]());

interface Request {
  outcome: string;
  events: { type: string; revision: number; by: { role: string } }[];
}

const decisions = async () =>
  (await scenario.read<Request>('request')).events.filter(({ type }) => type === 'RequestTriaged');
const receiptOf = ({ data }: Answer) => Object.values(data ?? {})[0];

/** The decision of the one, and of the other, on the same version of the form. */
async function bothDecide(expectedRevision: number): Promise<readonly [Answer, Answer]> {
  const keyworker = { outcome: 'FFA_ALLOCATE_KEYWORKER', expectedRevision };
  const advice = {
    outcome: 'ADVICE_TO_REFERRER',
    rationale: 'The school can go on alone.',
    expectedRevision,
  };
  return Promise.all([
    scenario.try('triage-request', keyworker, 'coordinator'),
    scenario.try('triage-request', advice, 'chair'),
  ]);
}

describe('two triage workers who decide one request', () => {
  it('a hundred times at once: one decision stands, and the other worker is shown the version that won', async () => {
    for (let time = 0; time < TIMES; time++) {
      const { revision } = await scenario.send('receive-request');
      const answers = await bothDecide(revision);
      const won = answers.filter(({ errors }) => errors === undefined);
      const lost = answers.filter(({ errors }) => errors !== undefined);
      expect(won.map(receiptOf)).toMatchObject([{ revision: revision + 1 }]);
      expect(lost.map(codeOf)).toEqual(['CONFLICT']);
      expect(lost[0]?.errors?.[0]?.extensions).toMatchObject({ details: { revision: revision + 1 } });
      expect(await decisions()).toHaveLength(1);
    }
  }, 120_000);

  it('one after the other: the second, on the form of before, is told the same', async () => {
    const { revision: expectedRevision } = await scenario.send('receive-request');
    const { revision } = await scenario.send('triage-request', { expectedRevision });
    const second = await scenario.try('triage-request', { expectedRevision }, 'chair');
    expect(second.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', details: { revision } });
    expect(await decisions()).toMatchObject([{ revision, by: { role: 'COORDINATOR' } }]);
  });

  it('who looks again, and decides all the same, hears that it is decided', async () => {
    await scenario.send('receive-request');
    const { revision: expectedRevision } = await scenario.send('triage-request');
    const again = await scenario.try('triage-request', { expectedRevision }, 'chair');
    expect(codeOf(again)).toBe('REQUEST_DECIDED');
    expect(await decisions()).toHaveLength(1);
  });
});

describe('a triage worker whose answer was lost on the way', () => {
  it('sends the same again, twice at once, and one decision stands', async () => {
    const { revision: expectedRevision } = await scenario.send('receive-request');
    const order = { commandId: randomUUID(), expectedRevision };
    const first = await scenario.send('triage-request', order);
    const before = await scenario.size();
    const again = await Promise.all([
      scenario.send('triage-request', order),
      scenario.send('triage-request', order),
    ]);
    expect(again).toEqual([first, first]);
    expect(await scenario.size()).toBe(before);
    expect(await decisions()).toHaveLength(1);
  });
});
