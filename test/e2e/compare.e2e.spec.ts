import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fhr, ServiceProcess } from '../support/processes.ts';
import { WholeStory } from '../support/whole-story.ts';

const folder = mkdtempSync(join(tmpdir(), 'family-help-compared-'));
let service: ServiceProcess;
let told: Awaited<ReturnType<WholeStory['tell']>>;
let registered: number;
let head: number;

beforeAll(async () => {
  service = await ServiceProcess.start(folder, { FHR_CLOCK: '2026-03-10T12:00:00Z' });
  told = await new WholeStory(service).tell();
  const query = `query ($family: ID!) {
    family(reference: $family, purpose: AUDIT) { registered asOf { position } }
  }`;
  const { data } = await service.ask('auditor', query, { family: told.family });
  const family = data?.['family'] as { registered: string; asOf: { position: string } };
  [registered, head] = [Number(family.registered), Number(family.asOf.position)];
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const compare = (...args: string[]) => fhr(folder, 'compare', ...args, '--as', 'auditor');

interface Compared {
  readonly changed: { path: string; before: unknown; after: unknown; event: string; position: number }[];
}

describe('fhr compare', () => {
  it('says what a family shows at one position and not at another, and by which event', async () => {
    const points = ['--from', String(registered), '--to', String(head)];
    const { status, answer } = await compare(told.family, ...points, '--json');
    expect(status).toBe(0);
    const compared = JSON.parse(answer) as Compared;
    expect(compared).toMatchObject({
      family: expect.stringMatching(/^F-[0-9A-Z]{10}$/),
      from: { position: registered },
      to: { position: head, effectiveAt: '2026-03-10' },
      arrivedLate: expect.any(Array),
      corrected: [expect.any(Number)],
      voided: expect.arrayContaining([expect.any(Number)]),
    });
    const keyworker = compared.changed.find(({ path }) => /^\/episodes\/[^/]+\/keyworker$/.test(path));
    expect(keyworker).toMatchObject({ before: null, after: expect.stringMatching(/^worker-/) });
    const query = 'query ($id: ID!) { event(id: $id, purpose: AUDIT) { position type } }';
    const { data } = await service.ask('auditor', query, { id: keyworker?.event });
    expect(data?.['event']).toMatchObject({ position: String(keyworker?.position) });
  });

  it('takes an instant for either point, and a day in the world', async () => {
    const points = ['--from', '2026-03-10T12:00:00Z', '--to', String(head)];
    const { status, answer } = await compare(told.family, ...points, '--to-day', '2026-03-10', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(answer)).toMatchObject({
      from: { knownAt: expect.stringMatching(/^2026-03-10T12:00/) },
      to: { position: head, effectiveAt: '2026-03-10' },
    });
  });

  it('tells it to people line by line', async () => {
    const { answer } = await compare(told.family, '--from', String(registered), '--to', String(head));
    expect(answer).toMatch(/^Family F-.* \(position \d+\), .* and .* \(position \d+\)/);
    expect(answer).toMatch(/recorded 10 Mar 2026, .*\[\d+\]\n(.*\n)*.*\/level: nothing -> L\d/);
  });

  it('says usage, not found and not permitted apart', async () => {
    const points = ['--from', '0', '--to', String(head)];
    expect((await compare(told.family, '--from', '0')).status).toBe(2);
    expect((await compare(told.family, '--from', 'yesterday', '--to', '1')).status).toBe(2);
    expect((await compare(`family-${'0'.repeat(26)}`, ...points)).status).toBe(3);
    expect((await fhr(folder, 'compare', told.family, ...points, '--as', 'administrator')).status).toBe(4);
  });
});
