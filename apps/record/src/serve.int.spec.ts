import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
      client: { id: 'family-help-system', secret: expect.stringMatching(/^[\w-]{43}$/) as unknown },
    });
    expect((await fetch(`${running.address}/livez`)).status).toBe(200);
    await expect(serve(settings, silent)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await running.stop();
    expect(existsSync(file)).toBe(false);
    await expect(fetch(`${running.address}/livez`)).rejects.toThrow();

    const again = await serve(settings, silent);
    await again.stop();
  });

  it('tells Prometheus how it does at an address of its own, and nobody at that of callers', async () => {
    const lines: string[] = [];
    const watched = { ...settings, metrics: { host: '127.0.0.1', port: 0 } };
    const running = await serve(watched, openLog({ write: (line) => void lines.push(line) }));
    const [, port] = /"port":(\d+),[^}]*"metrics are told"/.exec(lines.join('')) ?? [];
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/plain; version=0.0.4'),
    ]);
    const told = await answer.text();
    expect(told).toMatch(/^fhr_ready [01]$/m);
    expect(told).toMatch(/^fhr_projection_lag_events\{projection="timeline"\} \d+$/m);
    expect((await fetch(`http://127.0.0.1:${port}/graphql`)).status).toBe(404);
    expect((await fetch(`${running.address}/metrics`)).status).toBe(404);
    await running.stop();
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  });

  it('sends its traces where it is told to, and the last of them before it ends', async () => {
    const sent: string[] = [];
    const collector = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => sent.push(text));
      request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const traces = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`;
    const running = await serve({ ...settings, traces }, silent);
    await fetch(`${running.address}/livez`);
    await running.stop();
    collector.close();
    collector.closeAllConnections();
    expect(sent.join('')).toContain('GET /livez');
    expect(sent.join('')).toContain('localhost/family-help');
  });
});
