import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../../test/support/event-store/', import.meta.url);

/** Another process: a program that opens a log. `begin` is put before the command line of a shell, where given. */
export function start(program: string, args: readonly string[], begin?: string): ChildProcess {
  const command = [process.execPath, '--conditions=source', fileURLToPath(new URL(program, folder)), ...args];
  const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
  const [executable = '', ...rest] =
    begin === undefined ? command : ['/bin/sh', '-c', `${begin}; exec "$@"`, 'sh', ...command];
  return spawn(executable, rest, { stdio, env: { ...process.env, NODE_OPTIONS: '' } });
}

/** Resolves when the program has opened its log or has ended. */
export async function ready(child: ChildProcess): Promise<void> {
  if (child.stdout !== null) await Promise.race([once(child.stdout, 'data'), ended(child)]);
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

export async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await ended(child);
}
