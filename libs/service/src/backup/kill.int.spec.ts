import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BackedUpRecord, rowsIn } from '../testing/backed-up.ts';
import { backUp } from './back-up.ts';
import { filesOf, hasManifest, readManifest } from './manifest.ts';

const KILLS = Number(process.env['FHR_BACKUP_KILLS'] ?? 20);
const hook = pathToFileURL(join(import.meta.dirname, '../../../../test/support/transformed.mjs')).href;
const program = join(import.meta.dirname, '../testing/back-up-again.ts');

let record: BackedUpRecord;

beforeAll(async () => {
  record = new BackedUpRecord();
  await record.register(8);
});
afterAll(() => record.clear());

describe('a backup whose process is killed', () => {
  it(
    `${KILLS} times at random moments is whole or is none, and is gone on with`,
    async () => {
      const events = rowsIn(record.at('data', 'events.db')).length;
      for (let kill = 0; kill < KILLS; kill++) {
        const backups = record.at('backups');
        await killedAtRandom(backups);
        for (const name of readdirSync(backups)) {
          const from = join(backups, name);
          const begun = await record.restore({ from });
          expect(begun).toMatchObject({ ok: hasManifest(from), events: hasManifest(from) ? events : 0 });
          rmSync(record.at('back'), { recursive: true, force: true });
          await backUp(record.settings, { folder: from });
          expect(await record.restore({ from })).toMatchObject({ ok: true, events });
          expect(readdirSync(from).sort()).toEqual([...filesOf(readManifest(from)), 'backup-lock'].sort());
          rmSync(record.at('back'), { recursive: true });
        }
        rmSync(backups, { recursive: true });
      }
    },
    60_000 + KILLS * 15_000,
  );
});

/** Leaves the last two folders only: those before were left in peace. */
async function killedAtRandom(backups: string): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--conditions=source', `--import=${hook}`, program, record.at('data'), backups],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  expect(child.exitCode).toBeNull();
  await after(Math.random() * 120);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const made = readdirSync(backups).sort((one, other) => Number(one) - Number(other));
  for (const name of made.slice(0, -2)) rmSync(join(backups, name), { recursive: true });
}
