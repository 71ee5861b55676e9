import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Rejected } from '#libs/contracts';
import { hasStore, readSettings, serviceProof, type Settings } from '#libs/service';
import { ServiceEnded } from './exit.ts';
import { ownSettings } from './own-settings.ts';
import { mayBeTriedAgain, onceItListens } from './starting-service.ts';

/** A running service and the right to operate it. */
export interface Service {
  /** Where it listens: http://127.0.0.1:4000. */
  readonly address: string;
  readonly operatorToken: string;
  /** Whether it ends with the verb that started it. */
  readonly isOfOneTask: boolean;
  /** Stops it, if this process started it. */
  readonly stop: () => Promise<void>;
}

interface Advertised {
  readonly address: string;
  readonly token: string;
  readonly pid: number;
  readonly isOfOneTask?: boolean;
}

/** For a task; whoever serves waits as long as it lives: a new node catches up before it listens. */
const START_LIMIT_MS = 60_000;
/** A million events are built in less than a minute. */
const READY_LIMIT_MS = 600_000;
/** Less room for garbage than a verb has, young and old: half the memory, at the same speed (what-a-served-read-costs.md). */
const FRUGAL = ['--max-semi-space-size=16', '--heap-growing-percent=30'];

/** The service that has this data folder open, or undefined. */
export async function runningService(): Promise<Service | undefined> {
  const advertised = await readAdvertised();
  if (!advertised || !(await answers(advertised))) return undefined;
  return serviceAt(advertised, () => Promise.resolve());
}

function serviceAt({ address, token, isOfOneTask = false }: Advertised, stop: Service['stop']): Service {
  return { address, operatorToken: token, isOfOneTask, stop };
}

/** Uses the service that runs on this data folder, or starts one on a free port for as long as the task takes. */
export async function withService<T>(task: (service: Service) => Promise<T>): Promise<T> {
  return throughOrAlone(task, async () => {
    const service = await startForATask();
    try {
      return await task(service);
    } finally {
      await service.stop();
    }
  });
}

/**
 * Does it through the service that runs on this data folder, or else alone. A service that is starting is waited for, and so is
 * another verb that has the folder for itself.
 */
export async function throughOrAlone<T>(
  through: (service: Service) => Promise<T>,
  alone: () => Promise<T>,
): Promise<T> {
  const { folder } = ownSettings();
  const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  for (;;) {
    const service = (await lastingService()) ?? (await onceItListens(folder, lastingService, tell));
    if (service !== undefined) return through(service);
    try {
      return await alone();
    } catch (error) {
      if (!mayBeTriedAgain(folder, error)) throw error;
    }
  }
}

/** One that a verb started for its own task ends under whoever else uses it. */
async function lastingService(): Promise<Service | undefined> {
  const service = await runningService();
  return service?.isOfOneTask === true ? undefined : service;
}

/** Only serving and seeding make a county: STORE_REFUSED where another verb would be the first to need one. */
export function checkStore(settings: Settings): void {
  if (settings.families > 0 && !hasStore(settings))
    throw new Rejected('STORE_REFUSED', {
      reason: 'FHR_DATA: the folder holds no store; fhr serve makes one, with FHR_FAMILIES=0 an empty one.',
    });
}

async function startForATask(): Promise<Service> {
  checkStore(ownSettings());
  const {
    process: child,
    listening,
    stop,
  } = startService({ FHR_PORT: '0' }, { output: 'pipe', limitMs: START_LIMIT_MS, isOfOneTask: true });
  endWithThisProcess(stop);
  let printed = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const service = await listening;
  if (service === undefined) {
    await stop();
    const [, locked] = /^STORE_LOCKED: (.*)$/m.exec(printed) ?? [];
    if (locked !== undefined) throw new Rejected('STORE_LOCKED', { reason: locked });
    process.stderr.write(printed);
    throw new ServiceEnded(child.exitCode);
  }
  await ready(service, child);
  return service;
}

/** A service that was started for a task does not outlive it, however the task ends. */
function endWithThisProcess(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.kill(process.pid, signal)));
}

/** Resolves once the read models stand: after an upgrade, or where they were lost, they are built first. */
async function ready({ address }: Service, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (!(await isBuilding(address))) return;
    await pause(100);
  }
}

/** Whether to wait may help: whatever else is not ready, as a disk that is full, does not keep anybody from reading. */
export async function isBuilding(address: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/readyz', address));
    const { because } = (await response.json()) as { because?: readonly string[] };
    return !response.ok && (because?.includes('READ_MODELS_BEHIND') ?? true);
  } catch {
    return true;
  }
}

/** A service that was started as a process of its own, and may not listen yet. */
export interface StartedService {
  readonly process: ChildProcess;
  /** Undefined where it ended, or the time was over, before it listened. */
  readonly listening: Promise<Service | undefined>;
  readonly stop: () => Promise<void>;
}

interface Starting {
  readonly output: 'pipe' | 'inherit';
  readonly limitMs?: number;
  readonly isOfOneTask?: boolean;
}

/**
 * Starts the record service, and waits so long at most until it listens. What it prints is shown, unless it is piped. It
 * ends with this process, whatever ends that.
 */
export function startService(
  variables: Readonly<Record<string, string>>,
  { output, limitMs = Infinity, isOfOneTask = false }: Starting,
): StartedService {
  const here = import.meta.url;
  const main = fileURLToPath(new URL(`../../record/src/main${extname(here)}`, here));
  const child = spawn(
    process.execPath,
    [
      ...FRUGAL,
      '--disable-warning=ExperimentalWarning',
      main,
      '--attended',
      ...(isOfOneTask ? ['--for-one-task'] : []),
    ],
    {
      env: { ...process.env, ...variables },
      stdio: ['pipe', output === 'pipe' ? 'ignore' : output, output],
    },
  );
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const listening = advertisedBy(child, Date.now() + limitMs).then(
    (advertised) => advertised && serviceAt(advertised, stop),
  );
  return { process: child, listening, stop };
}

async function advertisedBy(child: ChildProcess, deadline: number): Promise<Advertised | undefined> {
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const advertised = await readAdvertised();
    if (advertised && advertised.pid === child.pid && (await answers(advertised))) return advertised;
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

/** Whether that service answers there. Another program may have its port by now: nothing that is secret is sent to ask. */
async function answers({ address, token }: Advertised): Promise<boolean> {
  const challenge = randomUUID();
  const hello = new URL(`/operator/hello?challenge=${challenge}`, address);
  try {
    const response = await fetch(hello, { signal: AbortSignal.timeout(2_000), redirect: 'error' });
    return response.ok && (await response.text()) === serviceProof(token, challenge);
  } catch {
    return false;
  }
}
