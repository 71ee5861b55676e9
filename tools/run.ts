import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, resolve } from 'node:path';

export const root = dirname(import.meta.dirname);

/** This Node and the project's own tools first in the path. */
function environment(): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), resolve(root, 'node_modules/.bin'), process.env['PATH']];
  return { ...process.env, PATH: path.join(delimiter) };
}

/** Runs one command line with this Node and the project's own tools first in the path; answers whether it succeeded. */
export function succeeds(command: string, stdout: 'inherit' | 'stderr' = 'inherit'): boolean {
  const { status } = spawnSync(command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', stdout === 'inherit' ? 'inherit' : 2, 2],
    env: environment(),
  });
  return status === 0;
}

/** What a command line printed, on both its outputs, and whether it succeeded. */
export interface Done {
  readonly succeeded: boolean;
  readonly printed: string;
}

/** Like `succeeds`, while others run: what it prints is kept. */
export async function done(command: string): Promise<Done> {
  const child = spawn(command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(),
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { succeeded: status === 0, printed };
}

/** Like `succeeds`, with everything printed to stderr; ends this process when the command fails. */
export function must(command: string): void {
  if (!succeeds(command, 'stderr')) process.exit(1);
}
