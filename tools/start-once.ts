// The last gate: the built service starts on an empty folder, says that it lives, and stops when told to.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './run.ts';

const patience = AbortSignal.timeout(60_000);
const data = mkdtempSync(join(tmpdir(), 'family-help-'));
const service = spawn(process.execPath, ['dist/apps/cli/src/main.js', 'serve'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, FHR_DATA: data, FHR_FAMILIES: '0', FHR_PORT: '0' },
});

async function printedAddress(): Promise<string> {
  for await (const line of createInterface({ input: service.stdout, signal: patience })) {
    const [address] = /https?:\/\/[^\s/]+:\d+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('The service ended without printing its address.');
}

try {
  const address = await printedAddress();
  service.stdout.resume();
  const answer = await fetch(`${address}/livez`, { signal: patience });
  assert.equal(answer.status, 200);
  const ended = once(service, 'exit', { signal: patience });
  service.kill('SIGTERM');
  await ended;
  await assert.rejects(fetch(`${address}/livez`, { signal: patience }), 'Something still listens.');
} finally {
  service.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
}
