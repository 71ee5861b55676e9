import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openRecord } from '../record.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { createSeededStore, hasStore } from './create-seeded-store.ts';
import { instructiveFamily } from './seed-county.ts';

const UNTIL = '2026-09-30T16:00:00.000Z';
let folder: string;
let settings: Settings;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seeded-'));
  settings = readSettings({ FHR_DATA: folder, FHR_FAMILIES: '3', FHR_CLOCK: UNTIL });
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('a store made with a county', () => {
  it('is whole, simulated, and goes on from where the county ended', async () => {
    writeFileSync(join(folder, 'development-issuer.json'), '{}');
    const done: number[] = [];
    const county = await createSeededStore(settings, { progress: (each) => done.push(each) });
    expect(done.every((each, at) => each >= 0 && each <= 1 && each >= (done[at - 1] ?? 0))).toBe(true);
    expect(readdirSync(folder)).toContain('development-issuer.json');
    expect(readdirSync(folder)).not.toContain('.making');
    const record = await openRecord(settings);
    expect(record).toMatchObject({ created: false, clock: { simulated: true } });
    expect(record.clock.now() >= UNTIL).toBe(true);
    expect(await record.store.head()).toBe(county.position);
    await record.projector.reached(county.position);
    expect(await instructiveFamily(record)).toEqual(county.instructive);
    await record.close();
  });

  it('is not there when making it was cut short, and is made anew', async () => {
    const stop = (done: number) => {
      if (done > 0.5) throw new Error('the power went');
    };
    await expect(createSeededStore(settings, { progress: stop })).rejects.toThrow('the power went');
    expect(hasStore(settings)).toBe(false);
    writeFileSync(join(folder, 'keys.db'), 'moved before it was cut short');
    await createSeededStore(settings);
    expect(hasStore(settings)).toBe(true);
    expect(existsSync(join(folder, '.making'))).toBe(false);
  });

  it('is refused where a store is, whatever is in it', async () => {
    await (await openRecord({ ...settings, families: 0 })).close();
    await expect(createSeededStore(settings)).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });

  it('is refused where parts of a store are that this did not leave', async () => {
    writeFileSync(join(folder, 'keys.db'), 'keys of a log that was lost');
    await expect(createSeededStore(settings)).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    expect(readdirSync(folder)).toEqual(['keys.db']);
  });

  it('is refused in production, with nothing made', async () => {
    await expect(createSeededStore({ ...settings, mode: 'production' })).rejects.toMatchObject({
      code: 'STORE_REFUSED',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused while another process is making it', async () => {
    mkdirSync(join(folder, '.making'));
    const other = await openRecord({ ...settings, folder: join(folder, '.making') });
    await expect(createSeededStore(settings)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await other.close();
  });
});
