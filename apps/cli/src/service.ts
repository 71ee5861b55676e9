import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Rejected } from '#libs/contracts';
import { readSettings } from '#libs/service';

/** A running service and the right to operate it. */
export interface Service {
  /** Where it listens: http://127.0.0.1:4000. */
  readonly address: string;
  readonly operatorToken: string;
  /** Stops it, if this process started it. */
  readonly stop: () => Promise<void>;
}

interface Advertised {
  readonly address: string;
  readonly token: string;
  readonly pid: number;
}

const START_LIMIT_MS = 60_000;

/** The service that has this data folder open, or undefined. */
export async function runningService(): Promise<Service | undefined> {
  const advertised = await readAdvertised();
  if (!advertised || !(await answers(advertised.address))) return undefined;
  return { address: advertised.address, operatorToken: advertised.token, stop: () => Promise.resolve() };
}

/** Uses the service that runs on this data folder, or starts one on a free port for as long as the task takes. */
export async function withService<T>(task: (service: Service) => Promise<T>): Promise<T> {
  const service = (await runningService()) ?? (await startService({ FHR_PORT: '0' }, 'pipe'));
  try {
    return await task(service);
  } finally {
    await service.stop();
  }
}

/**
 * Starts the record service as a process of its own and waits until it listens. What it prints is shown as it comes, or,
 * where it is piped, only if it does not start.
 */
export async function startService(
  variables: Readonly<Record<string, string>>,
  output: 'pipe' | 'inherit',
): Promise<Service & { readonly process: ChildProcess }> {
  const main = fileURLToPath(new URL('../../record/src/main.js', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', output === 'pipe' ? 'ignore' : output, output],
  });
  let printed = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const advertised = await advertisedBy(child);
  if (advertised)
    return { address: advertised.address, operatorToken: advertised.token, stop, process: child };
  await stop();
  process.stderr.write(printed);
  throw new Rejected('STORE_REFUSED');
}

async function advertisedBy(child: ChildProcess): Promise<Advertised | undefined> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const advertised = await readAdvertised();
    if (advertised && advertised.pid === child.pid && (await answers(advertised.address))) return advertised;
    await pause(25);
  }
  return undefined;
}

async function readAdvertised(): Promise<Advertised | undefined> {
  try {
    const { folder } = readSettings(process.env);
    return JSON.parse(await readFile(join(folder, 'service.json'), 'utf8')) as Advertised;
  } catch {
    return undefined;
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(new URL('/livez', address), { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
