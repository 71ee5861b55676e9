import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { Rejected } from '#libs/contracts';
import { Served } from '../testing/served.ts';
import { Health } from './health.ts';

let served: Served;
beforeAll(async () => {
  served = await Served.start();
});
afterAll(() => served[Symbol.asyncDispose]());

async function get(path: string, of = served): Promise<{ status: number; body: unknown }> {
  const { status, body } = (await request(of.server.http).get(path)) as { status: number; body: unknown };
  return { status, body };
}

/** `/readyz` once this node has signed what it holds. */
async function readyz() {
  for (;;) {
    const answer = await get('/readyz');
    const { because = [] } = answer.body as { because?: string[] };
    if (!because.includes('LEDGER_NOT_SIGNED')) return answer;
    await pause(20);
  }
}

describe('what is told to anyone', () => {
  it('is that the service lives', async () => {
    const { status, body } = await get('/livez');
    expect([status, body]).toEqual([200, { status: 'ok' }]);
  });

  it('is that it takes work, and how far it is', async () => {
    const { status, body } = await readyz();
    expect([status, body]).toEqual([
      200,
      { status: 'ok', position: await served.record.store.head(), lag: 0 },
    ]);
  });

  it('is which program serves which log', async () => {
    const { status, body } = await get('/info');
    expect([status, body]).toEqual([
      200,
      {
        name: 'family-help-record',
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown,
        node: process.versions.node,
        origin: 'test.example/record',
        mode: 'development',
        store: 'sqlite',
        startedAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      },
    ]);
  });

  it('is that its read models are built, while one is damaged', async () => {
    await using alone = await Served.start();
    const damaged = (): never => {
      throw new Rejected('STALE', { model: 'timeline', because: 'DAMAGED' });
    };
    Object.defineProperty(alone.record.readers, 'position', { value: damaged });
    const { status, body } = await get('/readyz', alone);
    expect([status, body]).toMatchObject([503, { status: 'not ready', position: -1 }]);
    expect((body as Awaited<ReturnType<Health['ready']>>).because).toContain('READ_MODELS_BEHIND');
  });

  it('is why it takes no work, with 503, where it is cut off from its log', async () => {
    await using alone = await Served.start();
    const { store } = alone.record;
    Object.defineProperty(store, 'unproven', { value: 10_001 });
    const response = await request(alone.server.http).get('/readyz');
    const { because } = response.body as Awaited<ReturnType<Health['ready']>>;
    expect([response.status, response.headers['retry-after'], because]).toEqual([
      503,
      '5',
      expect.arrayContaining(['JOURNAL_UNPROVEN']),
    ]);
  });

  it('is that its read models are stuck, though only an event or two behind', async () => {
    await using alone = await Served.start();
    let now = 5_000;
    const health = new Health(alone.record, () => now);
    Object.defineProperty(alone.record.readers, 'position', { value: () => 0 });
    const because = async () => (await health.ready()).because ?? [];
    expect(await because()).not.toContain('READ_MODELS_BEHIND');
    now += 60_001;
    expect(await because()).toContain('READ_MODELS_BEHIND');
  });
});
