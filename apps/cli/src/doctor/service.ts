import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Settings } from '#libs/service';
import { runningService } from '../service.ts';
import { finding, type Finding } from './finding.ts';

const PATIENCE_MS = 5_000;

/** What each reason of `/readyz` asks of whoever runs the service. */
const REASONS: Readonly<Record<string, string>> = {
  STOPPING: 'It stops: start it again when it has.',
  WRITER_STOPPED: 'The disk failed while it wrote: check the disk, then start the service again.',
  JOURNAL_NOT_FOLLOWED:
    'Look whether its user may read, and its disk has room; else start the service again.',
  PROJECTOR_FAILED: 'fhr projection status says why; where that does not answer, start the service again.',
  JOURNAL_UNPROVEN: 'It does not reach the end of its database’s log: mend the way to the cluster.',
  READ_MODELS_BEHIND: 'Wait; fhr projection status says how long, and why where it is stuck.',
  LEDGER_NOT_SIGNED: 'Give it room and a writable folder; then fhr verify --all.',
  DISK_FULL: 'Make room beside FHR_DATA.',
};

/** What is wrong with the service that should have the folder open. */
export async function serviceFindings({
  folder,
  port,
}: Pick<Settings, 'folder' | 'port'>): Promise<Finding[]> {
  const running = await runningService();
  if (running) return notReady(running.address);
  return [...(await taken(port)), ...gone(folder)];
}

function gone(folder: string): Finding[] {
  if (!existsSync(join(folder, 'service.json'))) return [];
  return finding(
    'SERVICE_GONE',
    'A service left service.json behind and does not answer.',
    'Start it again, or delete the file.',
  );
}

async function notReady(address: string): Promise<Finding[]> {
  const answer = await fetch(new URL('/readyz', address), { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (answer.ok) return [];
  const { because = [] } = (await answer.json()) as { because?: readonly string[] };
  const mends = because.map((reason) => REASONS[reason] ?? 'See its log.');
  return finding('SERVICE_NOT_READY', `The service is not ready: ${because.join(', ')}.`, mends.join(' '));
}

async function taken(port: number): Promise<Finding[]> {
  if (await isFree(port)) return [];
  return finding(
    'PORT_TAKEN',
    `Another program listens on port ${port}.`,
    'End it, or name another port in FHR_PORT.',
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const tried = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => tried.close(() => resolve(true)));
    tried.listen(port, '127.0.0.1');
  });
}
