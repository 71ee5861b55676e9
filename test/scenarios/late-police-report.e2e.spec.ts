import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Scenario } from '../support/scenario.ts';

// On 3 March the police are called to a child's home. On 10 March, not knowing it, Family Help decides that she needs
// level 2. On 20 March the police tell.

interface Story {
  nodes: {
    id: string;
    position: string;
    type: string;
    occurredAt: { value: string };
    late: number;
    by: object;
    summary: string;
  }[];
}

let scenario: Scenario;

beforeAll(async () => {
  scenario = await Scenario.begin('2026-03-06T09:00:00Z');
  await scenario.send('register-organisation');
  await scenario.send('register-worker');
  await scenario.send('receive-request');
  await scenario.send('acknowledge-request');
  await scenario.send('register-person');
  await scenario.send('register-family');
  scenario.standAt('2026-03-10T10:00:00Z');
  await scenario.send('triage-request');
  await scenario.send('open-episode');
  scenario.standAt('2026-03-20T16:00:00Z');
  await scenario.send('receive-information');
  await scenario.followed();
});
afterAll(() => scenario[Symbol.asyncDispose]());

const isReport = ({ type }: { type: string }) => type === 'InformationReceived';
const typesOf = ({ nodes }: Story) => nodes.map(({ type }) => type);

describe('a police report that comes after the decision', () => {
  it('is no part of what was known on a day in between', async () => {
    const then = await scenario.read<Story>('what-was-known');
    expect(typesOf(then)).toContain('LevelOfNeedDecided');
    expect(typesOf(then)).not.toContain('InformationReceived');
    expect(JSON.stringify(then)).not.toContain('Officers');
  });

  it('is part of what is known since it came', async () => {
    const since = { asOf: { knownAt: '2026-03-20T16:00:00Z' } };
    expect(typesOf(await scenario.read<Story>('what-was-known', since))).toContain('InformationReceived');
  });

  it('stands before the decision where the story is told as it happened', async () => {
    const types = typesOf(await scenario.read<Story>('family-timeline', { order: 'OCCURRED' }));
    expect(types.indexOf('InformationReceived')).toBeLessThan(types.indexOf('LevelOfNeedDecided'));
    expect(types.indexOf('InformationReceived')).toBeGreaterThanOrEqual(0);
  });

  it('stands after the decision where the story is told as it was recorded, 17 days late', async () => {
    const { nodes } = await scenario.read<Story>('family-timeline', { order: 'RECORDED' });
    expect(nodes.findIndex(isReport)).toBeGreaterThan(
      nodes.findIndex(({ type }) => type === 'LevelOfNeedDecided'),
    );
    expect(nodes.find(isReport)).toMatchObject({
      occurredAt: { value: '2026-03-03', precision: 'DATE' },
      recordedAt: '2026-03-20T16:00:00.000Z',
      late: 17,
      lateReason: 'RECEIVED_LATE',
    });
  });

  it('leaves the decision as it was taken', async () => {
    const levels = {
      spans: [{ level: 'L2', how: 'DECIDED', from: { value: '2026-03-10T10:00:00.000Z' }, to: null }],
    };
    expect(await scenario.read('level-history')).toMatchObject(levels);
    const before = { asOf: { knownAt: '2026-03-15T00:00:00Z' } };
    expect(await scenario.read('level-history', before)).toMatchObject(levels);
  });

  it('is flagged by the record itself, in the family’s story, for someone to look at', async () => {
    const { nodes } = await scenario.read<Story>('family-timeline', { order: 'RECORDED' });
    const flags = nodes.filter(({ type }) => type === 'DataQualityFlagRaised');
    expect(flags).toMatchObject([
      {
        by: { role: 'SYSTEM' },
        data: { flag: 'LATE_BEFORE_DECISION', cause: nodes.find(isReport)?.id },
      },
    ]);
  });
});
