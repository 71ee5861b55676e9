// The last gate: of nothing but what docker/Dockerfile puts into the image the built service starts on an empty folder, by the
// image's own command and by `fhr serve`, is found ready by the image's own check, and stops when told to.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { root } from './run.ts';

const patience = AbortSignal.timeout(120_000);
const scratch = mkdtempSync(join(tmpdir(), 'family-help-'));
const image = join(scratch, 'image');
const stage =
  readFileSync(join(root, 'docker/Dockerfile'), 'utf8')
    .split(/^FROM /m)
    .at(-1) ?? '';
const [, ...ofImage] = JSON.parse(/^CMD (\[.+\])$/m.exec(stage)?.[1] ?? '[]') as string[];

try {
  layOut();
  await startAndStop('by-image', ofImage);
  await startAndStop('by-command', ['dist/apps/cli/src/main.js', 'serve']);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** What the image's last stage copies; of packages those that are here. */
function layOut(): void {
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

async function startAndStop(folder: string, program: readonly string[]): Promise<void> {
  const env = { ...process.env, FHR_DATA: join(scratch, folder), FHR_FAMILIES: '0', FHR_PORT: '0' };
  const service = spawn(process.execPath, program, { cwd: image, stdio: ['ignore', 'ignore', 'pipe'], env });
  try {
    const address = await saidAddress(service.stderr);
    const answer = await fetch(`${address}/livez`, { signal: patience });
    assert.equal(answer.status, 200);
    execFileSync(process.execPath, ['docker/ready.mjs'], { cwd: image, env });
    const ended = once(service, 'exit', { signal: patience });
    service.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    await assert.rejects(fetch(`${address}/livez`, { signal: patience }), 'Something still listens.');
  } finally {
    service.kill('SIGKILL');
  }
}

async function saidAddress(said: Readable): Promise<string> {
  const lines = createInterface({ input: said, signal: patience });
  for await (const line of lines) {
    process.stderr.write(`${line}\n`);
    const [, port] = /"port":(\d+).*"listening"/.exec(line) ?? [];
    if (port === undefined) continue;
    said.resume();
    return `http://127.0.0.1:${port}`;
  }
  throw new Error('The service ended without saying that it listens.');
}
