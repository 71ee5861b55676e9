import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { decideErasure, formsOf, match, placesOf, read, release, type Canary } from '../support/canaries.ts';
import { fhr, ServiceProcess, type Printed } from '../support/processes.ts';
import { bytesOf } from '../support/sealed-folder.ts';

/** As many are erased, and as many stay. */
const CANARIES = Number(process.env['FHR_CANARIES'] ?? 3);
const GONE = 'Gonelark';
const STAYED = 'Stayfinch';
const RECORDED = '2026-03-10T12:00:00Z';
const AFTER_REFLECTION = '2026-05-01T12:00:00Z';

jest.setTimeout(120_000 + CANARIES * 2_000);

const root = mkdtempSync(join(tmpdir(), 'canaries-'));
const folder = join(root, 'data');
const backup = join(root, 'backup');
/** A bundle that was made before. */
const earlier = join(root, 'before.fambundle');
const printed: string[] = [];
let service: ServiceProcess;
let gone: Canary[];
let stayed: Canary[];
/** Where each word stood before anyone was erased. */
let before: { readonly gone: string[]; readonly stayed: string[] };

beforeAll(async () => {
  service = await ServiceProcess.start(folder, { FHR_CLOCK: RECORDED });
  gone = await releaseAll(GONE);
  stayed = await releaseAll(STAYED);
  expect((await bundle(gone[0], earlier)).status).toBe(0);
  for (const canary of gone) await decideErasure(canary, service);
  before = { gone: filesWith(GONE), stayed: filesWith(STAYED) };
  await stop();
  cpSync(folder, backup, { recursive: true });
  service = await ServiceProcess.start(folder, { FHR_CLOCK: AFTER_REFLECTION });
  while (!service.printed.includes('"step":"CERTIFIED"')) await pause(50);
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

async function releaseAll(word: string): Promise<Canary[]> {
  const canaries: Canary[] = [];
  for (let n = 0; n < CANARIES; n++) canaries.push(await release(`${word}${n}`, service));
  return canaries;
}

function bundle(canary: Canary | undefined, file: string): Promise<Printed> {
  const as = ['--as', 'auditor', '--purpose', 'AUDIT', '--out', file];
  return fhr(folder, 'bundle', 'create', canary?.family ?? '', ...as);
}

async function stop(): Promise<void> {
  await service[Symbol.asyncDispose]();
  printed.push(service.printed);
}

function filesWith(word: string): string[] {
  return placesOf(formsOf(word), bytesOf(folder, { readModels: true }));
}

async function expectNothingIsLeft(): Promise<void> {
  expect(filesWith(GONE)).toEqual([]);
  const said = new Map([...printed, service.printed].map((text, start) => [`start ${start}`, text]));
  expect(placesOf(formsOf(GONE), said)).toEqual([]);
  for (const canary of gone) {
    const told = await read(canary, service);
    expect(told).toContain('"erased":true');
    expect(told).not.toContain(canary.word);
    expect(await match(canary, service)).not.toContain(canary.person);
  }
}

describe(`${CANARIES} people who were erased, of ${2 * CANARIES}`, () => {
  it('stood in the read models before, and nowhere else', () => {
    for (const files of [before.gone, before.stayed]) {
      expect(files).not.toEqual([]);
      expect(files.filter((file) => !file.startsWith('read-models'))).toEqual([]);
    }
  });

  it('stand in no byte of any file, in nothing that was printed, and in no answer', expectNothingIsLeft);

  it('take nobody else with them', async () => {
    expect(filesWith(STAYED)).not.toEqual([]);
    for (const canary of stayed) {
      expect(await read(canary, service)).toContain(canary.word);
      expect(await match(canary, service)).toContain(canary.person);
    }
  });

  it('leave every proof standing, and read models that are the same when they are built anew', async () => {
    const { answer, status } = await fhr(folder, '--json', 'verify', '--all', '--read-models');
    expect(JSON.parse(answer)).toMatchObject({ ok: true, firstBad: null, findings: [] });
    expect(status).toBe(0);
    expect(filesWith(GONE)).toEqual([]);
  });
});

describe('a bundle of the family of somebody who was erased', () => {
  it('proves itself, names each part that is gone, and holds nothing of it', async () => {
    const file = join(root, 'after.fambundle');
    const created = await bundle(gone[0], file);
    expect(created.status).toBe(0);
    const { answer } = await fhr(folder, '--json', 'bundle', 'verify', file);
    expect(JSON.parse(answer)).toMatchObject({ ok: true, problems: [] });
    const text = readFileSync(file, 'utf8');
    expect(placesOf(formsOf(GONE), new Map([[file, text]]))).toEqual([]);
    expect(text).toContain('"erased"');
  });

  it('proves itself still where it was made before', async () => {
    const { answer } = await fhr(folder, '--json', 'bundle', 'verify', earlier);
    expect(JSON.parse(answer)).toMatchObject({ ok: true, problems: [] });
  });
});

describe('keys and read models put back from before the erasure', () => {
  it('reveal nothing', async () => {
    await stop();
    for (const name of readdirSync(folder))
      if (name.startsWith('keys.db') || name === 'read-models')
        rmSync(join(folder, name), { recursive: true });
    for (const name of ['keys.db', 'read-models'])
      cpSync(join(backup, name), join(folder, name), { recursive: true });
    expect(filesWith(GONE)).not.toEqual([]);
    service = await ServiceProcess.start(folder);
    const rebuilt = await fhr(folder, 'projection', 'rebuild');
    expect(rebuilt.status).toBe(0);
    await expectNothingIsLeft();
  });
});
