// The last gate: the built service starts on an empty folder, of nothing but what docker/Dockerfile puts into the image, is
// found ready by the image's own check, and stops when told to.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './run.ts';

const patience = AbortSignal.timeout(60_000);
const scratch = mkdtempSync(join(tmpdir(), 'family-help-'));
const image = join(scratch, 'image');
const env = { ...process.env, FHR_DATA: join(scratch, 'data'), FHR_FAMILIES: '0', FHR_PORT: '0' };
layOut();
const service = spawn(process.execPath, ['dist/apps/cli/src/main.js', 'serve'], {
  cwd: image,
  stdio: ['ignore', 'pipe', 'inherit'],
  env,
});

/** What the image's last stage copies; of packages those that are here. */
function layOut(): void {
  const stage =
    readFileSync(join(root, 'docker/Dockerfile'), 'utf8')
      .split(/^FROM /m)
      .at(-1) ?? '';
  mkdirSync(image);
  for (const [, words = ''] of stage.matchAll(/^COPY (?:--from=\S+ )?(.+)$/gm)) {
    const [to = '', ...from] = words.split(' ').reverse();
    for (const each of from.map((path) => path.replace(/^\/\w+\//, '')))
      if (each === 'node_modules') symlinkSync(join(root, each), join(image, each));
      else
        cpSync(join(root, each), join(image, to, to.endsWith('/') ? basename(each) : ''), {
          recursive: true,
        });
  }
}

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
  execFileSync(process.execPath, ['docker/ready.mjs'], { cwd: image, env });
  const ended = once(service, 'exit', { signal: patience });
  service.kill('SIGTERM');
  await ended;
  await assert.rejects(fetch(`${address}/livez`, { signal: patience }), 'Something still listens.');
} finally {
  service.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
}
