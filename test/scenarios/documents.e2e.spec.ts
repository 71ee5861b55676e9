import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { documents, Scenario } from '../support/scenario.ts';

// One story that needs every document of this folder, each sent with the variables beside it.
const ORDERS = [
  'register-organisation',
  'register-worker',
  'receive-request',
  'acknowledge-request',
  'register-person',
  'register-family',
  'triage-request',
  'open-episode',
  'propose-step-up',
  'decline-step-up',
  'escalate-step-up',
  'accept-step-up',
  'receive-information',
];
const QUESTIONS = ['request', 'family', 'family-timeline', 'what-was-known', 'level-history'];
const FLAG = 'raise-data-quality-flag';

let scenario: Scenario;

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-10T09:00:00Z');
});
afterAll(() => scenario[Symbol.asyncDispose]());

it('every document of this folder is used', () => {
  expect([...documents].sort()).toEqual([...ORDERS, ...QUESTIONS, FLAG].sort());
});

it('every order is taken as it stands, and changes something', async () => {
  for (const document of ORDERS) {
    const before = await scenario.size();
    await scenario.send(document);
    expect({ document, grew: (await scenario.size()) > before }).toEqual({ document, grew: true });
  }
});

it('every question is answered as it stands', async () => {
  scenario.standAt('2026-03-20T09:00:00Z');
  for (const document of QUESTIONS) expect(await scenario.read(document)).not.toBeNull();
});

it('what does not fit can be flagged by whoever sees it', async () => {
  const { nodes } = await scenario.read<{ nodes: { id: string }[] }>('family-timeline');
  scenario.names.set('event', nodes.at(0)?.id ?? '');
  expect(await scenario.send(FLAG)).toMatchObject({ revision: 0 });
});
