import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openLog } from '#libs/platform';
import { readSettings } from '#libs/service';
import { serve } from './serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'family-help-serve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = readSettings({ FHR_DATA: folder, FHR_PORT: '0', FHR_FAMILIES: '0' });
const silent = openLog({ write: () => undefined });

describe('the service', () => {
  it('says to its owner where it is while it runs, and lets go of its folder when it stops', async () => {
    const file = join(folder, 'service.json');
    const running = await serve(settings, silent);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      address: running.address,
      token: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      pid: process.pid,
    });
    expect((await fetch(`${running.address}/livez`)).status).toBe(200);
    await expect(serve(settings, silent)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await running.stop();
    expect(existsSync(file)).toBe(false);
    await expect(fetch(`${running.address}/livez`)).rejects.toThrow();

    const again = await serve(settings, silent);
    await again.stop();
  });
});
