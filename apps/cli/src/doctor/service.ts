import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runningService } from '../service.ts';
import { finding, type Finding } from './finding.ts';

/** What is wrong with the service that should have the folder open. */
export async function serviceFindings(folder: string): Promise<Finding[]> {
  const running = await runningService();
  if (!running)
    return existsSync(join(folder, 'service.json'))
      ? finding(
          'SERVICE_GONE',
          'A service left service.json behind and does not answer.',
          'Start it again, or delete the file.',
        )
      : [];
  const ready = await fetch(new URL('/readyz', running.address), { signal: AbortSignal.timeout(5_000) });
  return ready.ok
    ? []
    : finding('SERVICE_NOT_READY', 'The service is not ready.', 'See its log and /readyz.');
}
