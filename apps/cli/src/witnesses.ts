import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts two witnesses on this machine, for the demonstration: not independent of whoever runs the record. They end with
 * this process, or when told to.
 */
export function startDemoWitnesses(folder: string): () => void {
  const main = fileURLToPath(new URL('../../witness/src/main.js', import.meta.url));
  const child = spawn(process.execPath, [main, '--demo', folder], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.on('error', () => undefined);
  child.unref();
  return () => child.stdin.end();
}
