import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { match, read, release, type Canary } from '../support/canaries.ts';
import { fhr, fhrWith, ServiceProcess } from '../support/processes.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'rotated-keys-'));
const kek = () => readFileSync(join(folder, 'development.kek'));
let service: ServiceProcess;
let canary: Canary;

beforeAll(async () => {
  service = await ServiceProcess.start(folder);
  canary = await release('Stayfinch', service);
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe('fhr keys', () => {
  it('changes nothing while a service runs, and says so', async () => {
    const before = kek();
    const { status, said } = await fhr(folder, 'keys', 'rotate');
    expect(said).toContain('STORE_LOCKED');
    expect(status).toBe(5);
    expect(kek()).toEqual(before);
  });

  it('wraps every key anew, after which all is read and found as before', async () => {
    await service[Symbol.asyncDispose]();
    const before = kek();
    const { status, answer } = await fhr(folder, '--json', 'keys', 'rotate');
    expect(status).toBe(0);
    const rotated = JSON.parse(answer) as { rewrapped: number; keks: { state: string }[] };
    expect(rotated.rewrapped).toBeGreaterThan(5);
    expect(rotated.keks.map(({ state }) => state)).toEqual(['CURRENT', 'RETIRED']);
    expect(kek()).not.toEqual(before);
    const told = await fhr(folder, 'keys', 'status');
    expect(told.answer).toMatch(/^[0-9a-f]{32} CURRENT since \d{4}-.*\n[0-9a-f]{32} RETIRED since /);
    service = await ServiceProcess.start(folder);
    expect((await fhr(folder, 'projection', 'rebuild')).status).toBe(0);
    expect(await read(canary, service)).toContain(canary.word);
    expect(await match(canary, service)).toContain(canary.person);
  });

  it('says in a sentence where there are no keys, and which option it needs', async () => {
    const elsewhere = join(folder, 'elsewhere');
    const nowhere = await fhr(elsewhere, 'keys', 'status');
    expect([nowhere.status, nowhere.said]).toEqual([
      5,
      expect.stringContaining('There is no key store here.'),
    ]);
    const commanded = { FHR_DATA: folder, FHR_KEK_COMMAND: `base64 ${join(folder, 'development.kek')}` };
    const unnamed = await fhrWith(commanded, 'keys', 'rotate');
    expect([unnamed.status, unnamed.said]).toEqual([2, expect.stringContaining('--next-kek-command')]);
  });
});
