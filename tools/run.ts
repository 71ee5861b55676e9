import { spawnSync } from 'node:child_process';
import { delimiter, dirname, resolve } from 'node:path';

export const root = dirname(import.meta.dirname);

/** Runs one command line with this Node and the project's own tools first in the path; answers whether it succeeded. */
export function succeeds(command: string, stdout: 'inherit' | 'stderr' = 'inherit'): boolean {
  const path = [dirname(process.execPath), resolve(root, 'node_modules/.bin'), process.env['PATH']];
  const { status } = spawnSync(command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', stdout === 'inherit' ? 'inherit' : 2, 2],
    env: { ...process.env, PATH: path.join(delimiter) },
  });
  return status === 0;
}

/** Like `succeeds`, with everything printed to stderr; ends this process when the command fails. */
export function must(command: string): void {
  if (!succeeds(command, 'stderr')) process.exit(1);
}
