import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openJournal } from '#libs/event-store';
import { leafHash, merkleRoot } from '#libs/ledger';
import { LogLedger } from './log-ledger.ts';

const KILLS = Number(process.env['FHR_LEDGER_KILLS'] ?? 12);
const program = fileURLToPath(new URL('../testing/keep-ledger.ts', import.meta.url));

describe('a ledger whose keeper is killed', () => {
  it(
    `goes on from what was signed, with the log’s own root, after ${KILLS} kills at random moments`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ledger-kill-'));
      const files = [join(folder, 'events.db'), join(folder, 'ledger')] as const;
      let signed = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        await killedAtRandom(files);
        const size = rootsAgree(files);
        expect(size).toBeGreaterThanOrEqual(signed);
        signed = size;
      }
      expect(signed).toBeGreaterThan(KILLS);
      rmSync(folder, { recursive: true });
    },
    30_000 + KILLS * 3_000,
  );
});

async function killedAtRandom(files: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=source', program, ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  expect(child.exitCode).toBeNull();
  await after(Math.random() * 120);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Opens what was left, compares its root with that of every document, and answers how many were signed before. */
function rootsAgree([logFile, folder]: readonly [string, string]): number {
  const ledger = new LogLedger({
    folder,
    logFile,
    origin: 'example.org/family-help',
    secret: Buffer.alloc(32, 1),
  });
  const signed = ledger.checkpoint?.size ?? 0;
  while (!ledger.advance());
  const journal = openJournal(logFile);
  const leaves = journal.readAfter(-1, 1_000_000).map(({ document }) => leafHash(document));
  expect(Buffer.from(ledger.tree.root())).toEqual(Buffer.from(merkleRoot(leaves)));
  journal.close();
  ledger.close();
  return signed;
}
