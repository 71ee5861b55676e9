import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../apps/record/src/testing/served.ts';
import { codeOf, Scenario } from '../support/scenario.ts';

// One form lies before two people: the one hands the episode over, the other steps the child up or down. Each sends it
// at the same moment, a hundred times over.

const TIMES = 100;

let scenario: Scenario;
let workers: readonly [string, string];

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-02T09:00:00Z');
  await scenario.send('register-organisation');
  const second = await scenario.send('register-worker', { name: 'Sam Reed', user: 'second' });
  const first = await scenario.send('register-worker');
  workers = [first.id, second.id];
  await scenario.send('receive-request');
  await scenario.send('register-person');
  await scenario.send('register-family');
});
afterAll(() => scenario[Symbol.asyncDispose]());

interface Family {
  episode: { keyworker: string; children: { level: string }[] };
}

interface Gaps {
  gaps: object[];
  daysWithoutOwner: number;
}

const standing = async () => {
  const { episode } = await scenario.read<Family>('family');
  return { keyworker: episode.keyworker, level: episode.children[0]?.level ?? '' };
};
const receiptOf = ({ data }: Answer) => Object.values(data ?? {})[0] as { revision: number };

/** A hand-over and a step, on the same version of the form. */
async function both(expectedRevision: number, { keyworker, level }: { keyworker: string; level: string }) {
  const to = workers.find((each) => each !== keyworker);
  const step =
    level === 'L2'
      ? { document: 'step-up', change: { from: 'L2', to: 'L3', indicators: ['L3.01'] } }
      : { document: 'step-down', change: { from: 'L3', to: 'L2', indicators: ['L2.01'] } };
  return Promise.all([
    scenario.try('hand-over-keyworker', { to, expectedRevision }),
    scenario.try(step.document, { ...step.change, expectedRevision }),
  ]);
}

describe('two who change one episode at the same moment', () => {
  it('a hundred times: one of them does, the other is shown the version that won, and nothing is doubled', async () => {
    let { revision } = await scenario.send('open-episode');
    const winners = new Set<number>();
    for (let time = 0; time < TIMES; time++) {
      const before = await standing();
      const size = await scenario.size();
      const answers = await both(revision, before);
      const won = answers.findIndex(({ errors }) => errors === undefined);
      const lost = answers[1 - won];
      winners.add(won);
      const winner = receiptOf(answers[won] ?? {});
      expect(winner).toMatchObject({ revision: revision + 1 });
      expect(lost && codeOf(lost)).toBe('CONFLICT');
      expect(lost?.errors?.[0]?.extensions).toMatchObject({ details: { revision: winner.revision } });
      expect(await scenario.size()).toBe(size + 1);
      const after = await standing();
      expect([after.keyworker !== before.keyworker, after.level !== before.level]).toEqual([
        won === 0,
        won === 1,
      ]);
      ({ revision } = winner);
    }
    expect(winners.size).toBeGreaterThan(0);
    expect(await scenario.read<Gaps>('ownership-gaps')).toMatchObject({ gaps: [], daysWithoutOwner: 0 });
  }, 120_000);
});
